import { expect, test } from 'vitest'
import { mayPass, mendPathOf, placedOrderOf, subjectOf } from '@pasar/web/state/intents.ts'
import { pinProblem } from '@pasar/web/state/pin.ts'
import { chipText, isWaiting } from '@pasar/web/state/sync-words.ts'
import { landingOf, tabsOf, whoseOf } from '@pasar/web/state/tabs.ts'
import { storageKindOf } from '@pasar/web/state/trouble.ts'
import { twinOf } from '@pasar/web/state/twin.ts'
import { StorageFault } from '@pasar/web/store/fault.ts'
import { anAccount } from '../../fixtures/account.ts'
import { EVENING, TOMORROW } from '../../fixtures/day.ts'
import { marketId, stallId } from '../../fixtures/id.ts'
import { anOrder, aStallOrder, aWish } from '../../fixtures/order.ts'

const MINUTE_MS = 60_000

test('the chip tells the truth in each state, and never an alarm', () => {
  const at = EVENING
  const texts = [
    { unsent: 0, unsettled: 0, lastSyncAt: null, state: 'waiting' },
    { unsent: 3, unsettled: 0, lastSyncAt: null, state: 'waiting' },
    { unsent: 3, unsettled: 0, lastSyncAt: at, state: 'waiting' },
    { unsent: 0, unsettled: 0, lastSyncAt: at, state: 'idle' },
    { unsent: 2, unsettled: 1, lastSyncAt: at, state: 'idle' },
    { unsent: 2, unsettled: 0, lastSyncAt: at, state: 'signIn' },
  ].map((facts) => [chipText(facts), isWaiting(facts)])
  expect(texts).toEqual([
    ['Tersimpan di HP', true],
    ['3 belum terkirim', true],
    ['3 belum terkirim, terakhir 19.10', true],
    ['Semua terkirim', false],
    ['1 belum beres', true],
    ['Perlu masuk lagi', true],
  ])
})

test('roles decide tabs and where a person lands', () => {
  const vendor = anAccount({ roles: [{ role: 'vendor', stallId: stallId('pb-017') }] })
  const admin = anAccount({ roles: [{ role: 'admin' }] })
  const officer = anAccount({ roles: [{ role: 'officer', marketId: marketId('pasar-baru') }] })
  const paths = [null, vendor, admin, officer].map((account) => {
    const whose = whoseOf(account)
    return [landingOf(whose), ...tabsOf(whose).map((tab) => tab.href)]
  })
  expect(paths).toEqual([
    ['/', '/', '/pesanan', '/akun'],
    ['/lapak', '/lapak', '/harga', '/', '/akun'],
    ['/kantor', '/kantor', '/', '/akun'],
    ['/', '/', '/pesanan', '/akun'],
  ])
})

test('a PIN is six digits, and none that everybody tries first', () => {
  const pins = ['482915', '48291', 'abcdef', '111111', '123456', '654321', '012345']
  expect(pins.map(pinProblem)).toEqual([
    null,
    'pinNotSix',
    'pinNotSix',
    'pinTooEasy',
    'pinTooEasy',
    'pinTooEasy',
    'pinTooEasy',
  ])
})

test('the same order within ten minutes is asked about, once: not another, not a cancelled one', () => {
  const lines = [aWish()]
  const part = aStallOrder()
  const twin = { order: anOrder({ placedAt: EVENING }), parts: [part] }
  expect(twinOf(lines, [twin], EVENING + 3 * MINUTE_MS)).toBe(3)
  expect(twinOf(lines, [twin], EVENING + 10 * MINUTE_MS)).toBeNull()
  const others = [aWish({ qty: { mode: 'weight', amount: 2, unit: 'kg' } })]
  expect(twinOf(others, [twin], EVENING)).toBeNull()
  const cancelled = { ...twin, order: anOrder({ placedAt: EVENING, status: 'cancelled' }) }
  expect(twinOf(lines, [cancelled], EVENING)).toBeNull()
})

test('a refused intent is named by what it is about, and leads to where it can be mended', () => {
  const order = '01ARZ3NDEKTSV4RRFFQ69G5FAV'
  expect(subjectOf({ orderId: order, lines: [{ offerId: 'pb-017.0000000a' }] })).toEqual({
    words: ['G5FAV'],
    offerIds: ['pb-017.0000000a'],
  })
  expect(subjectOf({ offerId: 'pb-017.0000000a', priceIdr: 12_500 })).toEqual({
    words: ['Rp12.500'],
    offerIds: ['pb-017.0000000a'],
  })
  expect([subjectOf(null), subjectOf('x')]).toEqual([
    { words: [], offerIds: [] },
    { words: [], offerIds: [] },
  ])
  expect([
    mendPathOf('offer.price.v1', {}),
    mendPathOf('order.place.v1', {}),
    mendPathOf('stallOrder.pack.v1', { stallOrderId: `${order}.1` }),
    mendPathOf('stallOrder.accept.v1', {}),
    mendPathOf('account.register.v1', {}),
  ]).toEqual(['/harga', '/', `/kemas?so=${order}.1`, '/lapak', null])
})

test('an order is sent again as it is only where that can help', () => {
  const whys = ['marketClosed', 'tooFarAhead', 'stale', 'otherMarket', 'modeNotSold', 'unitNotSold']
  const order = [...whys, 'lineTooLarge', 'exists'].map((why) => mayPass('order.place.v1', why))
  expect(new Set(order)).toEqual(new Set([false]))
  const others = ['nothingLeft', 'notPermitted', 'notFound', 'badSignature', 'whatever']
  expect(others.map((why) => mayPass('order.place.v1', why))).toEqual(others.map(() => true))
  expect(mayPass('offer.create.v1', 'exists')).toBe(true)
})

test('a refused order is read as far as its shape is known', () => {
  const wish = aWish()
  const args = { orderId: 'o', marketId: 'pasar-baru', day: TOMORROW, lines: [wish] }
  const contact = { name: 'Bu Sri', phone: '6281234567890' }
  const read = { orderId: 'o', marketId: 'pasar-baru', day: TOMORROW, lines: [wish] }
  expect(placedOrderOf('order.place.v1', { ...args, contact })).toEqual({ ...read, ...contact })
  const bare = { ...read, name: '', phone: '' }
  expect(placedOrderOf('order.place.v1', args)).toEqual(bare)
  const lines = [null, { ...wish, qty: { mode: 'weight', amount: 1, unit: 'ikat' } }, wish]
  expect(placedOrderOf('order.place.v1', { ...args, lines })).toEqual(bare)
  const old = [{ ...wish, policy: 'later' }]
  expect(placedOrderOf('order.place.v1', { ...args, lines: old })?.lines).toEqual([wish])
  expect([
    placedOrderOf('order.cancel.v1', args),
    placedOrderOf('order.place.v1', { ...args, lines: [] }),
    placedOrderOf('order.place.v1', null),
  ]).toEqual([null, null, null])
})

test('trouble of storage is told from a bug', () => {
  expect(storageKindOf(new StorageFault('storageFull'))).toBe('storageFull')
  expect([storageKindOf(new Error('x')), storageKindOf('x')]).toEqual([null, null])
})
