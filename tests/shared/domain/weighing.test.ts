import { overTolerance, priceLine } from '@pasar/shared/domain/pricing.ts'
import { quantityOfBase } from '@pasar/shared/domain/quantity.ts'
import { priceLimit, weigh } from '@pasar/shared/domain/weighing.ts'
import { AMOUNT_BASE_MAX, PRICE_IDR_MAX } from '@pasar/shared/lib/limits.ts'
import { expect, test } from 'vitest'
import { EVENING, TODAY, TOMORROW } from '../../fixtures/day.ts'
import { drawing } from '../../fixtures/draw.ts'
import { aMarket } from '../../fixtures/market.ts'
import { anOffer } from '../../fixtures/offer.ts'
import { aLine, aPackedLine, aWish } from '../../fixtures/order.ts'

const bound = aLine({ isBinding: true, maxIdr: 11_000 })

test('1 kg of tomat at Rp10.000 that becomes 1,050 g costs Rp10.500, O10', () => {
  expect(weigh(bound, { amount: 1_050, priceIdr: 10_000 })).toEqual(
    aPackedLine({ amount: 1_050, chargedAmount: 1_050, totalIdr: 10_500 }),
  )
})

test('charges over-weight up to the tolerance and gives the rest away, O10', () => {
  expect(weigh(bound, { amount: 1_100, priceIdr: 10_000 })).toMatchObject({
    chargedAmount: 1_100,
    totalIdr: 11_000,
  })
  expect(weigh(bound, { amount: 1_400, priceIdr: 10_000 })).toEqual(
    aPackedLine({ amount: 1_400, chargedAmount: 1_100, totalIdr: 11_000 }),
  )
  const dear = aLine({
    isBinding: true,
    priceSeenIdr: 100_000,
    priceIdr: 100_000,
    estimateIdr: 100_000,
    maxIdr: 102_000,
  })
  expect(weigh(dear, { amount: 1_090, priceIdr: null })).toMatchObject({
    amount: 1_090,
    chargedAmount: 1_020,
    totalIdr: 102_000,
  })
})

test('takes under-weight at the lower total, O9', () => {
  expect(weigh(bound, { amount: 930, priceIdr: 10_000 })).toEqual(
    aPackedLine({ amount: 930, chargedAmount: 930, totalIdr: 9_300 }),
  )
  expect(weigh(bound, { amount: 1, priceIdr: 10_000 }).totalIdr).toBe(10)
})

test('tongkol: 500 g ordered, 540 g packed, within the tolerance, O10', () => {
  const tongkol = aLine({
    qty: { mode: 'weight', amount: 500, unit: 'g' },
    priceSeenIdr: 40_000,
    priceIdr: 40_000,
    estimateIdr: 20_000,
    maxIdr: 23_000,
  })
  expect(weigh(tongkol, { amount: 540, priceIdr: 40_000 })).toMatchObject({
    chargedAmount: 540,
    totalIdr: 21_600,
  })
})

test('cabai 12 % dearer than the estimate is charged, under the ceiling, O8', () => {
  expect(weigh(aLine(), { amount: 1_000, priceIdr: 11_200 })).toEqual(
    aPackedLine({ priceIdr: 11_200, totalIdr: 11_200 }),
  )
  // over-weight on top of it ends at the ceiling
  expect(weigh(aLine(), { amount: 1_090, priceIdr: 11_200 })).toMatchObject({
    amount: 1_090,
    chargedAmount: 1_026,
    totalIdr: 11_491,
  })
})

test('a price above the ceiling is capped, and what was asked is kept, O8', () => {
  expect(weigh(aLine(), { amount: 1_000, priceIdr: 11_500 })).toMatchObject({
    priceIdr: 11_500,
    priceAskedIdr: null,
  })
  expect(weigh(aLine(), { amount: 1_000, priceIdr: 11_501 })).toEqual(
    aPackedLine({ priceIdr: 11_500, priceAskedIdr: 11_501, totalIdr: 11_500 }),
  )
})

test('the dearest price that counts is the bound one, the ceiling, or none for a value line, O8', () => {
  const value = aLine({ qty: { mode: 'value', amount: 3_000, unit: 'Rp' } })
  expect([bound, aLine(), value].map(priceLimit)).toEqual([10_000, 11_500, Number.MAX_SAFE_INTEGER])
})

test('a bound price is never raised, but may be lowered by the vendor, O8', () => {
  expect(weigh(bound, { amount: 1_000, priceIdr: 14_000 })).toEqual(
    aPackedLine({ priceAskedIdr: 14_000 }),
  )
  expect(weigh(bound, { amount: 1_000, priceIdr: 8_000 })).toEqual(
    aPackedLine({ priceIdr: 8_000, totalIdr: 8_000 }),
  )
})

test('nothing stated means as ordered, at the price that counts, O8', () => {
  expect(weigh(aLine({ priceIdr: 14_000 }), { amount: null, priceIdr: null })).toEqual(
    aPackedLine(),
  )
})

test('a value line costs its rupiah, its grams are recorded or not, O11', () => {
  const cabai = aLine({
    qty: { mode: 'value', amount: 3_000, unit: 'Rp' },
    estimateIdr: 3_000,
    maxIdr: 3_000,
  })
  const value = { chargedAmount: null, totalIdr: 3_000 }
  expect(weigh(cabai, { amount: 38, priceIdr: 80_000 })).toEqual(
    aPackedLine({ ...value, amount: 38, priceIdr: 80_000 }),
  )
  expect(weigh(cabai, { amount: null, priceIdr: null })).toEqual(
    aPackedLine({ ...value, amount: null }),
  )
})

test('counted goods are charged for what is there, never for more than ordered, O11', () => {
  const bayam = aLine({
    unit: 'ikat',
    qty: { mode: 'count', amount: 2, unit: 'ikat' },
    priceSeenIdr: 2_500,
    priceIdr: 2_500,
    isBinding: true,
    estimateIdr: 5_000,
    maxIdr: 5_000,
  })
  const packed = (amount: number) => weigh(bayam, { amount, priceIdr: 2_500 })
  expect([1, 2, 3].map((amount) => packed(amount).totalIdr)).toEqual([2_500, 5_000, 5_000])
  expect(packed(3)).toMatchObject({ amount: 3, chargedAmount: 2 })
  // a tenth more of twenty would be two pieces: the tolerance is for scales, not for counting
  const many = aLine({
    unit: 'ikat',
    qty: { mode: 'count', amount: 20, unit: 'ikat' },
    priceSeenIdr: 500,
    priceIdr: 500,
    estimateIdr: 10_000,
    maxIdr: 11_500,
  })
  expect(weigh(many, { amount: 22, priceIdr: 500 })).toMatchObject({
    amount: 22,
    chargedAmount: 20,
    totalIdr: 10_000,
  })
})

test('no packing is negative, no number, or above its line, whatever is stated, O6 I5', () => {
  const draw = drawing(7)
  const units = ['g', 'ons', 'kg', 'kuintal', 'ml', 'liter', 'ikat', 'ekor'] as const
  for (let round = 0; round < 20_000; round++) {
    const unit = units[draw(units.length)] ?? 'kg'
    const magnitude = 10 ** (1 + draw(6))
    const qty =
      draw(4) === 0 && unit !== 'ikat' && unit !== 'ekor'
        ? ({ mode: 'value', amount: 500 + draw(50_000), unit: 'Rp' } as const)
        : quantityOfBase(unit, 1 + draw(magnitude))
    const price = () => 50 + draw(10 ** (2 + draw(4)))
    const offer = anOffer({ unit, priceIdr: price(), priceNo: 2 })
    const wish = aWish({ qty, priceSeenIdr: price(), priceNo: 1 })
    const context = {
      market: aMarket({ ceilingPercent: draw(101) }),
      day: draw(2) === 0 ? TODAY : TOMORROW,
      today: TODAY,
      receivedAt: EVENING,
      history: undefined,
      successors: [],
    }
    const priced = priceLine(offer, wish, context)
    const stated = {
      amount: draw(5) === 0 ? null : 1 + draw(draw(50) === 0 ? AMOUNT_BASE_MAX : magnitude * 3),
      priceIdr: draw(5) === 0 ? null : draw(50) === 0 ? PRICE_IDR_MAX : price(),
    }
    const packed = weigh(aLine({ unit, qty, ...priced }), stated)
    const told = JSON.stringify({ round, unit, qty, priced, stated, packed })
    expect(priced.estimateIdr <= priced.maxIdr, told).toBe(true)
    for (const rupiah of [priced.estimateIdr, priced.maxIdr, packed.totalIdr, packed.priceIdr]) {
      expect(Number.isSafeInteger(rupiah) && rupiah >= 0, told).toBe(true)
    }
    expect(packed.totalIdr <= priced.maxIdr, told).toBe(true)
    if (priced.isBinding && qty.mode !== 'value') {
      const most = priced.estimateIdr + overTolerance(priced.estimateIdr)
      expect(packed.totalIdr <= most, told).toBe(true)
    }
  }
})
