import { expect, test } from 'vitest'
import type { Replica } from '@pasar/web/store/db.ts'
import { encodeSnapshot } from '@pasar/shared/sync/snapshot.ts'
import { saveSnapshot } from '@pasar/web/store/follow.ts'
import {
  offer,
  offersById,
  offersOfStall,
  priceHistory,
  searchInputs,
} from '@pasar/web/store/queries/offers.ts'
import { aCommodity } from '../../../fixtures/commodity.ts'
import { marketId, offerId, stallId } from '../../../fixtures/id.ts'
import { anOffer, anOfferPrice } from '../../../fixtures/offer.ts'
import { aPhone, holdRows } from '../../../fixtures/replica.ts'
import { aStall } from '../../../fixtures/stall.ts'

const MARKET = marketId('pasar-baru')
const TIN = aStall({ walkOrder: 2 })
const MAN = aStall({ id: stallId('pb-018'), name: 'Pak Man', walkOrder: 1 })
const IDLE = aStall({ id: stallId('pb-019'), walkOrder: 3 })
const TOMAT = anOffer()
const CHEAPER = anOffer({ id: offerId('pb-018.0000000a'), stallId: MAN.id, priceIdr: 9_000 })
const BUNCH = anOffer({ id: offerId('pb-018.0000000b'), stallId: MAN.id, unit: 'ikat' })
const OWN = anOffer({
  id: offerId('pb-017.0000000c'),
  commodityId: null,
  ownName: 'Rujak Bu Tin',
})

async function aCatalogue(): Promise<Replica> {
  const replica = await aPhone().open()
  const rows = [TIN, MAN, IDLE, OWN, TOMAT, BUNCH, CHEAPER]
  await saveSnapshot(replica, encodeSnapshot(rows, { market: MARKET, cursor: 'e1.1' }), 0)
  return replica
}

test('the offers of a basket come by id, unknown ones are left out', async () => {
  const replica = await aCatalogue()
  const strange = offerId('pb-099.00000000')
  const found = await offersById(replica, [TOMAT.id, strange, BUNCH.id])
  expect([...found]).toEqual([
    [TOMAT.id, TOMAT],
    [BUNCH.id, BUNCH],
  ])
  expect([await offer(replica, OWN.id), await offer(replica, strange)]).toEqual([OWN, null])
})

test('an offer whose stall left the market is gone for a basket, and keeps its name', async () => {
  const replica = await aPhone().open()
  const rows = [TIN, TOMAT, CHEAPER]
  await saveSnapshot(replica, encodeSnapshot(rows, { market: MARKET, cursor: 'e1.1' }), 0)
  expect([await offer(replica, TOMAT.id), await offer(replica, CHEAPER.id)]).toEqual([TOMAT, null])
  expect([...(await offersById(replica, [CHEAPER.id])).values()]).toEqual([CHEAPER])
})

test('a stall sees its own offers without withdrawn ones, and every price they had', async () => {
  const replica = await aPhone().open()
  const gone = anOffer({ id: offerId('pb-017.0000000d'), isWithdrawn: true })
  const prices = [1, 2, 10].map((no) => anOfferPrice(TOMAT, { no }))
  await holdRows(replica, 'stall:pb-017', [TIN, TOMAT, gone, ...prices])
  expect(await offersOfStall(replica, TIN.id)).toEqual([TOMAT])
  expect((await priceHistory(replica, TOMAT.id)).map(({ no }) => no)).toEqual([10, 2, 1])
  expect(await offer(replica, gone.id)).toEqual(gone)
})

test('a search index is built from goods, offers and stalls, anew when one changes', async () => {
  const replica = await aCatalogue()
  const first = await searchInputs(replica, MARKET)
  expect([first.commodities, first.offers.length, first.stalls.length]).toEqual([[], 4, 3])
  expect((await searchInputs(replica, MARKET)).stamp).toBe(first.stamp)
  await holdRows(replica, 'commodities', [aCommodity()])
  const second = await searchInputs(replica, MARKET)
  expect(second.stamp).not.toBe(first.stamp)
  await holdRows(replica, 'stall:pb-017', [{ ...TOMAT, priceIdr: 1_000 }])
  expect((await searchInputs(replica, MARKET)).stamp).not.toBe(second.stamp)
})
