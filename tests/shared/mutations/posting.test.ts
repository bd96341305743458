import type { LineRequest } from '@pasar/shared/domain/order.ts'
import { type Row, keyOf } from '@pasar/shared/domain/row.ts'
import { localDay } from '@pasar/shared/domain/time.ts'
import { DAYS_AHEAD_MAX } from '@pasar/shared/lib/limits.ts'
import { placeOrder } from '@pasar/shared/mutations/order.ts'
import { expect, test } from 'vitest'
import { HOUSEHOLD } from '../../fixtures/account.ts'
import { aCommodity } from '../../fixtures/commodity.ts'
import { EVENING, TODAY, TOMORROW, today } from '../../fixtures/day.ts'
import { commodityId, marketId, offerId, stallId, ulid } from '../../fixtures/id.ts'
import { aMarket } from '../../fixtures/market.ts'
import { anOffer, anOfferPrice } from '../../fixtures/offer.ts'
import { aLine, aStallOrder, aWish } from '../../fixtures/order.ts'
import { Rows } from '../../fixtures/rows.ts'
import { aStall } from '../../fixtures/stall.ts'

const refused = (why: string) => ({ ok: false, why })

/** Places `lines`; the parts that came of it. */
function placing(rows: Rows, lines: readonly LineRequest[], day = TOMORROW, at = EVENING) {
  const contact = { name: 'Bu Sri', phone: '081234567890' }
  const args = { orderId: ulid(100), marketId: 'pasar-baru', day, contact, code: '0427', lines }
  const outcome = rows.run(placeOrder, args, { by: HOUSEHOLD, at })
  const parts = rows.all().filter((row) => row.kind === 'stallOrder')
  return { outcome, parts, order: rows.get(keyOf('order', ulid(100))) }
}

const tomat = anOffer()
const bayam = anOffer({
  id: offerId('pb-018.0000000b'),
  stallId: stallId('pb-018'),
  commodityId: commodityId('bayam'),
  unit: 'ikat',
  priceIdr: 2_500,
})
const cabai = anOffer({
  id: offerId('pb-019.0000000c'),
  stallId: stallId('pb-019'),
  commodityId: null,
  ownName: 'Cabai Bu Siti',
  priceIdr: 80_000,
})
const ikat = (amount: number) =>
  aWish({
    offerId: bayam.id,
    qty: { mode: 'count', amount, unit: 'ikat' },
    priceSeenIdr: 2_500,
  })
const seharga = aWish({
  offerId: cabai.id,
  qty: { mode: 'value', amount: 3_000, unit: 'Rp' },
  priceSeenIdr: 80_000,
})

const three = (...more: readonly Row[]) =>
  new Rows(
    aMarket(),
    aCommodity(),
    aCommodity({ id: commodityId('bayam'), name: 'Bayam' }),
    aStall(),
    aStall({ id: stallId('pb-018') }),
    aStall({ id: stallId('pb-019') }),
    ...[tomat, bayam, cabai].flatMap((offer) => [offer, anOfferPrice(offer)]),
    ...more,
  )

test('a basket from three stalls: 1 kg, 2 ikat, and cabai seharga Rp3.000, O24', () => {
  const { parts, order } = placing(three(), [aWish(), ikat(2), seharga])
  expect(order).toMatchObject({
    status: 'placed',
    lines: null,
    stallOrderIds: [1, 2, 3].map((n) => `${ulid(100)}.${n}`),
  })
  expect(parts.map(({ stallId, lines }) => [stallId, lines])).toEqual([
    ['pb-017', [aLine()]],
    [
      'pb-018',
      [
        aLine({
          offerId: bayam.id,
          commodityId: bayam.commodityId,
          name: 'Bayam',
          unit: 'ikat',
          qty: { mode: 'count', amount: 2, unit: 'ikat' },
          priceSeenIdr: 2_500,
          priceIdr: 2_500,
          estimateIdr: 5_000,
          maxIdr: 6_000,
        }),
      ],
    ],
    [
      'pb-019',
      [
        aLine({
          offerId: cabai.id,
          commodityId: null,
          name: 'Cabai Bu Siti',
          qty: seharga.qty,
          priceSeenIdr: 80_000,
          priceIdr: 80_000,
          estimateIdr: 3_000,
          maxIdr: 3_000,
        }),
      ],
    ],
  ])
})

test('parts are numbered as stalls first appear, and the same offer may stand twice, O24', () => {
  const { parts } = placing(three(), [ikat(1), aWish(), ikat(2)])
  expect(parts.map(({ id, stallId, lines }) => [id, stallId, lines.length])).toEqual([
    [`${ulid(100)}.1`, 'pb-018', 2],
    [`${ulid(100)}.2`, 'pb-017', 1],
  ])
})

test('a line that cannot be had is placed as unavailable and takes nothing with it, O23', () => {
  const lost: readonly (readonly [Row, string])[] = [
    [anOffer({ ...tomat, isWithdrawn: true }), 'withdrawn'],
    [anOffer({ ...tomat, availability: 'out' }), 'out'],
    [aStall({ isSuspended: true }), 'suspended'],
  ]
  for (const [row, why] of lost) {
    const { outcome, parts } = placing(three(row), [aWish(), ikat(2)])
    expect(outcome).toMatchObject({ ok: true })
    expect(parts[0]).toEqual(
      aStallOrder({ status: 'declined', lines: [aLine({ status: 'unavailable', why } as object)] }),
    )
    expect(parts[1]).toMatchObject({ status: 'placed' })
  }
})

test('a line whose offer nobody knows is unavailable too, O23', () => {
  const unknown = aWish({ offerId: offerId('pb-017.zzzzzzzz') })
  const { parts } = placing(three(), [unknown, aWish()])
  expect(parts[0]).toMatchObject({
    status: 'placed',
    lines: [
      { name: '', status: 'unavailable', why: 'unknown', estimateIdr: 0, maxIdr: 0 },
      { name: 'Tomat', status: 'ordered', why: null },
    ],
  })
})

test('"sisa sedikit" can still be ordered, O23', () => {
  const { parts } = placing(three(anOffer({ availability: 'low' })), [aWish()])
  expect(parts).toEqual([aStallOrder()])
})

test('an order of which nothing is left is refused, O23', () => {
  const rows = three(anOffer({ isWithdrawn: true }))
  const before = rows.all()
  expect(placing(rows, [aWish()]).outcome).toEqual(refused('nothingLeft'))
  expect(rows.all()).toEqual(before)
})

test('a line that no screen could have made refuses the order, O25', () => {
  const foreign = anOffer({ marketId: marketId('pasar-tempeh') })
  expect(placing(three(foreign), [aWish()]).outcome).toEqual(refused('otherMarket'))
  const run = (wish: Partial<LineRequest>) => placing(three(), [aWish(wish)]).outcome
  expect(run({ qty: { mode: 'count', amount: 1, unit: 'ikat' } })).toEqual(refused('modeNotSold'))
  expect(run({ qty: { mode: 'volume', amount: 1, unit: 'liter' } })).toEqual(refused('modeNotSold'))
  expect(
    run({ priceSeenIdr: 100_000_001 - 1, qty: { mode: 'weight', amount: 10, unit: 'kg' } }).ok,
  ).toBe(true)
  expect(
    run({ priceSeenIdr: 100_000_000, qty: { mode: 'weight', amount: 11, unit: 'kg' } }),
  ).toEqual(refused('lineTooLarge'))
  const counted = (qty: LineRequest['qty']) =>
    placing(three(), [aWish({ offerId: bayam.id, qty })]).outcome
  expect(counted({ mode: 'count', amount: 1, unit: 'unting' })).toEqual(refused('unitNotSold'))
  expect(counted({ mode: 'value', amount: 3_000, unit: 'Rp' })).toEqual(refused('modeNotSold'))
})

test('any unit of weight fits an offer by weight, O25', () => {
  const ons = aWish({ qty: { mode: 'weight', amount: 3, unit: 'ons' } })
  expect(placing(three(), [ons]).parts[0]?.lines[0]).toMatchObject({ estimateIdr: 3_000 })
})

test('a market that is closed, or a day too far ahead, is refused, O25', () => {
  const closed = aMarket({ closures: [{ fromDay: TOMORROW, toDay: TOMORROW, reason: 'banjir' }] })
  expect(placing(three(closed), [aWish()]).outcome).toEqual(refused('marketClosed'))
  expect(placing(three(), [aWish()], TODAY + DAYS_AHEAD_MAX).outcome.ok).toBe(true)
  expect(placing(three(), [aWish()], TODAY + DAYS_AHEAD_MAX + 1).outcome).toEqual(
    refused('tooFarAhead'),
  )
})

test('a price that changed between browsing and ordering: inside the grace and after, O5', () => {
  const dearer = anOffer({ priceIdr: 14_000, priceNo: 2, priceAt: today(400) })
  const rows = () => three(dearer, anOfferPrice(tomat), anOfferPrice(dearer))
  const line = (at: number) => placing(rows(), [aWish()], TODAY, at).parts[0]?.lines[0]
  expect(line(today(430))).toEqual(aLine({ priceIdr: 14_000, isBinding: true, maxIdr: 11_000 }))
  expect(line(today(431))).toEqual(aLine({ priceIdr: 14_000 }))
})

test('a price from before the last one cannot be dug out while the grace runs, O5', () => {
  const middle = anOffer({ priceIdr: 13_000, priceNo: 2, priceAt: today(100) })
  const now = anOffer({ priceIdr: 14_000, priceNo: 3, priceAt: today(400) })
  const rows = three(now, anOfferPrice(tomat), anOfferPrice(middle), anOfferPrice(now))
  const line = placing(rows, [aWish()], TODAY, today(410)).parts[0]?.lines[0]
  expect(line).toEqual(aLine({ priceIdr: 14_000 }))
})

test('a price that gave way two days ago is no price any more, unless it is paid by rupiah, O26', () => {
  const dearer = anOffer({ priceIdr: 14_000, priceNo: 2, priceAt: today(400) })
  const rows = () => three(dearer, anOfferPrice(tomat), anOfferPrice(dearer))
  const place = (wish: LineRequest, minutes: number) => {
    const day = localDay(today(400 + minutes)) + 1
    return placing(
      rows(),
      [wish, aWish({ priceNo: 2, priceSeenIdr: 14_000 })],
      day,
      today(400 + minutes),
    )
  }
  const why = (wish: LineRequest, minutes: number) => place(wish, minutes).parts[0]?.lines[0]?.why
  expect([why(aWish(), 2_880), why(aWish(), 2_881)]).toEqual([null, 'stale'])
  expect(place(aWish(), 2_881).parts[0]?.lines[1]).toMatchObject({ status: 'ordered', why: null })
  const byValue = aWish({ qty: { mode: 'value', amount: 5_000, unit: 'Rp' } })
  expect(why(byValue, 9_000)).toBe(null)
  const cheaper = anOffer({ priceIdr: 9_000, priceNo: 2, priceAt: today(400) })
  const kept = placing(
    three(cheaper, anOfferPrice(tomat), anOfferPrice(cheaper)),
    [aWish()],
    TODAY + 4,
    today(400 + 4_000),
  )
  expect(kept.parts[0]?.lines[0]).toMatchObject({ status: 'ordered', why: null })
})

test('an order of which only prices of long ago are left is refused as stale, not as sold out, O26', () => {
  const dearer = anOffer({ priceIdr: 14_000, priceNo: 2, priceAt: today(400) })
  const rows = three(dearer, anOfferPrice(tomat), anOfferPrice(dearer))
  const at = today(400 + 2_881)
  expect(placing(rows, [aWish()], localDay(at) + 1, at).outcome).toEqual(refused('stale'))
})

test('a price of the running night is firm after midnight too, O4 M14', () => {
  const night = aMarket({
    opening: [{ days: { kind: 'daily' }, fromMin: 1_080, toMin: 1_800, season: null }],
  })
  const isBinding = (day: number) =>
    placing(three(night), [aWish()], day, today(1_500)).parts[0]?.lines[0]?.isBinding
  expect([TODAY, TOMORROW, TOMORROW + 1].map(isBinding)).toEqual([true, true, false])
})

test('the clock of the phone moves neither deadline nor price, I7', () => {
  const placed = (at: number) => {
    const rows = three()
    const contact = { name: 'Bu Sri', phone: '081234567890' }
    const order = { orderId: ulid(100), marketId: 'pasar-baru', day: TODAY, contact, code: '0427' }
    rows.run(
      placeOrder,
      { ...order, lines: [aWish()] },
      { by: HOUSEHOLD, at, receivedAt: today(300) },
    )
    return rows.all().map((row) => ({ ...row, placedAt: null }))
  }
  expect(placed(0)).toEqual(placed(today(300)))
  expect(placed(0)).toContainEqual({
    ...aStallOrder({
      day: TODAY,
      acceptBy: today(360),
      windowFrom: today(0),
      windowTo: today(600),
      lines: [aLine({ isBinding: true, maxIdr: 11_000 })],
    }),
    placedAt: null,
  })
})
