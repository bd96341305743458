import { expect, test } from 'vitest'
import { encodeSnapshot } from '@pasar/shared/sync/snapshot.ts'
import {
  followedBuckets,
  followMarket,
  marketsWithoutSnapshot,
  saveSnapshot,
  verifySnapshot,
} from '@pasar/web/store/follow.ts'
import { readMeta } from '@pasar/web/store/meta.ts'
import { isCatalogueHere } from '@pasar/web/store/queries/markets.ts'
import { exchange } from '@pasar/web/sync/exchange.ts'
import { marketId } from '../../fixtures/id.ts'
import { anOffer } from '../../fixtures/offer.ts'
import { aPage, aPhone, aReply, aTransport, offersAt } from '../../fixtures/replica.ts'
import { aStall } from '../../fixtures/stall.ts'

const MARKET = marketId('pasar-baru')
const OTHER = marketId('pasar-tempeh')
const TOMAT = anOffer()
const SNAPSHOT = encodeSnapshot([aStall(), TOMAT], { market: MARKET, cursor: 'e1.4' })
/** where its offers lie */
const N = SNAPSHOT.blocks.findIndex(({ kind }) => kind === 'offer')

test('markets and goods are always followed, a market once it is chosen', async () => {
  const replica = await aPhone().open()
  let woken = 0
  replica.onWrite(() => woken++)
  await followMarket(replica, MARKET)
  await followMarket(replica, OTHER)
  await followMarket(replica, MARKET)
  expect(await followedBuckets(replica)).toEqual([
    'markets',
    'commodities',
    'market:pasar-baru',
    'market:pasar-tempeh',
  ])
  expect(woken).toBe(2)
})

test('a catalogue is missing until its snapshot is stored', async () => {
  const replica = await aPhone().open()
  await followMarket(replica, MARKET)
  await followMarket(replica, OTHER)
  expect(await marketsWithoutSnapshot(replica)).toEqual([MARKET, OTHER])
  expect(await isCatalogueHere(replica, MARKET)).toBe(false)
  await saveSnapshot(replica, SNAPSHOT, 0)
  expect(await marketsWithoutSnapshot(replica)).toEqual([OTHER])
  expect(await isCatalogueHere(replica, MARKET)).toBe(true)
})

test('a snapshot replaces what changed since the last one', async () => {
  const replica = await aPhone().open()
  await followMarket(replica, MARKET)
  await saveSnapshot(replica, SNAPSHOT, 0)
  const dearer = { ...TOMAT, priceIdr: 20_000 }
  const reply = aReply({ buckets: { 'market:pasar-baru': aPage(9, [dearer]) } })
  await exchange(
    replica,
    aTransport(() => reply),
  )
  expect(await offersAt(replica, MARKET)).toEqual([dearer])
  await saveSnapshot(replica, { ...SNAPSHOT, cursor: 'e1.12' }, 0)
  expect(await offersAt(replica, MARKET)).toEqual([TOMAT])
  expect(await replica.db.overlay.count()).toBe(0)
})

test('a snapshot whose blocks do not add up is downloaded anew, S7', async () => {
  const replica = await aPhone().open()
  await followMarket(replica, MARKET)
  await saveSnapshot(replica, SNAPSHOT, 0)
  expect(await verifySnapshot(replica, SNAPSHOT)).toBe(true)
  expect(await marketsWithoutSnapshot(replica)).toEqual([])
  const wrong = encodeSnapshot([{ ...TOMAT, priceIdr: 1 }], { market: MARKET, cursor: 'e1.4' })
  await replica.write(() =>
    replica.db.blocks.put({ market: MARKET, n: N, block: wrong.blocks[0]! }),
  )
  expect(await verifySnapshot(replica, SNAPSHOT)).toBe(false)
  expect(await marketsWithoutSnapshot(replica)).toEqual([MARKET])
})

test('a block that cannot be decoded is shown as nothing and downloaded anew, S7', async () => {
  const replica = await aPhone().open()
  await followMarket(replica, MARKET)
  const block = SNAPSHOT.blocks[N]!
  const columns = [['id', { k: 'list', values: [] }]] as const
  const damaged = { ...SNAPSHOT, blocks: SNAPSHOT.blocks.with(N, { ...block, columns }) }
  await saveSnapshot(replica, damaged, 0)
  expect(await offersAt(replica, MARKET)).toEqual([])
  expect(await verifySnapshot(replica, damaged)).toBe(false)
  expect(await marketsWithoutSnapshot(replica)).toEqual([MARKET])
})

test('a request under way when a snapshot is stored is stale', async () => {
  const replica = await aPhone().open()
  await followMarket(replica, MARKET)
  const before = (await readMeta(replica.db, 'pull')).generation
  const transport = aTransport(() => aReply())
  const slow = {
    ...transport,
    async send(...sent: Parameters<typeof transport.send>) {
      await saveSnapshot(replica, SNAPSHOT, 0)
      return transport.send(...sent)
    },
  }
  expect(await exchange(replica, slow)).toEqual({ kind: 'stale' })
  expect((await readMeta(replica.db, 'pull')).generation).toBe(before + 1)
})
