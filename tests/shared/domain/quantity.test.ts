import {
  baseAmount,
  basePerUnit,
  modeOf,
  type Quantity,
  QuantitySchema,
  quantityOfBase,
  sayQuantity,
  SELL_UNITS,
} from '@pasar/shared/domain/quantity.ts'
import { AMOUNT_BASE_MAX, VALUE_IDR_MAX, VALUE_IDR_MIN } from '@pasar/shared/lib/limits.ts'
import { is } from 'valibot'
import { describe, expect, test } from 'vitest'

const grams = (amount: number): Quantity => ({ mode: 'weight', amount, unit: 'g' })

test('the unit sets the mode and its base, M1', () => {
  const table = Object.fromEntries(
    SELL_UNITS.map((unit) => [unit, [modeOf(unit), basePerUnit(unit)]]),
  )
  const { g, ons, kg, kuintal, ml, sdt, sdm, gelas, liter, ...counted } = table
  expect({ g, ons, kg, kuintal, ml, sdt, sdm, gelas, liter }).toEqual({
    g: ['weight', 1],
    ons: ['weight', 100],
    kg: ['weight', 1_000],
    kuintal: ['weight', 100_000],
    ml: ['volume', 1],
    sdt: ['volume', 5],
    sdm: ['volume', 15],
    gelas: ['volume', 240],
    liter: ['volume', 1_000],
  })
  expect(Object.keys(counted)).toHaveLength(19)
  for (const [mode, base] of Object.values(counted)) expect([mode, base]).toEqual(['count', 1])
})

test('brings a quantity to its base, M1', () => {
  expect(baseAmount({ mode: 'weight', amount: 5, unit: 'ons' })).toBe(500)
  expect(baseAmount({ mode: 'weight', amount: 2, unit: 'kuintal' })).toBe(200_000)
  expect(baseAmount({ mode: 'volume', amount: 3, unit: 'sdm' })).toBe(45)
  expect(baseAmount({ mode: 'count', amount: 2, unit: 'ikat' })).toBe(2)
})

test('makes a quantity of what was packed, M1', () => {
  expect(quantityOfBase('kg', 1_050)).toEqual({ mode: 'weight', amount: 1_050, unit: 'g' })
  expect(quantityOfBase('liter', 250)).toEqual({ mode: 'volume', amount: 250, unit: 'ml' })
  expect(quantityOfBase('ikat', 2)).toEqual({ mode: 'count', amount: 2, unit: 'ikat' })
})

describe('a quantity on the wire', () => {
  const takes = (quantity: unknown) => is(QuantitySchema, quantity)

  test('is taken in every mode, M4', () => {
    expect(takes({ mode: 'weight', amount: 1, unit: 'kg' })).toBe(true)
    expect(takes({ mode: 'volume', amount: 250, unit: 'ml' })).toBe(true)
    expect(takes({ mode: 'count', amount: 2, unit: 'ikat' })).toBe(true)
    expect(takes({ mode: 'value', amount: 3_000, unit: 'Rp' })).toBe(true)
  })

  test('is at most 10 t, however it is said; 0 and 100 t are refused, M4', () => {
    expect(takes(grams(0))).toBe(false)
    expect(takes(grams(1))).toBe(true)
    expect(takes(grams(AMOUNT_BASE_MAX))).toBe(true)
    expect(takes(grams(AMOUNT_BASE_MAX + 1))).toBe(false)
    expect(takes({ mode: 'weight', amount: 100, unit: 'kuintal' })).toBe(true)
    expect(takes({ mode: 'weight', amount: 101, unit: 'kuintal' })).toBe(false)
    expect(takes({ mode: 'weight', amount: 100_000, unit: 'kg' })).toBe(false)
    expect(takes({ mode: 'count', amount: AMOUNT_BASE_MAX + 1, unit: 'pcs' })).toBe(false)
  })

  test('by value keeps its own bounds, M4', () => {
    const value = (amount: number) => takes({ mode: 'value', amount, unit: 'Rp' })
    expect([VALUE_IDR_MIN - 1, VALUE_IDR_MIN, VALUE_IDR_MAX, VALUE_IDR_MAX + 1].map(value)).toEqual(
      [false, true, true, false],
    )
  })

  test('is refused with fractions, strange numbers, foreign units and extra fields, M4', () => {
    for (const amount of [0.5, 0.0001, -1, NaN, Infinity, '1', null, 2 ** 60]) {
      expect(takes({ mode: 'weight', amount, unit: 'g' }), String(amount)).toBe(false)
    }
    expect(takes({ mode: 'weight', amount: 1, unit: 'ikat' })).toBe(false)
    expect(takes({ mode: 'count', amount: 1, unit: 'kg' })).toBe(false)
    expect(takes({ mode: 'value', amount: 3_000, unit: 'USD' })).toBe(false)
    expect(takes({ mode: 'mass', amount: 1, unit: 'kg' })).toBe(false)
    expect(takes({ mode: 'weight', amount: 1, unit: 'kg', priceIdr: 1 })).toBe(false)
  })
})

describe('how a quantity is said', () => {
  test.each([
    [50, '50', 'g'],
    [100, '1', 'ons'],
    [200, '2', 'ons'],
    [250, '250', 'g'],
    [999, '999', 'g'],
    [1_000, '1', 'kg'],
    [1_050, '1,05', 'kg'],
    [1_500, '1,5', 'kg'],
    [1_234_500, '1.234,5', 'kg'],
    [0, '0', 'g'],
  ])('%d g is %s %s, M6', (amount, said, unit) => {
    expect(sayQuantity(grams(amount))).toEqual({ amount: said, unit })
  })

  test('keeps the unit in which it was said, M6', () => {
    expect(sayQuantity({ mode: 'weight', amount: 5, unit: 'ons' })).toEqual({
      amount: '5',
      unit: 'ons',
    })
    expect(sayQuantity({ mode: 'weight', amount: 15, unit: 'ons' })).toEqual({
      amount: '15',
      unit: 'ons',
    })
    expect(sayQuantity({ mode: 'count', amount: 1_200, unit: 'ikat' })).toEqual({
      amount: '1.200',
      unit: 'ikat',
    })
    expect(sayQuantity({ mode: 'value', amount: 3_000, unit: 'Rp' })).toEqual({
      amount: '3.000',
      unit: 'Rp',
    })
  })

  test('says millilitres in liters from one liter on, M6', () => {
    expect(sayQuantity({ mode: 'volume', amount: 250, unit: 'ml' })).toEqual({
      amount: '250',
      unit: 'ml',
    })
    expect(sayQuantity({ mode: 'volume', amount: 1_500, unit: 'ml' })).toEqual({
      amount: '1,5',
      unit: 'liter',
    })
  })
})
