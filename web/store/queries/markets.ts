import type { MarketId } from '@pasar/shared/domain/id.ts'
import type { Market } from '@pasar/shared/domain/market.ts'
import { marketBucket } from '../catalogue.ts'
import type { Replica } from '../db.ts'
import { rowOf, rowsOf } from './rows.ts'

/** Every market, by name. */
export async function markets(replica: Replica): Promise<Market[]> {
  const found = await rowsOf(replica, 'market')
  return found.sort((a, b) => a.name.localeCompare(b.name))
}

/** One market, or null where this phone does not know it. */
export const market = (replica: Replica, id: MarketId): Promise<Market | null> =>
  rowOf(replica, 'market', id)

/** False until a market's catalogue has been downloaded once: then an empty list means empty. */
export const isCatalogueHere = (replica: Replica, id: MarketId): Promise<boolean> =>
  replica.read(async () => {
    const cursor = await replica.db.cursors.get(marketBucket(id))
    return cursor !== undefined && (cursor.snapshot !== null || cursor.cursor !== '')
  })
