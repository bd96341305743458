import { describe, expect, test } from 'vitest'
import {
  type Basket,
  type BasketLine,
  byStall,
  parseBasket,
  pricedLine,
  totalsOf,
  withLine,
  withoutLine,
} from '@pasar/web/state/basket.ts'
import { localDay, startOfDay } from '@pasar/shared/domain/time.ts'
import { EVENING, TODAY, TOMORROW } from '../../fixtures/day.ts'
import { offerId, orderId, stallId } from '../../fixtures/id.ts'
import { aMarket } from '../../fixtures/market.ts'
import { anOffer } from '../../fixtures/offer.ts'

const aBasketLine = (overrides: Partial<BasketLine> = {}): BasketLine => ({
  offerId: offerId('pb-017.0000000a'),
  stallId: stallId('pb-017'),
  name: 'Tomat',
  qty: { mode: 'weight', amount: 1, unit: 'kg' },
  policy: 'replace',
  seenIdr: 10_000,
  seenNo: 1,
  ...overrides,
})

const aBasket = (lines: readonly BasketLine[] = []): Basket => ({
  v: 1,
  orderId: orderId('01ARZ3NDEKTSV4RRFFQ69G5FAV'),
  accountId: '01ARZ3NDEKTSV4RRFFQ69G5FAW',
  code: '1234',
  lines,
  day: null,
  name: '',
  phone: '',
  hasConsent: false,
})

const evening = { market: aMarket(), day: TOMORROW, now: EVENING }

describe('a basket', () => {
  test('holds one line per offer, in its place', () => {
    const other = aBasketLine({ offerId: offerId('pb-018.0000000b') })
    const basket = aBasket([aBasketLine(), other])
    const more = aBasketLine({ qty: { mode: 'weight', amount: 2, unit: 'kg' } })
    expect(withLine(basket, more).lines).toEqual([more, other])
    expect(
      withLine(basket, aBasketLine({ offerId: offerId('pb-019.0000000c') })).lines,
    ).toHaveLength(3)
    expect(withoutLine(basket, other.offerId).lines).toEqual([aBasketLine()])
  })
  test('is read from the drafts only in its own shape', () => {
    expect(parseBasket(aBasket())).toEqual(aBasket())
    expect([parseBasket(null), parseBasket('x'), parseBasket({ v: 2, lines: [] })]).toEqual([
      null,
      null,
      null,
    ])
  })
})

describe('a line beside its offer', () => {
  test('is an estimate under a ceiling for tomorrow, O6', () => {
    const priced = pricedLine(aBasketLine(), anOffer(), evening)
    expect([priced.state, priced.price?.estimateIdr, priced.price?.maxIdr]).toEqual([
      { kind: 'same' },
      10_000,
      11_500,
    ])
  })
  test('says that the price rose, and sends the one that was seen, O5', () => {
    const priced = pricedLine(aBasketLine(), anOffer({ priceIdr: 12_000, priceNo: 2 }), evening)
    expect(priced.state).toEqual({ kind: 'rose', fromIdr: 10_000, toIdr: 12_000 })
    expect(priced.request).toEqual({
      offerId: 'pb-017.0000000a',
      qty: { mode: 'weight', amount: 1, unit: 'kg' },
      policy: 'replace',
      priceSeenIdr: 10_000,
      priceNo: 1,
    })
  })
  test('says that the price fell', () => {
    const priced = pricedLine(aBasketLine(), anOffer({ priceIdr: 9_000, priceNo: 2 }), evening)
    expect(priced.state).toEqual({ kind: 'fell', fromIdr: 10_000, toIdr: 9_000 })
  })
  test('takes the price published for the very day as what the screen shows, and says so, O4', () => {
    const nextPrice = { day: TOMORROW, priceIdr: 11_000, no: 2, at: EVENING }
    const priced = pricedLine(aBasketLine(), anOffer({ nextPrice }), evening)
    expect([priced.state, priced.request?.priceSeenIdr, priced.request?.priceNo]).toEqual([
      { kind: 'rose', fromIdr: 10_000, toIdr: 11_000 },
      11_000,
      2,
    ])
    expect(priced.price?.isBinding).toBe(true)
  })
  test('takes a dearer price that has been asked for two days, and says so, O26', () => {
    const dearer = anOffer({ priceIdr: 11_000, priceNo: 2, priceAt: EVENING })
    const after = (ms: number) => {
      const now = EVENING + ms
      const context = { market: aMarket(), day: localDay(now) + 1, now }
      const { request, price, state } = pricedLine(aBasketLine(), dearer, context)
      return [request?.priceSeenIdr, request?.priceNo, price?.maxIdr, state.kind]
    }
    expect(after(172_800_000)).toEqual([10_000, 1, 11_500, 'rose'])
    expect(after(172_800_001)).toEqual([11_000, 2, 13_000, 'rose'])
  })
  test('of a night market costs today’s price while its night runs, O4', () => {
    const opening = [
      { days: { kind: 'daily' } as const, fromMin: 1_080, toMin: 1_800, season: null },
    ]
    const context = { market: aMarket({ opening }), day: TODAY, now: startOfDay(TOMORROW) }
    expect(pricedLine(aBasketLine(), anOffer(), context).price?.isBinding).toBe(true)
  })
  test('cannot be had where the offer is out, withdrawn or gone', () => {
    const kinds = [anOffer({ availability: 'out' }), anOffer({ isWithdrawn: true }), null].map(
      (offer) => {
        const { state, request, price } = pricedLine(aBasketLine(), offer, evening)
        return [state.kind, request, price]
      },
    )
    expect(kinds).toEqual([
      ['out', null, null],
      ['gone', null, null],
      ['gone', null, null],
    ])
  })
})

test('totals and stalls count only what can be had', () => {
  const day = { ...evening, day: TODAY }
  const lines = [
    pricedLine(aBasketLine(), anOffer(), day),
    pricedLine(
      aBasketLine({ offerId: offerId('pb-018.0000000b'), stallId: stallId('pb-018') }),
      null,
      day,
    ),
    pricedLine(
      aBasketLine({
        qty: { mode: 'value', amount: 3_000, unit: 'Rp' },
        stallId: stallId('pb-019'),
      }),
      anOffer(),
      day,
    ),
  ]
  expect(totalsOf(lines)).toEqual({ goods: 2, stalls: 2, estimateIdr: 13_000, maxIdr: 14_000 })
  expect(byStall(lines).map((group) => [group.stallId, group.lines.length])).toEqual([
    ['pb-017', 1],
    ['pb-018', 1],
    ['pb-019', 1],
  ])
})
