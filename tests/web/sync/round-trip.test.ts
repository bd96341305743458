import { expect, test } from 'vitest'
import { issueCode } from '@pasar/server/auth/code.ts'
import { localDay } from '@pasar/shared/domain/time.ts'
import type { SyncReply } from '@pasar/shared/sync/protocol.ts'
import { redeemCode } from '@pasar/web/account/session.ts'
import { mutate } from '@pasar/web/intents/mutate.ts'
import type { Replica } from '@pasar/web/store/db.ts'
import { followMarket } from '@pasar/web/store/follow.ts'
import { offersOfStall, priceHistory } from '@pasar/web/store/queries/offers.ts'
import { ordersOf, stallOrdersFor } from '@pasar/web/store/queries/orders.ts'
import { pendingCount, unsettled } from '@pasar/web/store/queries/sync.ts'
import { exchange } from '@pasar/web/sync/exchange.ts'
import type { Transport } from '@pasar/web/sync/transport.ts'
import { marketId, offerId, stallId } from '../../fixtures/id.ts'
import { offersAt, wrongSums } from '../../fixtures/replica.ts'
import { aUser, sync, type User } from '../../fixtures/user.ts'
import {
  anInstallation,
  type Installation,
  MARKET,
  OFFER,
  OTHER_OFFER,
  STALL,
  ULIDS,
} from '../../server/installation.ts'
import { PIN } from '../../server/phone.ts'

const market = marketId(MARKET)
const stall = stallId(STALL)

async function aVendor(installation: Installation): Promise<{ user: User; replica: Replica }> {
  const user = aUser(installation)
  const replica = await user.open()
  const { code } = issueCode(installation.app.auth, { account: ULIDS.tin, issuedBy: 'office' })
  expect(await redeemCode(replica, user.transport, { code, pin: PIN })).toEqual({ ok: true })
  await followMarket(replica, market)
  expect(await sync(replica, user.transport)).toBe('idle')
  return { user, replica }
}

const price = async (replica: Replica, priceIdr: number): Promise<void> => {
  const args = { offerId: OFFER, priceIdr, basedOn: 1 }
  expect(await mutate(replica, 'offer.price.v1', args)).toMatchObject({ ok: true })
  await replica.idle()
}

/** A transport that keeps the replies that came through it. */
function watched(transport: Transport): Transport & { replies: SyncReply[] } {
  const replies: SyncReply[] = []
  return {
    ...transport,
    replies,
    async send(request, signal) {
      const answer = await transport.send(request, signal)
      if (answer.kind === 'reply') replies.push(answer.reply)
      return answer
    },
  }
}

async function register(replica: Replica): Promise<void> {
  const saved = await mutate(replica, 'account.register.v1', {
    accountId: replica.platform.ulid(),
    client: replica.client,
    name: 'Bu Sri',
    phone: '081234567890',
    publicKey: replica.keys.publicKey,
    consent: { version: 1 },
  })
  expect(saved).toMatchObject({ ok: true })
}

async function order(replica: Replica, day: number): Promise<void> {
  const saved = await mutate(replica, 'order.place.v1', {
    orderId: replica.platform.ulid(),
    marketId: MARKET,
    day,
    contact: { name: 'Bu Sri', phone: '081234567890' },
    code: '0427',
    lines: [OFFER, OTHER_OFFER].map((id) => ({
      offerId: id,
      qty: { mode: 'weight', amount: 1, unit: 'kg' },
      policy: 'ask',
      priceSeenIdr: 12_000,
      priceNo: 1,
    })),
  })
  expect(saved).toMatchObject({ ok: true })
}

test('an order goes from a phone without an account to its stalls in one request', async () => {
  const installation = await anInstallation()
  const tin = await aVendor(installation)
  const user = aUser(installation)
  const sri = await user.open()
  await followMarket(sri, market)
  await sync(sri, user.transport)
  expect((await offersAt(sri, market)).map(({ id }) => id).sort()).toEqual([OFFER, OTHER_OFFER])
  await register(sri)
  await order(sri, localDay(installation.clock.now) + 1)
  const before = await ordersOf(sri)
  expect(before.map(({ order: { status }, parts }) => [status, parts.length])).toEqual([
    ['placed', 2],
  ])
  const wire = watched(user.transport)
  expect(await sync(sri, wire)).toBe('idle')
  expect(wire.replies).toHaveLength(1)
  expect([await unsettled(sri), (await pendingCount(sri)).unsent]).toEqual([[], 0])
  expect(await ordersOf(sri)).toEqual(before)
  expect(await wrongSums(sri)).toEqual([])
  await sync(tin.replica, tin.user.transport)
  expect(await stallOrdersFor(tin.replica, stall)).toEqual(
    before[0]?.parts.filter((part) => part.stallId === STALL),
  )
})

test('a price that phone and server compute the same does not come back, S3', async () => {
  const installation = await anInstallation()
  const { user, replica } = await aVendor(installation)
  await price(replica, 13_000)
  const wire = watched(user.transport)
  await sync(replica, wire)
  const [reply] = wire.replies
  expect(reply?.results).toMatchObject([{ outcome: 'applied', same: true }])
  expect(Object.values(reply?.buckets ?? {}).flatMap((page) => page?.rows)).toEqual([])
  const { db } = replica
  for (const { bucket, sum } of await db.cursors.toArray()) {
    expect([bucket, sum]).toEqual([bucket, installation.store.bucketState(bucket).checksum])
  }
  expect((await offersAt(replica, market)).find(({ id }) => id === OFFER)?.priceIdr).toBe(13_000)
})

test('a lost reply doubles nothing, S4', async () => {
  const installation = await anInstallation()
  const { user, replica } = await aVendor(installation)
  await price(replica, 13_000)
  const losing: Transport = {
    ...user.transport,
    async send(request, signal) {
      await user.transport.send(request, signal)
      return { kind: 'offline' }
    },
  }
  expect(await exchange(replica, losing)).toEqual({ kind: 'offline' })
  expect((await pendingCount(replica)).unsent).toBe(1)
  const wire = watched(user.transport)
  await sync(replica, wire)
  expect(wire.replies[0]?.results).toMatchObject([{ outcome: 'applied', again: true }])
  expect((await pendingCount(replica)).unsent).toBe(0)
  const prices = await priceHistory(replica, offerId(OFFER))
  expect(prices.map(({ no, priceIdr }) => [no, priceIdr])).toEqual([
    [2, 13_000],
    [1, 12_000],
  ])
  expect(await wrongSums(replica)).toEqual([])
})

test('one offer priced on two phones offline: the last to arrive wins, both see that they met', async () => {
  const installation = await anInstallation()
  const first = await aVendor(installation)
  const second = await aVendor(installation)
  await price(first.replica, 13_000)
  await price(second.replica, 14_000)
  for (const { user, replica } of [first, second, first]) await sync(replica, user.transport)
  for (const { replica } of [first, second]) {
    const [offer] = await offersOfStall(replica, stall)
    expect([offer?.priceIdr, offer?.priceNo]).toEqual([14_000, 3])
    const prices = await priceHistory(replica, offerId(OFFER))
    expect(prices.map(({ no, basedOn }) => [no, basedOn])).toEqual([
      [3, 1],
      [2, 1],
      [1, 0],
    ])
    expect(await wrongSums(replica)).toEqual([])
  }
})

test('a session lost by a phone that registered itself comes back without a code', async () => {
  const installation = await anInstallation()
  const user = aUser(installation)
  const sri = await user.open()
  await followMarket(sri, market)
  await register(sri)
  expect(await sync(sri, user.transport)).toBe('idle')
  const { transport } = user.withoutCookie()
  await order(sri, localDay(installation.clock.now) + 1)
  expect(await sync(sri, transport)).toBe('idle')
  expect((await pendingCount(sri)).unsent).toBe(0)
  expect(await ordersOf(sri)).toHaveLength(1)
})

test('a no-op costs one request of 600 bytes at most, bodies together, S2', async () => {
  const installation = await anInstallation()
  const { user, replica } = await aVendor(installation)
  let requests = 0
  let bytes = 0
  const measured: Transport = {
    ...user.transport,
    async send(request, signal) {
      requests++
      const answer = await user.transport.send(request, signal)
      bytes += JSON.stringify(request).length
      if (answer.kind === 'reply') bytes += JSON.stringify(answer.reply).length
      return answer
    },
  }
  await sync(replica, measured)
  expect(requests).toBe(1)
  expect(bytes).toBeLessThanOrEqual(600)
})
