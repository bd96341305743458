import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { MarketId } from '@pasar/shared/domain/id.ts'
import { issueCode } from '@pasar/server/auth/code.ts'
import { redeemCode } from '@pasar/web/account/session.ts'
import { mutate } from '@pasar/web/intents/mutate.ts'
import { createKeys, signText } from '@pasar/web/platform/crypto.ts'
import type { Platform } from '@pasar/web/platform/platform.ts'
import type { Replica } from '@pasar/web/store/db.ts'
import { followMarket } from '@pasar/web/store/follow.ts'
import { offersAt, offersOfStall } from '@pasar/web/store/queries/offers.ts'
import { ordersOf, stallOrdersFor } from '@pasar/web/store/queries/orders.ts'
import { pendingCount, unsettled } from '@pasar/web/store/queries/sync.ts'
import { startLoop } from '@pasar/web/sync/loop.ts'
import type { Transport } from '@pasar/web/sync/transport.ts'
import {
  anInstallation,
  type Installation,
  MARKET,
  OFFER,
  OTHER_OFFER,
  PIN,
  STALL,
  ULIDS,
} from '../../server/installation.ts'
import { accountId, marketId, offerId, stallId } from '../../fixtures/id.ts'
import { fakePlatform } from '../../fixtures/platform.ts'
import { aPhone } from '../../fixtures/replica.ts'
import { aWire } from '../../fixtures/wire.ts'
import { localDay } from '@pasar/shared/domain/time.ts'

type User = {
  readonly replica: Replica
  readonly transport: Transport
  readonly platform: Platform
}

let users = 0

/** A phone with real keys; its ids differ from those of every other phone. */
async function aUser({ app, clock }: Installation): Promise<User> {
  const phone = aPhone()
  phone.device.clock = clock.now
  phone.device.drawn = ++users * 10_000
  const platform: Platform = {
    ...fakePlatform(phone.device),
    createKeys,
    sign: signText,
    gzip: async (text) => gzipSync(text),
  }
  const replica = await phone.open({ platform })
  return { replica, transport: aWire(app, platform), platform }
}

async function aVendor(installation: Installation): Promise<User> {
  const user = await aUser(installation)
  const { code } = issueCode(installation.app.auth, { account: ULIDS.tin, issuedBy: 'office' })
  expect(await redeemCode(user.replica, user.transport, { code, pin: PIN })).toEqual({ ok: true })
  return user
}

const sync = async ({ replica, transport }: User): Promise<string> => {
  const loop = startLoop(replica, transport)
  const state = await loop.syncNow()
  await loop.stop()
  return state
}

test('an order goes from a phone without an account to its stalls and back', async () => {
  const installation = await anInstallation()
  const tin = await aVendor(installation)
  const sri = await aUser(installation)
  await followMarket(sri.replica, marketId(MARKET))
  expect(await sync(sri)).toBe('idle')
  expect(await sync(tin)).toBe('idle')
  const offers = await offersAt(sri.replica, marketId(MARKET))
  expect(offers.map(({ id }) => id).sort()).toEqual([OFFER, OTHER_OFFER])
  expect((await offersOfStall(tin.replica, stallId(STALL))).map(({ id }) => id)).toEqual([OFFER])

  const { replica, platform } = sri
  const registered = await mutate(replica, 'account.register.v1', {
    accountId: platform.ulid(),
    client: replica.client,
    name: 'Bu Sri',
    phone: '081234567890',
    publicKey: replica.keys.publicKey,
    consent: { version: 1 },
  })
  expect(registered.ok).toBe(true)
  const placed = await mutate(replica, 'order.place.v1', {
    orderId: platform.ulid(),
    marketId: MARKET,
    day: localDay(installation.clock.now) + 1,
    contact: { name: 'Bu Sri', phone: '081234567890' },
    code: '1234',
    lines: [OFFER, OTHER_OFFER].map((id) => ({
      offerId: id,
      qty: { mode: 'weight', amount: 1, unit: 'kg' },
      policy: 'ask',
      priceSeenIdr: 12_000,
      priceNo: 1,
    })),
  })
  expect(placed.ok).toBe(true)
  const before = await ordersOf(replica)
  expect(before.map(({ order, parts }) => [order.status, parts.length])).toEqual([['placed', 2]])
  expect(await sync(sri)).toBe('idle')
  expect(await unsettled(replica)).toEqual([])
  expect((await pendingCount(replica)).unsent).toBe(0)
  expect(await ordersOf(replica)).toEqual(before)
  await sync(tin)
  const asked = await stallOrdersFor(tin.replica, stallId(STALL))
  expect(asked).toEqual([before[0]!.parts.find((part) => part.stallId === STALL)])
})
