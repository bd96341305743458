import type { OfferPrice } from '@pasar/shared/domain/offer.ts'
import { type PriceContext, ceilingOf, priceLine } from '@pasar/shared/domain/pricing.ts'
import { expect, test } from 'vitest'
import { EVENING, TODAY, TOMORROW, today } from '../../fixtures/day.ts'
import { aMarket } from '../../fixtures/market.ts'
import { anOffer, anOfferPrice } from '../../fixtures/offer.ts'
import { aWish } from '../../fixtures/order.ts'

const MINUTE = 60_000

type Known = {
  readonly history?: OfferPrice
  readonly successor?: OfferPrice
  /** when the authority took the successor; as told, unless a test says else */
  readonly takenAt?: number
}

/** An order that arrives now for `day`, with the history rows given. */
const arriving = (day: number, rows: Known = {}, receivedAt = EVENING): PriceContext => ({
  market: aMarket(),
  day,
  today: TODAY,
  receivedAt,
  history: rows.history,
  successors: rows.successor
    ? [{ price: rows.successor, takenAt: rows.takenAt ?? rows.successor.at }]
    : [],
})

const tomorrow = { day: TOMORROW, priceIdr: 12_000, no: 2, at: today(1_100) }

test('says "perkiraan Rp3.000, paling tinggi Rp3.500", O6', () => {
  expect(ceilingOf(3_000, 15)).toBe(3_500)
  expect(ceilingOf(10_000, 15)).toBe(11_500)
  expect(ceilingOf(10_001, 15)).toBe(12_000)
  expect(ceilingOf(0, 15)).toBe(0)
  const line = priceLine(
    anOffer({ unit: 'ikat', priceIdr: 1_500 }),
    aWish({ qty: { mode: 'count', amount: 2, unit: 'ikat' }, priceSeenIdr: 1_500 }),
    arriving(TOMORROW),
  )
  expect(line).toEqual({
    priceSeenIdr: 1_500,
    priceIdr: 1_500,
    isBinding: false,
    estimateIdr: 3_000,
    maxIdr: 3_500,
  })
})

test('binds the price seen for the same day, with the tolerance of a weight, O4 O6', () => {
  expect(priceLine(anOffer(), aWish(), arriving(TODAY))).toEqual({
    priceSeenIdr: 10_000,
    priceIdr: 10_000,
    isBinding: true,
    estimateIdr: 10_000,
    maxIdr: 11_000,
  })
})

test('a bound count can cost nothing more than its price, O6', () => {
  const wish = aWish({ qty: { mode: 'count', amount: 2, unit: 'ikat' }, priceSeenIdr: 2_500 })
  const offer = anOffer({ unit: 'ikat', priceIdr: 2_500 })
  expect(priceLine(offer, wish, arriving(TODAY))).toMatchObject({
    isBinding: true,
    estimateIdr: 5_000,
    maxIdr: 5_000,
  })
})

test('estimates for another day where that day has no price, O4', () => {
  expect(priceLine(anOffer(), aWish(), arriving(TOMORROW))).toMatchObject({
    isBinding: false,
    estimateIdr: 10_000,
    maxIdr: 11_500,
  })
})

test('binds the published price of exactly that day, O4', () => {
  const offer = anOffer({ nextPrice: tomorrow })
  const wish = aWish({ priceSeenIdr: 12_000, priceNo: 2 })
  expect(priceLine(offer, wish, arriving(TOMORROW))).toMatchObject({
    isBinding: true,
    estimateIdr: 12_000,
    maxIdr: 13_200,
  })
  expect(priceLine(offer, wish, arriving(TOMORROW + 1))).toMatchObject({ isBinding: false })
})

test('binds the price asked where it fell below the one seen, O5', () => {
  const offer = anOffer({ priceIdr: 9_000, priceNo: 2, priceAt: today(600) })
  const history = anOfferPrice(anOffer())
  expect(priceLine(offer, aWish(), arriving(TODAY, { history }))).toEqual({
    priceSeenIdr: 10_000,
    priceIdr: 9_000,
    isBinding: true,
    estimateIdr: 9_000,
    maxIdr: 9_900,
  })
})

test('keeps the price seen bound until the last minute of the grace, and no later, O5', () => {
  const changedAt = EVENING - 30 * MINUTE
  const offer = anOffer({ priceIdr: 14_000, priceNo: 2, priceAt: changedAt })
  const rows = {
    history: anOfferPrice(anOffer()),
    successor: anOfferPrice(offer),
  }
  expect(priceLine(offer, aWish(), arriving(TODAY, rows, EVENING))).toEqual({
    priceSeenIdr: 10_000,
    priceIdr: 14_000,
    isBinding: true,
    estimateIdr: 10_000,
    maxIdr: 11_000,
  })
  expect(priceLine(offer, aWish(), arriving(TODAY, rows, EVENING + 1))).toEqual({
    priceSeenIdr: 10_000,
    priceIdr: 14_000,
    isBinding: false,
    estimateIdr: 10_000,
    maxIdr: 11_500,
  })
})

test('counts the grace from when the authority took the new price, whatever the clock told, O5 (I7)', () => {
  for (const told of [EVENING - 3_650 * 86_400_000, EVENING]) {
    const offer = anOffer({ priceIdr: 14_000, priceNo: 2, priceAt: told })
    const rows = { history: anOfferPrice(anOffer()), successor: anOfferPrice(offer) }
    const binds = [30, 31].map((minutes) => {
      const known = { ...rows, takenAt: EVENING - minutes * MINUTE }
      return priceLine(offer, aWish(), arriving(TODAY, known)).isBinding
    })
    expect(binds).toEqual([true, false])
  }
})

test('a coming price gives way to nothing before its day, O5', () => {
  const offer = anOffer({ nextPrice: { ...tomorrow, day: TODAY } })
  const rows = {
    history: anOfferPrice(anOffer()),
    successor: anOfferPrice(offer, { no: 2, priceIdr: 12_000, day: TODAY }),
    takenAt: today(-9_000),
  }
  const atMinute = (minute: number) =>
    priceLine(offer, aWish(), arriving(TODAY, rows, today(minute))).isBinding
  expect([atMinute(30), atMinute(31)]).toEqual([true, false])
})

test('a price from long ago does not bind because another one changed just now, O5', () => {
  const offer = anOffer({ priceIdr: 14_000, priceNo: 3, priceAt: EVENING })
  const rows = {
    history: anOfferPrice(offer, { no: 1, priceIdr: 4_000, at: today(-9_000) }),
    successor: anOfferPrice(offer, { no: 2, priceIdr: 13_000, at: today(-8_000) }),
  }
  const wish = aWish({ priceSeenIdr: 4_000, priceNo: 1 })
  expect(priceLine(offer, wish, arriving(TODAY, rows))).toMatchObject({ isBinding: false })
})

test('does not believe a price that the history has not, O5 (P15)', () => {
  const offer = anOffer({ priceIdr: 14_000, priceNo: 3 })
  const asSeen = {
    priceSeenIdr: 14_000,
    priceIdr: 14_000,
    isBinding: true,
    estimateIdr: 14_000,
    maxIdr: 15_400,
  }
  const history = anOfferPrice(offer, { no: 2, priceIdr: 13_000 })
  const forged = aWish({ priceSeenIdr: 50, priceNo: 2 })
  expect(priceLine(offer, forged, arriving(TODAY, { history }))).toEqual(asSeen)
  expect(priceLine(offer, aWish({ priceSeenIdr: 50, priceNo: 3 }), arriving(TODAY))).toEqual(asSeen)
  expect(priceLine(offer, aWish({ priceSeenIdr: 50, priceNo: 9 }), arriving(TODAY))).toEqual(asSeen)
})

test('does not take a price for a later day as one seen for today, O5', () => {
  const offer = anOffer({ nextPrice: { ...tomorrow, priceIdr: 8_000 } })
  const history = anOfferPrice(offer, { no: 2, priceIdr: 8_000, day: TOMORROW })
  const wish = aWish({ priceSeenIdr: 8_000, priceNo: 2 })
  expect(priceLine(offer, wish, arriving(TODAY, { history }))).toMatchObject({
    priceSeenIdr: 10_000,
    estimateIdr: 10_000,
  })
})

test('a phone without the history believes its own screen for now, O5 S16', () => {
  const offer = anOffer({ priceIdr: 14_000, priceNo: 2, priceAt: EVENING })
  expect(priceLine(offer, aWish(), arriving(TOMORROW))).toMatchObject({
    priceSeenIdr: 10_000,
    estimateIdr: 10_000,
    maxIdr: 11_500,
  })
})

test('a price published dearer than the estimate seen does not bind above its ceiling, O5', () => {
  const offer = anOffer({ nextPrice: { ...tomorrow, priceIdr: 13_000 } })
  const history = anOfferPrice(offer, { no: 1, priceIdr: 10_000 })
  expect(priceLine(offer, aWish(), arriving(TOMORROW, { history }))).toEqual({
    priceSeenIdr: 10_000,
    priceIdr: 13_000,
    isBinding: false,
    estimateIdr: 10_000,
    maxIdr: 11_500,
  })
})

test('"cabai seharga Rp3.000" costs Rp3.000 whatever the price, O6', () => {
  const wish = aWish({ qty: { mode: 'value', amount: 3_000, unit: 'Rp' } })
  for (const day of [TODAY, TOMORROW]) {
    const line = priceLine(anOffer({ priceIdr: 80_000 }), wish, arriving(day))
    expect([line.estimateIdr, line.maxIdr]).toEqual([3_000, 3_000])
  }
})
