import type { MarketId } from '@pasar/shared/domain/id.ts'
import type { Snapshot } from '@pasar/shared/sync/snapshot.ts'
import { addToSum, rowHash } from '@pasar/shared/sync/checksum.ts'
import { marketBucket, readBlock } from './catalogue.ts'
import type { Replica } from './db.ts'
import { readMeta, writeMeta } from './meta.ts'
import { Staged } from './staged.ts'
import { addUsage } from './usage.ts'

/** Buckets that every phone follows. */
const ALWAYS_FOLLOWED = ['markets', 'commodities']

/** From now on the market's catalogue is kept here and up to date. */
export async function followMarket(replica: Replica, marketId: MarketId): Promise<void> {
  const isNew = await replica.write(async () => {
    const followed = await readMeta(replica.db, 'followed')
    if (followed.includes(marketId)) return false
    await writeMeta(replica.db, 'followed', [...followed, marketId])
    return true
  })
  if (isNew) replica.wake()
}

/** The public buckets this phone follows, in the order of {@link ALWAYS_FOLLOWED} and time. */
export async function followedBuckets({ db }: Replica): Promise<string[]> {
  return [...ALWAYS_FOLLOWED, ...(await readMeta(db, 'followed')).map(marketBucket)]
}

/** Followed markets whose snapshot has to be downloaded: never had, or not adding up. */
export async function marketsWithoutSnapshot({ db }: Replica): Promise<MarketId[]> {
  const followed = await readMeta(db, 'followed')
  const cursors = await db.cursors.bulkGet(followed.map(marketBucket))
  return followed.filter((_, index) => (cursors[index]?.cursor ?? '') === '')
}

/** Stores a snapshot in place of what there was of the market. `bytes`: what it cost to get. */
export async function saveSnapshot(
  replica: Replica,
  snapshot: Snapshot,
  bytes: number,
): Promise<void> {
  const { db } = replica
  const { market, cursor, checksum, blocks } = snapshot
  await replica.write(async () => {
    const bucket = marketBucket(market)
    const old = await db.cursors.get(bucket)
    const generation = await renewGeneration(replica)
    await new Staged(replica).dropCatalogue(market)
    await db.blocks.bulkPut(blocks.map((block, n) => ({ market, n, block })))
    await db.cursors.put({
      bucket,
      cursor,
      sum: checksum,
      snapshot: generation,
      stamp: (old?.stamp ?? 0) + 1,
    })
    await addUsage(replica, bytes)
  })
}

/**
 * Adds a stored snapshot up, block by block so that screens go on in between. One that is damaged
 * is downloaded anew; until then what can be read of it is shown.
 */
export async function verifySnapshot(replica: Replica, snapshot: Snapshot): Promise<boolean> {
  const { db } = replica
  const { market, checksum } = snapshot
  const bucket = marketBucket(market)
  const stored = await replica.read(() => db.cursors.get(bucket))
  let sum = 0
  for (let n = 0; n < snapshot.blocks.length; n++) {
    const record = await replica.read(() => db.blocks.get([market, n]))
    for (const row of record === undefined ? [] : readBlock(record.block)) {
      sum = addToSum(sum, rowHash(row))
    }
  }
  if (sum === checksum) return true
  await replica.write(async () => {
    const cursor = await db.cursors.get(bucket)
    if (cursor === undefined || cursor.snapshot !== stored?.snapshot) return
    await db.cursors.put({ ...cursor, cursor: '' })
  })
  return false
}

/** Makes every request under way stale: its reply was worked out for other cursors. */
async function renewGeneration({ db }: Replica): Promise<number> {
  const pull = await readMeta(db, 'pull')
  const generation = pull.generation + 1
  await writeMeta(db, 'pull', { ...pull, generation })
  return generation
}
