import { expect, test } from 'vitest'
import { lateLine, seenOf } from '@pasar/web/state/late.ts'
import { EVENING, TOMORROW } from '../../fixtures/day.ts'
import { aMarket } from '../../fixtures/market.ts'
import { anOffer } from '../../fixtures/offer.ts'
import { aWish } from '../../fixtures/order.ts'

const context = { market: aMarket(), day: TOMORROW, now: EVENING }

test('a late order costs what is asked now, and says what it was, O19', () => {
  const line = lateLine(aWish(), anOffer({ priceIdr: 14_000, priceNo: 2 }), context)
  expect([line.priced.price?.estimateIdr, line.priced.price?.maxIdr, line.moved]).toEqual([
    14_000,
    16_500,
    { kind: 'rose', fromIdr: 10_000, toIdr: 14_000 },
  ])
  expect(seenOf([aWish()], [line])).toEqual([{ priceSeenIdr: 14_000, priceNo: 2 }])
})

test('a line that cannot be had any more keeps the price of the first time, O23', () => {
  const gone = lateLine(aWish(), null, context)
  const out = lateLine(aWish(), anOffer({ availability: 'out', priceNo: 2 }), context)
  expect([gone.moved.kind, gone.priced.price, out.moved.kind]).toEqual(['gone', null, 'out'])
  expect(seenOf([aWish(), aWish()], [gone, out])).toEqual([
    { priceSeenIdr: 10_000, priceNo: 1 },
    { priceSeenIdr: 10_000, priceNo: 1 },
  ])
})
