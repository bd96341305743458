import {
  ClosureSchema,
  DaySchema,
  marketEntries,
  OpeningRuleSchema,
} from '@pasar/shared/domain/market.ts'
import { is, object, parse } from 'valibot'
import { describe, expect, test } from 'vitest'

const rule = { days: { kind: 'daily' }, fromMin: 0, toMin: 600, season: null }
const takesRule = (fields: object) => is(OpeningRuleSchema, { ...rule, ...fields })

describe('an opening rule', () => {
  test('begins within its day and lasts 24 h at most, M14', () => {
    expect(takesRule({})).toBe(true)
    expect(takesRule({ fromMin: 1_439, toMin: 2_879 })).toBe(true)
    expect(takesRule({ fromMin: 1_439, toMin: 2_880 })).toBe(false)
    expect(takesRule({ fromMin: 1_440, toMin: 1_500 })).toBe(false)
    expect(takesRule({ fromMin: 600, toMin: 600 })).toBe(false)
    expect(takesRule({ fromMin: 600, toMin: 300 })).toBe(false)
    expect(takesRule({ fromMin: -1 })).toBe(false)
    expect(takesRule({ toMin: 600.5 })).toBe(false)
  })

  test('names weekdays or pasaran, at least one, M14', () => {
    expect(takesRule({ days: { kind: 'weekdays', weekdays: [4, 7] } })).toBe(true)
    expect(takesRule({ days: { kind: 'pasaran', pasaran: ['Legi', 'Pon'] } })).toBe(true)
    expect(takesRule({ days: { kind: 'weekdays', weekdays: [] } })).toBe(false)
    expect(takesRule({ days: { kind: 'weekdays', weekdays: [0] } })).toBe(false)
    expect(takesRule({ days: { kind: 'weekdays', weekdays: [8] } })).toBe(false)
    expect(takesRule({ days: { kind: 'pasaran', pasaran: ['Senin'] } })).toBe(false)
    expect(takesRule({ days: { kind: 'monthly' } })).toBe(false)
  })

  test('has a season that does not end before it begins, M14', () => {
    expect(takesRule({ season: { fromDay: 20_000, toDay: 20_000 } })).toBe(true)
    expect(takesRule({ season: { fromDay: 20_001, toDay: 20_000 } })).toBe(false)
  })
})

test('a closure names its days and its reason, M14', () => {
  const takes = (fields: object) =>
    is(ClosureSchema, { fromDay: 20_000, toDay: 20_001, reason: 'erupsi', ...fields })
  expect(takes({})).toBe(true)
  expect(takes({ toDay: 19_999 })).toBe(false)
  expect(takes({ reason: ' ' })).toBe(false)
})

test('a day is an epoch day of this or the next century, M9', () => {
  expect([0, 20_782, 65_744, 65_745, -1, 0.5].map((day) => is(DaySchema, day))).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ])
})

test('the fields of a market are brought to their stored form, M13', () => {
  const fields = {
    name: '  Pasar   Baru ',
    alsoKnownAs: ['Pasar Besar'],
    kecamatan: 'Lumajang',
    notice: null,
    officePhone: '6281234567890',
    opening: [rule],
    closures: [],
    pickupCutoffMin: 60,
    acceptAfterOpenMin: 120,
    priceGraceMin: 30,
    ceilingPercent: 15,
    cashStepIdr: 500,
  }
  const schema = object(marketEntries)
  expect(parse(schema, fields)).toEqual({ ...fields, name: 'Pasar Baru' })
  expect(is(schema, { ...fields, cashStepIdr: 250 })).toBe(false)
  expect(is(schema, { ...fields, officePhone: '081234567890' })).toBe(false)
  expect(is(schema, { ...fields, ceilingPercent: 101 })).toBe(false)
  expect(is(schema, { ...fields, opening: Array.from({ length: 41 }, () => rule) })).toBe(false)
})
