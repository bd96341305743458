import {
  PhotoSchema,
  PriceNoSchema,
  PriceSchema,
  nextPriceNo,
  offerPriceIdOf,
} from '@pasar/shared/domain/offer.ts'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { TOMORROW, today } from '../../fixtures/day.ts'
import { anOffer } from '../../fixtures/offer.ts'

test('numbers the next price above every number used, O2', () => {
  const nextPrice = { day: TOMORROW, priceIdr: 12_000, no: 4, at: today(0) }
  expect(nextPriceNo(anOffer())).toBe(2)
  expect(nextPriceNo(anOffer({ priceNo: 3, nextPrice }))).toBe(5)
  expect(nextPriceNo(anOffer({ priceNo: 7, nextPrice }))).toBe(8)
  expect(offerPriceIdOf(anOffer().id, 5)).toBe('pb-017.0000000a:5')
})

test('takes prices from Rp50 to Rp100.000.000, whole, A5', () => {
  const good = [50, 100_000_000]
  const bad = [49, 100_000_001, 0, -1, 1e12, 50.5, NaN, Infinity, '10000', '12.500,00', null]
  expect(good.every((price) => v.is(PriceSchema, price))).toBe(true)
  expect(bad.filter((price) => v.is(PriceSchema, price))).toEqual([])
  expect([1, 0, 1.5, -1].map((no) => v.is(PriceNoSchema, no))).toEqual([true, false, false, false])
})

test('a picture is named by its hash, A5', () => {
  expect(v.is(PhotoSchema, 'a'.repeat(64))).toBe(true)
  expect(
    ['a'.repeat(63), 'A'.repeat(64), '../../x', ''].some((name) => v.is(PhotoSchema, name)),
  ).toBe(false)
})
