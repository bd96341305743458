import { expect, test } from 'vitest'
import { encodeSnapshot } from '@pasar/shared/sync/snapshot.ts'
import {
  isCatalogueKey,
  marketBucket,
  marketOfBucket,
  readCatalogue,
} from '@pasar/web/store/catalogue.ts'
import { followMarket, saveSnapshot } from '@pasar/web/store/follow.ts'
import { exchange } from '@pasar/web/sync/exchange.ts'
import type { Offer } from '@pasar/shared/domain/offer.ts'
import { marketId, offerId, stallId } from '../../fixtures/id.ts'
import { anOffer } from '../../fixtures/offer.ts'
import { aStall } from '../../fixtures/stall.ts'
import {
  allSame,
  aPage,
  aPhone,
  aReply,
  aTransport,
  aVendorsPhone,
  offersAt,
  savePrice,
  seqOf,
  wrongSums,
} from '../../fixtures/replica.ts'
import type { Replica } from '@pasar/web/store/db.ts'
import type { BucketPage } from '@pasar/shared/sync/protocol.ts'

const MARKET = marketId('pasar-baru')
const TOMAT = anOffer()
const RIVAL = anOffer({ id: offerId('pb-018.0000000a'), stallId: stallId('pb-018') })
const STALLS = [aStall(), aStall({ id: stallId('pb-018'), name: 'Pak Man', walkOrder: 18 })]
const ALL = [...STALLS, TOMAT, RIVAL]

async function withCatalogue(replica: Replica): Promise<void> {
  await followMarket(replica, MARKET)
  const snapshot = encodeSnapshot(ALL, { market: MARKET, cursor: 'e1.4' })
  await saveSnapshot(replica, snapshot, 0)
}

const pull = (replica: Replica, page: BucketPage): Promise<unknown> =>
  exchange(
    replica,
    aTransport((request) =>
      aReply({
        results: allSame(request),
        lastSeq: seqOf(request),
        buckets: { [marketBucket(MARKET)]: page },
      }),
    ),
  )

const pricesOf = (offers: readonly Offer[]): [string, number][] =>
  offers.map(({ id, priceIdr }): [string, number] => [id, priceIdr]).sort()

test('a snapshot is stored as blocks, not as rows, and read whole, S8', async () => {
  const replica = await aPhone().open()
  await withCatalogue(replica)
  expect(await replica.db.rows.count()).toBe(0)
  expect(await replica.db.blocks.count()).toBe(2)
  const { offers, stalls } = await readCatalogue(replica, MARKET)
  expect(pricesOf(offers)).toEqual(pricesOf([TOMAT, RIVAL]))
  expect(stalls.map(({ id }) => id).sort()).toEqual(STALLS.map(({ id }) => id).sort())
})

test('later changes lie in the overlay, and the checksum holds, S7', async () => {
  const replica = await aPhone().open()
  await withCatalogue(replica)
  const dearer = { ...RIVAL, priceIdr: 14_000, priceNo: 2 }
  const first = (await readCatalogue(replica, MARKET)).stamp
  await pull(replica, aPage(9, [dearer], [...STALLS, TOMAT, dearer]))
  const after = await readCatalogue(replica, MARKET)
  expect(pricesOf(after.offers)).toEqual(pricesOf([TOMAT, dearer]))
  expect(after.stamp).not.toBe(first)
  expect((await replica.db.cursors.get(marketBucket(MARKET)))?.cursor).toBe('e1.9')
  expect(await replica.db.overlay.count()).toBe(1)
})

test('what left the market is gone from it, and a second time changes nothing', async () => {
  const replica = await aPhone().open()
  await withCatalogue(replica)
  const gone = { ...aPage(9, [], [...STALLS, TOMAT]), gone: [`offer/${RIVAL.id}`] as const }
  await pull(replica, gone)
  await pull(replica, { ...gone, cursor: 'e1.10' })
  expect(pricesOf(await offersAt(replica, MARKET))).toEqual(pricesOf([TOMAT]))
  expect((await replica.db.cursors.get(marketBucket(MARKET)))?.cursor).toBe('e1.10')
})

test('the goods of a suspended stall go with it and come back with it; the sum is over all rows, S7', async () => {
  const replica = await aPhone().open()
  await withCatalogue(replica)
  const [tin, man] = STALLS
  await pull(replica, {
    ...aPage(9, [], [tin!, TOMAT, RIVAL]),
    gone: [`stall/${man!.id}`],
  })
  const shut = await readCatalogue(replica, MARKET)
  expect([shut.offers, shut.stalls]).toEqual([[TOMAT], [tin]])
  expect((await replica.db.cursors.get(marketBucket(MARKET)))?.cursor).toBe('e1.9')
  await pull(replica, aPage(10, [man!], ALL))
  expect(pricesOf((await readCatalogue(replica, MARKET)).offers)).toEqual(pricesOf([TOMAT, RIVAL]))
})

test('the market shows the phone’s own pending price, and after the fold the overlay has it', async () => {
  const { replica } = await aVendorsPhone()
  await withCatalogue(replica)
  await savePrice(replica, TOMAT, 12_000)
  expect(pricesOf(await offersAt(replica, MARKET))).toEqual(
    pricesOf([{ ...TOMAT, priceIdr: 12_000 }, RIVAL]),
  )
  expect(await replica.db.overlay.count()).toBe(0)
  const [mine] = (await offersAt(replica, MARKET)).filter(({ id }) => id === TOMAT.id)
  await pull(replica, aPage(9, [], [...STALLS, mine!, RIVAL]))
  expect((await replica.db.cursors.get(marketBucket(MARKET)))?.cursor).toBe('e1.9')
  expect((await replica.db.overlay.toArray()).map(({ row }) => row)).toEqual([mine])
  expect(await wrongSums(replica)).toEqual([])
})

test('a catalogue that does not add up is downloaded anew, and shown until then, S7', async () => {
  const replica = await aPhone().open()
  await withCatalogue(replica)
  await pull(replica, { ...aPage(9, []), checksum: 1 })
  const transport = aTransport(() =>
    aReply({
      buckets: {
        [marketBucket(MARKET)]: { cursor: '', rows: [], gone: [], more: false, snapshot: true },
      },
    }),
  )
  expect(await exchange(replica, transport)).toMatchObject({ snapshots: [MARKET] })
  expect(transport.sent[0]?.have).toMatchObject({ [marketBucket(MARKET)]: '' })
  expect(await offersAt(replica, MARKET)).toHaveLength(2)
})

test('another tab’s newer snapshot is noticed', async () => {
  const phone = aPhone()
  const replica = await phone.open()
  const other = await phone.open()
  await withCatalogue(replica)
  expect(await offersAt(other, MARKET)).toHaveLength(2)
  const smaller = encodeSnapshot([STALLS[0]!, TOMAT], { market: MARKET, cursor: 'e1.8' })
  await saveSnapshot(replica, smaller, 0)
  expect(await offersAt(other, MARKET)).toEqual([TOMAT])
})

test('a catalogue that did not change is not read again', async () => {
  const replica = await aPhone().open()
  await withCatalogue(replica)
  await offersAt(replica, MARKET)
  await replica.write(() => replica.db.blocks.clear())
  expect(await offersAt(replica, MARKET)).toHaveLength(2)
})

test('withdrawn offers and suspended stalls of one’s own are not on offer', async () => {
  const { replica } = await aVendorsPhone([anOffer({ isWithdrawn: true })])
  await withCatalogue(replica)
  expect(pricesOf(await offersAt(replica, MARKET))).toEqual(pricesOf([RIVAL]))
})

test('names buckets and tells their markets', () => {
  expect(marketBucket('x')).toBe('market:x')
  expect(['market:x', 'stall:x', 'markets'].map(marketOfBucket)).toEqual(['x', null, null])
  expect((['offer/a', 'stall/a', 'order/a'] as const).map(isCatalogueKey)).toEqual([
    true,
    true,
    false,
  ])
})
