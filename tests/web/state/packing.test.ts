import { describe, expect, test } from 'vitest'
import {
  entryOf,
  feedbackOf,
  isAnswered,
  type LineEntry,
  packArgs,
  packedOf,
  parsePacking,
  priceCapOf,
  totalSoFar,
} from '@pasar/web/state/packing.ts'
import { aLine, aStallOrder } from '../../fixtures/order.ts'

const anEntry = (overrides: Partial<LineEntry> = {}): LineEntry => ({
  amount: '',
  isOut: false,
  isDone: true,
  priceIdr: null,
  ...overrides,
})
const from = { index: 0, packing: null, askedIdr: 11_000 }

describe('the scale', () => {
  test('begins empty, an estimate with the price that the stall asks now', () => {
    expect(entryOf(aLine({ isBinding: false }), from)).toEqual({
      amount: '',
      isOut: false,
      isDone: false,
      priceIdr: 11_000,
    })
    expect(entryOf(aLine({ isBinding: true }), from).priceIdr).toBeNull()
  })
  test('begins with what the drafts hold, and with what was packed before', () => {
    const typed = anEntry({ amount: '540' })
    const packing = { v: 1 as const, factId: 'f', entries: { 0: typed } }
    expect(entryOf(aLine(), { ...from, packing })).toEqual(typed)
    const packed = {
      amount: 1_050,
      chargedAmount: 1_050,
      priceIdr: 10_000,
      priceAskedIdr: null,
      totalIdr: 10_500,
    }
    expect(entryOf(aLine({ isBinding: true, packed }), from)).toEqual(anEntry({ amount: '1050' }))
  })
  test('says whether a figure is taken: empty, exact, under, within, over, too much, O8 … O11', () => {
    const line = aLine({ isBinding: true, maxIdr: 11_000 })
    const kinds = ['', '0', '1000', '900', '1050', '1200', '10000001'].map(
      (amount) => feedbackOf(line, anEntry({ amount })).kind,
    )
    expect(kinds).toEqual(['empty', 'empty', 'exact', 'under', 'within', 'over', 'tooMuch'])
    expect(feedbackOf(line, anEntry({ amount: '1200' }))).toEqual({
      kind: 'over',
      chargedAmount: 1_100,
    })
  })
  test('needs no figure for a line by value, whose rupiah are fixed', () => {
    const line = aLine({
      qty: { mode: 'value', amount: 3_000, unit: 'Rp' },
      estimateIdr: 3_000,
      maxIdr: 3_000,
    })
    expect(feedbackOf(line, anEntry()).kind).toBe('value')
    expect(isAnswered(line, anEntry())).toBe(true)
    expect(packedOf(line, anEntry({ amount: '298' })).totalIdr).toBe(3_000)
  })
  test('is an answer only once she has gone on', () => {
    const typed = anEntry({ amount: '1050', isDone: false })
    expect([isAnswered(aLine(), typed), isAnswered(aLine(), { ...typed, isDone: true })]).toEqual([
      false,
      true,
    ])
    expect(isAnswered(aLine(), anEntry({ isOut: true, isDone: false }))).toBe(true)
  })
})

test('a price has a ceiling only where it is open', () => {
  expect(priceCapOf(aLine({ isBinding: true }))).toBeNull()
  expect(priceCapOf(aLine({ isBinding: false, maxIdr: 11_500 }))).toBe(11_500)
})

test('what is sent leaves out what is out, and names the fact it corrects', () => {
  const part = aStallOrder({ lines: [aLine(), aLine()], packedFact: 'earlier' })
  const entries = [anEntry({ amount: '1050', priceIdr: 10_000 }), anEntry({ isOut: true })]
  expect(packArgs(part, 'fact', entries)).toEqual({
    stallOrderId: part.id,
    factId: 'fact',
    corrects: 'earlier',
    lines: [{ line: 0, amount: 1_050, priceIdr: 10_000 }],
  })
  expect(totalSoFar(part, entries)).toBe(10_500)
})

test('a packing list is read from the drafts only in its own shape', () => {
  expect(parsePacking({ v: 1, factId: 'f', entries: {} })).toEqual({
    v: 1,
    factId: 'f',
    entries: {},
  })
  expect([parsePacking(null), parsePacking({ v: 1 }), parsePacking({ v: 2 })]).toEqual([
    null,
    null,
    null,
  ])
})
