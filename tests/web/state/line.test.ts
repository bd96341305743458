import { describe, expect, test } from 'vitest'
import {
  broughtBy,
  costOf,
  picksOf,
  quantityOf,
  startOf,
  stepped,
  waysOf,
  wishOf,
} from '@pasar/web/state/line.ts'

describe('the ways to buy', () => {
  test('weights by kg, ons and rupiah; volumes by their unit and rupiah', () => {
    expect(waysOf('kg')).toEqual(['kg', 'ons', 'Rp'])
    expect(waysOf('ons')).toEqual(['kg', 'ons', 'Rp'])
    expect(waysOf('liter')).toEqual(['liter', 'Rp'])
  })
  test('counted goods by their unit alone, never by rupiah, M4', () => {
    expect(waysOf('ikat')).toEqual(['ikat'])
  })
})

describe('a wish as a quantity', () => {
  test('is whole units where it comes out even', () => {
    expect(quantityOf({ way: 'kg', amount: 2_000 })).toEqual({
      mode: 'weight',
      amount: 2,
      unit: 'kg',
    })
    expect(quantityOf({ way: 'ikat', amount: 3 })).toEqual({
      mode: 'count',
      amount: 3,
      unit: 'ikat',
    })
    expect(quantityOf({ way: 'liter', amount: 1_000 })).toEqual({
      mode: 'volume',
      amount: 1,
      unit: 'liter',
    })
  })
  test('half a kilo is 5 ons, and what is no whole ons is grams', () => {
    expect(quantityOf({ way: 'kg', amount: 500 })).toEqual({
      mode: 'weight',
      amount: 5,
      unit: 'ons',
    })
    expect(quantityOf({ way: 'kg', amount: 1_050 })).toEqual({
      mode: 'weight',
      amount: 1_050,
      unit: 'g',
    })
  })
  test('rupiah are a value', () => {
    expect(quantityOf({ way: 'Rp', amount: 3_000 })).toEqual({
      mode: 'value',
      amount: 3_000,
      unit: 'Rp',
    })
  })
  test('comes back for changing, in a way that the offer has', () => {
    expect(wishOf({ mode: 'weight', amount: 5, unit: 'ons' }, 'kg')).toEqual({
      way: 'ons',
      amount: 500,
    })
    expect(wishOf({ mode: 'weight', amount: 1_050, unit: 'g' }, 'kg')).toEqual({
      way: 'kg',
      amount: 1_050,
    })
    expect(wishOf({ mode: 'value', amount: 3_000, unit: 'Rp' }, 'kg')).toEqual({
      way: 'Rp',
      amount: 3_000,
    })
  })
})

describe('a step', () => {
  test('goes by half kilos, by one ikat, by a thousand rupiah', () => {
    expect(stepped({ way: 'kg', amount: 1_000 }, 1).amount).toBe(1_500)
    expect(stepped({ way: 'ikat', amount: 1 }, 1).amount).toBe(2)
    expect(stepped({ way: 'Rp', amount: 3_000 }, -1).amount).toBe(2_000)
  })
  test('from a figure in between goes to the next step, not past it', () => {
    expect(stepped({ way: 'kg', amount: 1_050 }, -1).amount).toBe(1_000)
    expect(stepped({ way: 'kg', amount: 1_050 }, 1).amount).toBe(1_500)
  })
  test('stops at what can be ordered', () => {
    expect(stepped({ way: 'kg', amount: 500 }, -1).amount).toBe(500)
    expect(stepped({ way: 'Rp', amount: 1_000 }, -1).amount).toBe(500)
    expect(stepped({ way: 'kg', amount: 10_000_000 }, 1).amount).toBe(10_000_000)
    expect(stepped({ way: 'Rp', amount: 10_000_000 }, 1).amount).toBe(10_000_000)
  })
})

test('every way begins with one of its own and offers quick amounts', () => {
  expect(startOf('kg')).toEqual({ way: 'kg', amount: 1_000 })
  expect(startOf('Rp')).toEqual({ way: 'Rp', amount: 3_000 })
  expect(picksOf('ikat')).toEqual([1, 2, 3, 5])
  expect(picksOf('ons')).toEqual([100, 200, 300, 500])
})

test('what it costs and what rupiah bring, M2', () => {
  expect(costOf({ way: 'kg', amount: 500 }, 36_000, 'kg')).toBe(18_000)
  expect(costOf({ way: 'Rp', amount: 3_000 }, 83_000, 'kg')).toBe(3_000)
  expect(broughtBy(3_000, 83_000, 'kg')).toBe(36)
})
