import { expect, test } from 'vitest'
import { mutate } from '@pasar/web/intents/mutate.ts'
import { offersOfStall, priceHistory } from '@pasar/web/store/queries/offers.ts'
import { pendingCount, pendingKeys } from '@pasar/web/store/queries/sync.ts'
import { aStall } from '../../fixtures/stall.ts'
import { anOffer, anOfferPrice } from '../../fixtures/offer.ts'
import { offerId, stallId } from '../../fixtures/id.ts'
import { fakeSignature } from '../../fixtures/platform.ts'
import { actAs, aPhone, holdRows, type Phone } from '../../fixtures/replica.ts'
import type { Replica } from '@pasar/web/store/db.ts'

const TOMAT = anOffer()
const dearer = { offerId: TOMAT.id, priceIdr: 12_000, basedOn: 1 }

async function aVendorsPhone(): Promise<{ phone: Phone; replica: Replica }> {
  const phone = aPhone()
  const replica = await phone.open()
  await actAs(replica)
  await holdRows(replica, 'stall:pb-017', [aStall(), TOMAT, anOfferPrice(TOMAT)])
  return { phone, replica }
}

test('a saved price is there after the app is opened again, I1', async () => {
  const { phone, replica } = await aVendorsPhone()
  const saved = await mutate(replica, 'offer.price.v1', dearer)
  await replica.close()
  const again = await phone.open()
  const offers = await offersOfStall(again, stallId('pb-017'))
  expect(saved.ok).toBe(true)
  expect(offers.map((offer) => [offer.priceIdr, offer.priceNo])).toEqual([[12_000, 2]])
  expect((await priceHistory(again, TOMAT.id)).map(({ no }) => no)).toEqual([2, 1])
  expect(await pendingCount(again)).toEqual({ unsent: 1, lastSyncAt: null, state: 'idle' })
  expect([...(await pendingKeys(again))].sort()).toEqual([
    `offer/${TOMAT.id}`,
    `offerPrice/${TOMAT.id}:2`,
  ])
})
