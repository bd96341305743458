import { expect, test } from 'vitest'
import {
  loss,
  pendingCount,
  pendingKeys,
  timeNow,
  uncertain,
  uncertainKeys,
  unsettled,
  usageToday,
} from '@pasar/web/store/queries/sync.ts'
import { exchange } from '@pasar/web/sync/exchange.ts'
import { anOffer } from '../../../fixtures/offer.ts'
import { aReply, aTransport, aVendorsPhone, idsOf, savePrice } from '../../../fixtures/replica.ts'

const TOMAT = anOffer()
const STALL = 'stall:pb-017'

test('what is pending is told, with the rows it touched', async () => {
  const { replica } = await aVendorsPhone()
  expect(await pendingKeys(replica)).toEqual(new Set())
  await savePrice(replica, TOMAT, 11_000)
  expect(await pendingCount(replica)).toEqual({ unsent: 1, lastSyncAt: null, state: 'idle' })
  expect(await pendingKeys(replica)).toEqual(
    new Set([`offer/${TOMAT.id}`, `offerPrice/${TOMAT.id}:2`]),
  )
  expect(await uncertainKeys(replica)).toEqual(new Set())
  expect([await uncertain(replica), await unsettled(replica), await loss(replica)]).toEqual([
    [],
    [],
    null,
  ])
})

test('what no longer fits is uncertain, and still pending', async () => {
  const { phone, replica } = await aVendorsPhone()
  const id = await savePrice(replica, TOMAT, 11_000)
  await exchange(
    replica,
    aTransport(() =>
      aReply({
        now: phone.device.clock,
        buckets: { [STALL]: { cursor: '', rows: [], gone: 'all', more: false } },
      }),
    ),
  )
  const args = { offerId: TOMAT.id, priceIdr: 11_000, basedOn: 1 }
  const at = phone.device.clock
  expect(await uncertain(replica)).toEqual([
    { id, name: 'offer.price.v1', args, why: 'notFound', at },
  ])
  expect(await uncertainKeys(replica)).toEqual(
    new Set([`offer/${TOMAT.id}`, `offerPrice/${TOMAT.id}:2`]),
  )
  expect(await pendingCount(replica)).toEqual({ unsent: 1, lastSyncAt: at, state: 'idle' })
})

test('what was refused comes oldest first, with why', async () => {
  const { phone, replica } = await aVendorsPhone()
  const ids = [await savePrice(replica, TOMAT, 11_000), await savePrice(replica, TOMAT, 12_000)]
  await exchange(
    replica,
    aTransport((request) =>
      aReply({
        results: idsOf(request).map((id) => ({ id, outcome: 'refused', why: 'notPermitted' })),
      }),
    ),
  )
  const refused = await unsettled(replica)
  expect(refused.map(({ id, why, refusedAt }) => [id, why, refusedAt])).toEqual(
    ids.map((id) => [id, 'notPermitted', phone.device.clock]),
  )
})

test('the time is the device’s with what the server taught', async () => {
  const { phone, replica } = await aVendorsPhone()
  expect(await timeNow(replica)).toBe(phone.device.clock)
  const now = phone.device.clock - 1_000_000
  await exchange(
    replica,
    aTransport(() => aReply({ now })),
  )
  expect(await timeNow(replica)).toBe(now)
  expect(await usageToday(replica)).toBe(0)
})
