import type { ConflictWhy } from '@pasar/shared/domain/conflict.ts'
import type { OrderLine, StallOrder } from '@pasar/shared/domain/order.ts'
import { keyOf } from '@pasar/shared/domain/row.ts'
import { AMOUNT_BASE_MAX } from '@pasar/shared/lib/limits.ts'
import { handOverStallOrder, packStallOrder } from '@pasar/shared/mutations/stall-order-facts.ts'
import { expect, test } from 'vitest'
import { HOUSEHOLD, OFFICER, RIVAL, VENDOR } from '../../fixtures/account.ts'
import { aConflict } from '../../fixtures/conflict.ts'
import { NIGHT } from '../../fixtures/day.ts'
import { ulid } from '../../fixtures/id.ts'
import { aLine, aPackedLine, aStallOrder, anOrder } from '../../fixtures/order.ts'
import { Rows } from '../../fixtures/rows.ts'

const stallOrderId = `${ulid(100)}.1`
const PART = keyOf('stallOrder', stallOrderId)
const FACT = ulid(900)
const CONFLICT = keyOf('conflict', FACT)
const byTin = { by: VENDOR, at: NIGHT }
const refused = (why: string) => ({ ok: false, why })
const unchanged = { ok: true, changes: [] }

const tomat = { line: 0, amount: 1_050, priceIdr: 10_000 }
const packing = { stallOrderId, factId: FACT, lines: [tomat] }
const STATED = JSON.stringify([tomat])

const packedTomat: OrderLine = aLine({
  status: 'packed',
  packed: aPackedLine({ amount: 1_050, chargedAmount: 1_050, totalIdr: 10_500 }),
})
const packedPart = (overrides: Partial<StallOrder> = {}) =>
  aStallOrder({ status: 'packed', lines: [packedTomat], packedFact: FACT, ...overrides })

test('1 kg of tomat is packed as 1,050 g for Rp10.500, O10', () => {
  const rows = new Rows(aStallOrder({ status: 'packing' }))
  expect(rows.run(packStallOrder, packing, byTin)).toMatchObject({ ok: true })
  expect(rows.get(PART)).toEqual(packedPart())
})

test('packing walks the edges between, from wherever the part stands, O14', () => {
  for (const status of ['placed', 'accepted', 'packing'] as const) {
    const rows = new Rows(aStallOrder({ status }))
    rows.run(packStallOrder, packing, byTin)
    expect(rows.get(PART)).toEqual(packedPart())
  }
})

test('the same fact again changes nothing, O17', () => {
  const rows = new Rows(aStallOrder())
  rows.run(packStallOrder, packing, byTin)
  expect(rows.run(packStallOrder, packing, byTin)).toEqual(unchanged)
  expect(rows.run(packStallOrder, { ...packing, lines: [{ ...tomat, amount: 2 }] }, byTin)).toEqual(
    unchanged,
  )
})

test('packed wins over a cancel that came first, which becomes a request, O20', () => {
  const rows = new Rows(aStallOrder({ status: 'cancelled' }))
  rows.run(packStallOrder, packing, byTin)
  expect(rows.get(PART)).toEqual(packedPart({ isCancelRequested: true }))
})

test.each<[string, StallOrder, ConflictWhy]>([
  ['declined', aStallOrder({ status: 'declined' }), 'declined'],
  ['handed over', packedPart({ status: 'handedOver', packedFact: ulid(7) }), 'handedOver'],
  ['packed by another phone', packedPart({ packedFact: ulid(7) }), 'packedTwice'],
  ['cancelled by consent', packedPart({ status: 'cancelled', packedFact: ulid(7) }), 'cancelled'],
  ['without such a line', aStallOrder({ lines: [] }), 'noSuchLine'],
])(
  'a packing of a part that is %s is kept as a conflict and moves nothing, O17',
  (_, part, why) => {
    const rows = new Rows(part)
    expect(rows.run(packStallOrder, packing, byTin)).toMatchObject({ ok: true })
    expect(rows.get(PART)).toEqual(part)
    expect(rows.get(CONFLICT)).toEqual(aConflict({ why, stated: STATED }))
    expect(rows.run(packStallOrder, packing, byTin)).toEqual(unchanged)
  },
)

test('a line that was declined stays out, the rest is packed, the word is kept, O17', () => {
  const gone = aLine({ status: 'unavailable', why: 'declined' })
  const rows = new Rows(aStallOrder({ status: 'packing', lines: [aLine(), gone] }))
  const lines = [tomat, { line: 1, amount: 500, priceIdr: null }]
  rows.run(packStallOrder, { ...packing, lines }, byTin)
  expect(rows.get(PART)).toEqual(packedPart({ lines: [packedTomat, gone] }))
  expect(rows.get(CONFLICT)).toEqual(
    aConflict({ why: 'lineUnavailable', stated: JSON.stringify(lines) }),
  )
})

test('a line left out of the bag is unavailable, O18', () => {
  const rows = new Rows(aStallOrder({ lines: [aLine(), aLine({ name: 'Bayam' })] }))
  rows.run(packStallOrder, packing, byTin)
  expect(rows.get(PART)?.lines[1]).toEqual(
    aLine({ name: 'Bayam', status: 'unavailable', why: 'notPacked' }),
  )
})

test('a packing is corrected by naming it, until the goods are handed over, O18', () => {
  const rows = new Rows(aStallOrder({ lines: [aLine(), aLine({ name: 'Bayam' })] }))
  rows.run(packStallOrder, packing, byTin)
  const lines = [{ line: 1, amount: 900, priceIdr: 10_000 }]
  const correction = { stallOrderId, factId: ulid(901), corrects: FACT, lines }
  expect(rows.run(packStallOrder, correction, byTin)).toMatchObject({ ok: true })
  expect(rows.get(PART)).toEqual(
    packedPart({
      packedFact: ulid(901),
      lines: [
        aLine({ status: 'unavailable', why: 'notPacked' }),
        aLine({
          name: 'Bayam',
          status: 'packed',
          packed: aPackedLine({ amount: 900, chargedAmount: 900, totalIdr: 9_000 }),
        }),
      ],
    }),
  )
  expect(rows.get(CONFLICT)).toBeUndefined()
})

test('the goods change hands with a code that a vendor’s phone cannot compare, O21 S16', () => {
  const rows = new Rows(packedPart({ isCancelRequested: true }))
  const handing = { stallOrderId, factId: ulid(902), code: '0427' }
  expect(rows.run(handOverStallOrder, handing, byTin)).toMatchObject({ ok: true })
  const handover = { factId: ulid(902), at: NIGHT, code: '0427', isCodeRight: null }
  expect(rows.get(PART)).toEqual(packedPart({ status: 'handedOver', handover }))
  expect(rows.run(handOverStallOrder, handing, byTin)).toEqual(unchanged)
})

test('where the order is in sight a wrong code is flagged and not refused, O21', () => {
  for (const [code, isCodeRight] of [
    ['0427', true],
    ['0428', false],
    [null, null],
  ] as const) {
    const rows = new Rows(packedPart(), anOrder())
    rows.run(handOverStallOrder, { stallOrderId, factId: ulid(902), code }, byTin)
    const handover = { factId: ulid(902), at: NIGHT, code, isCodeRight }
    expect(rows.get(PART)).toEqual(packedPart({ status: 'handedOver', handover }))
  }
})

test.each<[StallOrder['status'], ConflictWhy]>([
  ['placed', 'notPacked'],
  ['accepted', 'notPacked'],
  ['packing', 'notPacked'],
  ['declined', 'declined'],
  ['cancelled', 'cancelled'],
  ['handedOver', 'handedOverTwice'],
])('handing over what is %s is kept as a conflict and moves nothing, O17', (status, why) => {
  const part = aStallOrder({ status })
  const rows = new Rows(part, anOrder())
  const handing = { stallOrderId, factId: FACT, code: '0427' }
  expect(rows.run(handOverStallOrder, handing, byTin)).toMatchObject({ ok: true })
  expect(rows.get(PART)).toEqual(part)
  expect(rows.get(CONFLICT)).toEqual(
    aConflict({ fact: 'handedOver', why, stated: '{"code":"0427"}' }),
  )
  expect(rows.run(handOverStallOrder, handing, byTin)).toEqual(unchanged)
})

test('only the stall that fills it states facts about a part, A3', () => {
  const handing = { stallOrderId, factId: FACT, code: null }
  for (const by of [RIVAL, HOUSEHOLD, OFFICER]) {
    const rows = new Rows(packedPart(), anOrder())
    const before = rows.all()
    const doing = { by, at: NIGHT }
    expect(rows.run(packStallOrder, packing, doing)).toEqual(refused('notPermitted'))
    expect(rows.run(handOverStallOrder, handing, doing)).toEqual(refused('notPermitted'))
    expect(rows.all()).toEqual(before)
  }
  expect(new Rows().run(packStallOrder, packing, byTin)).toEqual(refused('notFound'))
  expect(new Rows().run(handOverStallOrder, handing, byTin)).toEqual(refused('notFound'))
})

test('0 g and 100 t are refused even as facts, A5 O17', () => {
  const pack = (line: object) =>
    new Rows(aStallOrder()).run(
      packStallOrder,
      { ...packing, lines: [{ ...tomat, ...line }] },
      byTin,
    )
  expect(pack({ amount: 1 }).ok).toBe(true)
  expect(pack({ amount: AMOUNT_BASE_MAX }).ok).toBe(true)
  for (const bad of [
    { amount: 0 },
    { amount: AMOUNT_BASE_MAX + 1 },
    { amount: 100_000_000 },
    { amount: 10.5 },
    { amount: '1050' },
    { priceIdr: 0 },
    { priceIdr: 1e12 },
    { line: -1 },
  ]) {
    expect(pack(bad), JSON.stringify(bad)).toEqual(refused('badArgs'))
  }
  for (const bad of [
    { lines: [] },
    { lines: [tomat, tomat] },
    { factId: 'x' },
    { corrects: 'x' },
  ]) {
    expect(new Rows(aStallOrder()).run(packStallOrder, { ...packing, ...bad }, byTin)).toEqual(
      refused('badArgs'),
    )
  }
  const handing = { stallOrderId, factId: FACT, code: '427' }
  expect(new Rows(packedPart()).run(handOverStallOrder, handing, byTin)).toEqual(refused('badArgs'))
})
