import {
  type Commodity,
  commodityEntries,
  convert,
  toBase,
} from '@pasar/shared/domain/commodity.ts'
import type { CommodityId } from '@pasar/shared/domain/id.ts'
import type { MeasuredQuantity } from '@pasar/shared/domain/quantity.ts'
import { is, strictObject } from 'valibot'
import { describe, expect, test } from 'vitest'

const kangkung: Commodity = {
  kind: 'commodity',
  id: 'kangkung' as CommodityId,
  name: 'Kangkung',
  category: 'vegetable',
  aliases: [],
  base: 'g',
  usualUnit: 'ikat',
  unitRules: [
    { unit: 'ikat', baseAmount: 200, estimated: true },
    { unit: 'karung', baseAmount: 20_000, estimated: false },
  ],
}
const minyak: Commodity = { ...kangkung, base: 'ml', unitRules: [] }
const telur: Commodity = { ...kangkung, base: 'pc', unitRules: [] }

const ikat = (amount: number): MeasuredQuantity => ({ mode: 'count', amount, unit: 'ikat' })
const kg = (amount: number): MeasuredQuantity => ({ mode: 'weight', amount, unit: 'kg' })

describe('units of a commodity', () => {
  test('become its base by its own rules, M7', () => {
    expect(toBase(kangkung, ikat(3))).toEqual({ amount: 600, isEstimated: true })
    expect(toBase(kangkung, kg(2))).toEqual({ amount: 2_000, isEstimated: false })
    expect(toBase(minyak, { mode: 'volume', amount: 2, unit: 'gelas' })).toEqual({
      amount: 480,
      isEstimated: true,
    })
    expect(toBase(telur, { mode: 'count', amount: 4, unit: 'pcs' })).toEqual({
      amount: 4,
      isEstimated: false,
    })
  })

  test('are never taken as one to one without a rule, M7', () => {
    expect(toBase(kangkung, { mode: 'count', amount: 1, unit: 'unting' })).toBe(null)
    expect(toBase(kangkung, { mode: 'count', amount: 1, unit: 'pcs' })).toBe(null)
    expect(toBase(kangkung, { mode: 'volume', amount: 1, unit: 'liter' })).toBe(null)
    expect(toBase(minyak, kg(1))).toBe(null)
    expect(toBase(telur, kg(1))).toBe(null)
    expect(toBase(telur, { mode: 'count', amount: 1, unit: 'butir' })).toBe(null)
    expect(convert(kangkung, { quantity: ikat(1), unit: 'unting' })).toBe(null)
    expect(convert(telur, { quantity: kg(1), unit: 'butir' })).toBe(null)
  })

  test('lead from one to another through the base, M7', () => {
    expect(convert(kangkung, { quantity: ikat(3), unit: 'kg' })).toEqual({
      amount: 600,
      isEstimated: true,
    })
    expect(convert(kangkung, { quantity: kg(40), unit: 'karung' })).toEqual({
      amount: 2,
      isEstimated: false,
    })
    expect(
      convert(kangkung, { quantity: { mode: 'count', amount: 1, unit: 'karung' }, unit: 'ikat' }),
    ).toEqual({ amount: 100, isEstimated: true })
  })

  test('are rounded up to whole bunches, M7', () => {
    const bunches = (amount: number) =>
      convert(kangkung, { quantity: { mode: 'weight', amount, unit: 'g' }, unit: 'ikat' })?.amount
    expect([1, 200, 201, 500].map(bunches)).toEqual([1, 1, 2, 3])
  })

  test('need no rule within one mode, M1', () => {
    expect(convert(telur, { quantity: kg(2), unit: 'ons' })).toEqual({
      amount: 2_000,
      isEstimated: false,
    })
    expect(convert(telur, { quantity: ikat(2), unit: 'ikat' })).toEqual({
      amount: 2,
      isEstimated: false,
    })
    expect(
      convert(minyak, { quantity: { mode: 'volume', amount: 1, unit: 'gelas' }, unit: 'sdm' }),
    ).toEqual({ amount: 240, isEstimated: true })
  })
})

test('a commodity has at most one rule for a unit, M7', () => {
  const schema = strictObject(commodityEntries)
  const { kind: _kind, id: _id, ...fields } = kangkung
  const twice = [...kangkung.unitRules, { unit: 'ikat', baseAmount: 250, estimated: true }]
  const none = [{ unit: 'ikat', baseAmount: 0, estimated: true }]
  const ofWeight = [{ unit: 'kg', baseAmount: 16, estimated: true }]
  expect(is(schema, fields)).toBe(true)
  for (const unitRules of [twice, none, ofWeight]) {
    expect(is(schema, { ...fields, unitRules })).toBe(false)
  }
})
