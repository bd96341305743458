import {
  askedOn,
  dearestPrice,
  fitsLine,
  largestAmount,
  lineTotal,
  overTolerance,
  priceOn,
  priceStory,
  requestLine,
  settled,
} from '@pasar/shared/domain/pricing.ts'
import { startOfDay } from '@pasar/shared/domain/time.ts'
import { expect, test } from 'vitest'
import { TODAY, TOMORROW, today } from '../../fixtures/day.ts'
import { anOffer } from '../../fixtures/offer.ts'
import { aLine, aPackedLine, aWish } from '../../fixtures/order.ts'

const tomorrow = { day: TOMORROW, priceIdr: 12_000, no: 2, at: today(1_100) }

test('takes the coming price from its day on and today the old one, O3', () => {
  const offer = anOffer({ nextPrice: tomorrow })
  expect([TODAY, TOMORROW, TOMORROW + 1].map((day) => priceOn(offer, day))).toEqual([
    10_000, 12_000, 12_000,
  ])
  expect(askedOn(offer, TODAY)).toEqual({
    priceIdr: 10_000,
    no: 1,
    since: today(312),
    isForDay: false,
  })
  expect(askedOn(offer, TOMORROW)).toEqual({
    priceIdr: 12_000,
    no: 2,
    since: startOfDay(TOMORROW),
    isForDay: true,
  })
  expect(askedOn(offer, TOMORROW + 1).isForDay).toBe(false)
})

test('a coming price that has come is settled as the price itself, O3', () => {
  const offer = anOffer({ nextPrice: tomorrow })
  expect(settled(offer, TODAY)).toBe(offer)
  expect(settled(offer, TOMORROW)).toEqual({
    ...offer,
    priceIdr: 12_000,
    priceNo: 2,
    priceAt: startOfDay(TOMORROW),
    nextPrice: null,
  })
  const late = { ...tomorrow, at: today(1_600) + 12_345 }
  expect(settled(anOffer({ nextPrice: late }), TOMORROW).priceAt).toBe(today(1_600))
})

test('a basket asks with the price and number of the trip day, O3', () => {
  const offer = anOffer({ nextPrice: tomorrow })
  const wish = { qty: { mode: 'weight', amount: 1, unit: 'kg' }, policy: 'ask' } as const
  expect(requestLine(offer, TODAY, wish)).toEqual(aWish())
  expect(requestLine(offer, TOMORROW, wish)).toEqual(aWish({ priceSeenIdr: 12_000, priceNo: 2 }))
})

test('rounds a line half up in whole rupiah, O9', () => {
  expect(lineTotal(10_000, 1_050, 'kg')).toBe(10_500)
  expect(lineTotal(2_500, 150, 'ons')).toBe(3_750)
  expect(lineTotal(3_333, 500, 'kg')).toBe(1_667)
  expect(lineTotal(3_001, 500, 'kg')).toBe(1_501)
  expect(lineTotal(2_500, 2, 'ikat')).toBe(5_000)
})

test('finds the dearest price and the largest amount within a limit exactly, O8', () => {
  for (const [limit, factor] of [
    [11_500, 1_000],
    [3_500, 333],
    [10_000, 7],
    [999, 10_000],
  ] as const) {
    const price = dearestPrice(limit, factor, 'kg')
    expect(lineTotal(price, factor, 'kg')).toBeLessThanOrEqual(limit)
    expect(lineTotal(price + 1, factor, 'kg')).toBeGreaterThan(limit)
    const amount = largestAmount(limit, factor, 'kg')
    expect(lineTotal(factor, amount, 'kg')).toBeLessThanOrEqual(limit)
    expect(lineTotal(factor, amount + 1, 'kg')).toBeGreaterThan(limit)
  }
})

test('tolerates the lesser of a tenth and Rp2.000, O10', () => {
  expect([9, 10_000, 19_999, 20_000, 500_000].map(overTolerance)).toEqual([
    0, 1_000, 1_999, 2_000, 2_000,
  ])
})

test('a line fits up to its limit in rupiah and not beyond, O25', () => {
  const offer = anOffer({ priceIdr: 100_000_000, unit: 'ekor' })
  const wish = (amount: number) =>
    aWish({ qty: { mode: 'count', amount, unit: 'ekor' }, priceSeenIdr: 100_000_000 })
  expect(fitsLine(offer, wish(10), TODAY)).toBe(true)
  expect(fitsLine(offer, wish(11), TODAY)).toBe(false)
  expect(fitsLine(anOffer({ priceIdr: 50, unit: 'ekor' }), wish(11), TODAY)).toBe(false)
})

test('tells what became of a price, O7', () => {
  const binding = { isBinding: true, maxIdr: 11_000 }
  expect(priceStory(aLine(binding))).toEqual({ kind: 'asSeen', priceIdr: 10_000 })
  expect(priceStory(aLine({ ...binding, priceIdr: 9_000 }))).toEqual({
    kind: 'lowered',
    seenIdr: 10_000,
    priceIdr: 9_000,
  })
  expect(priceStory(aLine({ ...binding, priceIdr: 14_000 }))).toEqual({
    kind: 'seenKept',
    seenIdr: 10_000,
    askedIdr: 14_000,
  })
  expect(priceStory(aLine({ priceIdr: 14_000 }))).toEqual({
    kind: 'estimate',
    seenIdr: 10_000,
    askedIdr: 14_000,
  })
  const packed = (priceIdr: number, priceAskedIdr: number | null = null) =>
    priceStory(aLine({ status: 'packed', packed: aPackedLine({ priceIdr, priceAskedIdr }) }))
  expect(packed(10_000)).toEqual({ kind: 'asSeen', priceIdr: 10_000 })
  expect(packed(11_200)).toEqual({ kind: 'raised', seenIdr: 10_000, priceIdr: 11_200 })
  expect(packed(9_000)).toEqual({ kind: 'lowered', seenIdr: 10_000, priceIdr: 9_000 })
  expect(packed(11_500, 14_000)).toEqual({ kind: 'capped', askedIdr: 14_000, priceIdr: 11_500 })
})
