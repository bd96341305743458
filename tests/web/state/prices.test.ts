import { expect, test } from 'vitest'
import { meetingOf, parseTyped, priceStep, steppedPrice } from '@pasar/web/state/prices.ts'
import { EVENING, TOMORROW } from '../../fixtures/day.ts'
import { anOffer, anOfferPrice } from '../../fixtures/offer.ts'

test('a step is what vendors use: coins for cheap goods, thousands for dear ones', () => {
  expect([1_500, 2_500, 36_000, 95_000, 250_000].map(priceStep)).toEqual([
    100, 500, 500, 1_000, 5_000,
  ])
})

test('a step lands on its grid, in both directions and across borders', () => {
  expect([steppedPrice(32_250, 1), steppedPrice(32_250, -1)]).toEqual([32_500, 32_000])
  expect([steppedPrice(50_000, 1), steppedPrice(50_000, -1)]).toEqual([51_000, 49_500])
  expect([steppedPrice(2_000, 1), steppedPrice(2_000, -1)]).toEqual([2_500, 1_900])
})

test('a step stays within what a price can be', () => {
  expect([steppedPrice(50, -1), steppedPrice(100_000_000, 1)]).toEqual([50, 100_000_000])
})

test('two phones that met over a price are told apart from one phone that changed it twice', () => {
  const offer = anOffer({ priceIdr: 12_000, priceNo: 3 })
  const holds = anOfferPrice(offer, { basedOn: 1 })
  const other = anOfferPrice(offer, { no: 2, priceIdr: 11_000 })
  const older = anOfferPrice(offer, { no: 1, priceIdr: 10_000 })
  expect(meetingOf(offer, [holds, other, older])).toEqual({ holds, other })
  expect(meetingOf(offer, [{ ...holds, basedOn: 2 }, other, older])).toBeNull()
})

test('two phones that wrote the same price have nothing to settle', () => {
  const offer = anOffer({ priceIdr: 12_000, priceNo: 3 })
  const holds = anOfferPrice(offer, { basedOn: 1 })
  expect(meetingOf(offer, [holds, anOfferPrice(offer, { no: 2, priceIdr: 12_000 })])).toBeNull()
  expect(meetingOf(offer, [])).toBeNull()
})

test('two phones that set the price of one coming day have met, O2', () => {
  const nextPrice = { day: TOMORROW, priceIdr: 12_000, no: 3, at: EVENING }
  const offer = anOffer({ nextPrice })
  const holds = anOfferPrice(offer, { no: 3, priceIdr: 12_000, day: TOMORROW, basedOn: 1 })
  const other = anOfferPrice(offer, { no: 2, priceIdr: 11_000, day: TOMORROW })
  expect(meetingOf(offer, [holds, other])).toEqual({ holds, other })
})

test('today’s price and a coming one do not meet, whoever set them, O2', () => {
  const nextPrice = { day: TOMORROW, priceIdr: 12_000, no: 2, at: EVENING }
  const offer = anOffer({ priceIdr: 13_000, priceNo: 3, nextPrice })
  const holds = anOfferPrice(offer, { no: 3, priceIdr: 13_000, basedOn: 1 })
  const coming = anOfferPrice(offer, { no: 2, priceIdr: 12_000, day: TOMORROW, basedOn: 1 })
  expect(meetingOf(offer, [holds, coming])).toBeNull()
})

test('typed prices are read from the drafts', () => {
  expect([parseTyped({ a: '12.500' }), parseTyped(null), parseTyped('x')]).toEqual([
    { a: '12.500' },
    null,
    null,
  ])
})
