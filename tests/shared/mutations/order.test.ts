import { type Row, keyOf } from '@pasar/shared/domain/row.ts'
import type { StallOrderStatus } from '@pasar/shared/domain/order.ts'
import { cancelOrder, placeOrder, rebookOrder } from '@pasar/shared/mutations/order.ts'
import { expect, test } from 'vitest'
import { NOBODY, SYSTEM } from '@pasar/shared/domain/account.ts'
import { HOUSEHOLD, OTHER_HOUSEHOLD, VENDOR } from '../../fixtures/account.ts'
import { aCommodity } from '../../fixtures/commodity.ts'
import { localDay } from '@pasar/shared/domain/time.ts'
import { EVENING, TODAY, TOMORROW, today } from '../../fixtures/day.ts'
import { stallOrderId, ulid } from '../../fixtures/id.ts'
import { aMarket } from '../../fixtures/market.ts'
import { anOffer, anOfferPrice } from '../../fixtures/offer.ts'
import { aLine, aStallOrder, aTrip, aWish, anOrder } from '../../fixtures/order.ts'
import { Rows } from '../../fixtures/rows.ts'
import { aStall } from '../../fixtures/stall.ts'

const ORDER = keyOf('order', ulid(100))
const PART = keyOf('stallOrder', `${ulid(100)}.1`)
const bySri = { by: HOUSEHOLD, at: EVENING }
const refused = (why: string) => ({ ok: false, why })

const args = {
  orderId: ulid(100),
  marketId: 'pasar-baru',
  day: TOMORROW,
  contact: { name: 'Bu Sri', phone: '0812-3456-7890' },
  code: '0427',
  lines: [aWish()],
}
const market = (...more: readonly Row[]) =>
  new Rows(aMarket(), aStall(), aCommodity(), anOffer(), anOfferPrice(anOffer()), ...more)

const lateOrder = () =>
  anOrder({ trip: aTrip(TODAY), status: 'late', lines: [aWish()], stallOrderIds: [] })

test('an order becomes one row for the household and one per stall, O24 A7', () => {
  const rows = market()
  expect(rows.run(placeOrder, args, bySri)).toMatchObject({ ok: true })
  expect(rows.get(ORDER)).toEqual(anOrder())
  expect(rows.get(PART)).toEqual(aStallOrder())
  expect(JSON.stringify(rows.get(PART))).not.toMatch(/6281234567890|Bu Sri|0427/)
})

test('nobody orders without an account, the system for nobody, A4', () => {
  for (const by of [NOBODY, SYSTEM]) {
    expect(market().run(placeOrder, args, { by, at: EVENING })).toEqual(refused('notPermitted'))
  }
})

test('the order belongs to who placed it, whatever the arguments say, A3', () => {
  const rows = market()
  rows.run(placeOrder, { ...args, accountId: ulid(1) }, { by: OTHER_HOUSEHOLD, at: EVENING })
  expect(rows.get(ORDER)).toMatchObject({ accountId: ulid(4) })
})

test('the same order a second time is refused and changes nothing, A8', () => {
  const rows = market()
  rows.run(placeOrder, args, bySri)
  const before = rows.all()
  expect(rows.run(placeOrder, { ...args, code: '9999' }, bySri)).toEqual(refused('exists'))
  expect(rows.all()).toEqual(before)
})

test('refuses an order for a market that is not there', () => {
  expect(new Rows().run(placeOrder, args, bySri)).toEqual(refused('notFound'))
})

test('the phone without history and the server come to the same rows, S14 S16', () => {
  const phone = new Rows(aMarket(), aStall(), aCommodity(), anOffer())
  const server = market()
  const doing = { by: HOUSEHOLD, at: EVENING, receivedAt: EVENING + 45_000 }
  expect(server.run(placeOrder, args, doing)).toEqual(phone.run(placeOrder, args, bySri))
})

test('an order that comes after the cut-off is kept as late and shown to no stall, O19', () => {
  const rows = market()
  const order = { ...args, day: TODAY }
  const cutoff = today(540)
  const last = market()
  last.run(placeOrder, order, { by: HOUSEHOLD, at: today(500), receivedAt: cutoff })
  expect(last.get(ORDER)).toMatchObject({ status: 'placed' })
  rows.run(placeOrder, order, { by: HOUSEHOLD, at: today(500), receivedAt: cutoff + 1 })
  const trip = { ...aTrip(TODAY), acceptBy: today(540 + 60) }
  expect(rows.get(ORDER)).toEqual({ ...lateOrder(), trip, placedAt: today(500) })
  expect(rows.get(PART)).toBeUndefined()
})

test('a phone takes an order whatever its clock says, and leaves the cut-off to the server, O19 S15', () => {
  for (const clock of [today(9_000), today(-3_650 * 1_440)]) {
    const phone = market()
    const doing = { by: HOUSEHOLD, at: clock, receivedAt: clock, isAuthority: false }
    expect(phone.run(placeOrder, { ...args, day: TODAY }, doing).ok).toBe(true)
    expect(phone.get(ORDER)).toMatchObject({ status: 'placed' })
  }
})

test('an order for a day that has passed is late, not lost, O19', () => {
  const rows = market()
  expect(rows.run(placeOrder, { ...args, day: TODAY - 20 }, bySri).ok).toBe(true)
  expect(rows.get(ORDER)).toMatchObject({ status: 'late', lines: [aWish()] })
})

test('a late order is rebooked for another day and then stands at the stalls, O19', () => {
  const rows = market(lateOrder())
  const args = { orderId: ulid(100), day: TOMORROW }
  expect(rows.run(rebookOrder, args, bySri)).toMatchObject({ ok: true })
  expect(rows.get(ORDER)).toEqual(anOrder())
  expect(rows.get(PART)).toEqual(aStallOrder())
  expect(rows.run(rebookOrder, args, bySri)).toEqual(refused('notLate'))
})

test('a late order is rebooked at the prices its screen shows now, O19 O26', () => {
  const dearer = anOffer({ priceIdr: 14_000, priceNo: 2, priceAt: today(400) })
  const rows = new Rows(
    aMarket(),
    aStall(),
    aCommodity(),
    dearer,
    anOfferPrice(anOffer()),
    anOfferPrice(dearer),
    lateOrder(),
  )
  const at = today(400 + 2_881)
  const args = { orderId: ulid(100), day: localDay(at) + 1 }
  const doing = { by: HOUSEHOLD, at }
  expect(rows.run(rebookOrder, args, doing)).toEqual(refused('stale'))
  const seen = [{ priceSeenIdr: 14_000, priceNo: 2 }]
  expect(rows.run(rebookOrder, { ...args, seen }, doing)).toMatchObject({ ok: true })
  const part = rows.get(keyOf('stallOrder', stallOrderId(`${ulid(100)}.1`)))
  expect(part?.lines[0]).toMatchObject({ status: 'ordered', priceSeenIdr: 14_000 })
})

test('a rebooking can be late again, O19', () => {
  const rows = market(lateOrder())
  rows.run(rebookOrder, { orderId: ulid(100), day: TODAY }, bySri)
  expect(rows.get(ORDER)).toMatchObject({ status: 'late', lines: [aWish()] })
})

test('refuses to rebook what is not there, not late, or not one’s own, A3', () => {
  const args = { orderId: ulid(100), day: TOMORROW }
  const run = (rows: Rows, by = HOUSEHOLD) => rows.run(rebookOrder, args, { by, at: EVENING })
  expect(run(market())).toEqual(refused('notFound'))
  expect(run(market(anOrder()))).toEqual(refused('notLate'))
  expect(run(market(anOrder({ status: 'cancelled' })))).toEqual(refused('notLate'))
  expect(run(market(lateOrder()), OTHER_HOUSEHOLD)).toEqual(refused('notPermitted'))
  expect(run(new Rows(lateOrder()))).toEqual(refused('notFound'))
})

const cancelling = (...statuses: readonly StallOrderStatus[]) => {
  const parts = statuses.map((status, index) =>
    aStallOrder({ id: stallOrderId(`${ulid(100)}.${index + 1}`), status }),
  )
  const rows = new Rows(anOrder({ stallOrderIds: parts.map((part) => part.id) }), ...parts)
  const cancel = (by = HOUSEHOLD) =>
    rows.run(cancelOrder, { orderId: ulid(100) }, { by, at: EVENING })
  const states = () =>
    parts.map(({ id }) => {
      const part = rows.get(keyOf('stallOrder', id))
      return `${part?.status}${part?.isCancelRequested ? ' asked' : ''}`
    })
  return { rows, cancel, states }
}

test('cancels what is not being packed, and the order with its last part, O20', () => {
  const { rows, cancel, states } = cancelling('placed', 'accepted', 'declined')
  expect(cancel()).toMatchObject({ ok: true })
  expect(states()).toEqual(['cancelled', 'cancelled', 'declined'])
  expect(rows.get(ORDER)).toMatchObject({ status: 'cancelled' })
  expect(cancel()).toEqual({ ok: true, changes: [] })
})

test('asks the stalls that pack or have packed, and only once, O20', () => {
  const { rows, cancel, states } = cancelling('placed', 'packing', 'packed', 'handedOver')
  expect(cancel()).toMatchObject({ ok: true })
  expect(states()).toEqual(['cancelled', 'packing asked', 'packed asked', 'handedOver'])
  expect(rows.get(ORDER)).toMatchObject({ status: 'placed' })
  expect(cancel()).toEqual({ ok: true, changes: [] })
})

test('refuses to cancel where every part is beyond asking, O20', () => {
  const { cancel } = cancelling('handedOver', 'declined')
  expect(cancel()).toEqual(refused('tooLate'))
  const part = aStallOrder({ status: 'packed', isCancelRefused: true })
  const rows = new Rows(anOrder(), part)
  expect(rows.run(cancelOrder, { orderId: ulid(100) }, bySri)).toEqual(refused('tooLate'))
})

test('cancels a late order, whose lines then go, O19', () => {
  const rows = new Rows(lateOrder())
  rows.run(cancelOrder, { orderId: ulid(100) }, bySri)
  expect(rows.get(ORDER)).toEqual({ ...lateOrder(), status: 'cancelled', lines: null })
})

test('a phone that has not received the parts yet cancels none and not the order, S16', () => {
  const rows = new Rows(anOrder())
  expect(rows.run(cancelOrder, { orderId: ulid(100) }, bySri)).toEqual({ ok: true, changes: [] })
})

test('only the household cancels, A3', () => {
  for (const by of [OTHER_HOUSEHOLD, VENDOR, NOBODY]) {
    const { cancel, states } = cancelling('placed')
    expect(cancel(by)).toEqual(refused('notPermitted'))
    expect(states()).toEqual(['placed'])
  }
  expect(new Rows().run(cancelOrder, { orderId: ulid(100) }, bySri)).toEqual(refused('notFound'))
})

test('the schema says no to what no screen would send, A5', () => {
  for (const bad of [
    { orderId: 'x' },
    { code: '42' },
    { code: 427 },
    { day: 1.5 },
    { contact: { name: '', phone: '081234567890' } },
    { contact: { name: 'x'.repeat(61), phone: '081234567890' } },
    { contact: { name: 'Bu Sri', phone: '12' } },
    { lines: [] },
    { lines: [aWish({ qty: { mode: 'weight', amount: 0, unit: 'kg' } })] },
    { lines: [aWish({ qty: { mode: 'weight', amount: 100_000, unit: 'kg' } })] },
    { lines: [aWish({ qty: { mode: 'value', amount: 499, unit: 'Rp' } })] },
    { lines: [aWish({ priceSeenIdr: 0 })] },
    { lines: [{ ...aWish(), policy: 'steal' }] },
  ]) {
    expect(market().run(placeOrder, { ...args, ...bad }, bySri)).toEqual(refused('badArgs'))
  }
  for (const mutation of [rebookOrder, cancelOrder]) {
    expect(market().run<unknown, string>(mutation, { orderId: 1 }, bySri)).toEqual(
      refused('badArgs'),
    )
  }
})

test('a household that shops at its own stall is a household there, A3', () => {
  const rows = market()
  rows.run(placeOrder, args, { by: VENDOR, at: EVENING })
  expect(rows.get(PART)).toMatchObject({ householdId: ulid(2), lines: [aLine()] })
})
