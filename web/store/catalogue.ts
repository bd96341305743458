import type { Offer } from '@pasar/shared/domain/offer.ts'
import { type Row, type RowKey, rowKey } from '@pasar/shared/domain/row.ts'
import { Bug } from '@pasar/shared/lib/assert.ts'
import type { Stall } from '@pasar/shared/domain/stall.ts'
import { type Block, decodeBlock } from '@pasar/shared/sync/snapshot.ts'
import type { CursorRecord, LocalDatabase, OverlayRecord } from './tables.ts'

type Rows = ReadonlyMap<RowKey, Row>

/** A market's catalogue as this phone shows it: blocks, overlay, then its own rows on top. */
export type Catalogue = {
  readonly offers: readonly Offer[]
  readonly stalls: readonly Stall[]
  /** changes whenever the catalogue does */
  readonly stamp: string
}

export const marketBucket = (marketId: string): `market:${string}` => `market:${marketId}`

/** The market of a catalogue bucket, or null for every other bucket. */
export const marketOfBucket = (bucket: string): string | null =>
  bucket.startsWith('market:') ? bucket.slice('market:'.length) : null

/** The kinds that a catalogue holds. */
export const isCatalogueKey = (key: RowKey): boolean =>
  key.startsWith('offer/') || key.startsWith('stall/')

/**
 * Decoded blocks in memory. What names them is read from the database with every use, so another
 * tab's newer snapshot is noticed.
 */
export class Catalogues {
  readonly #blocks = new Map<string, { snapshot: number; rows: Rows }>()
  readonly #merged = new Map<string, { stamp: number; snapshot: number | null; rows: Rows }>()

  /** The rows of a market's snapshot, by key. */
  async blocks(db: LocalDatabase, cursor: CursorRecord): Promise<Rows> {
    const market = marketOfBucket(cursor.bucket)
    if (market === null || cursor.snapshot === null) return NO_ROWS
    const known = this.#blocks.get(market)
    if (known?.snapshot === cursor.snapshot) return known.rows
    const rows = new Map<RowKey, Row>()
    const records = await db.blocks
      .where('[market+n]')
      .between([market, 0], [market, Infinity])
      .toArray()
    for (const { block } of records) {
      for (const row of readBlock(block)) rows.set(rowKey(row), row)
    }
    this.#blocks.set(market, { snapshot: cursor.snapshot, rows })
    return rows
  }

  /** The snapshot with the overlay's changes in it. */
  async merged(db: LocalDatabase, market: string): Promise<{ rows: Rows; stamp: number }> {
    const cursor = await db.cursors.get(marketBucket(market))
    if (cursor === undefined) return { rows: NO_ROWS, stamp: 0 }
    const { stamp, snapshot } = cursor
    const known = this.#merged.get(market)
    if (known?.stamp === stamp && known.snapshot === snapshot) return known
    const blocks = await this.blocks(db, cursor)
    const changes = await db.overlay.where('market').equals(market).toArray()
    const rows = changes.length === 0 ? blocks : withChanges(blocks, changes)
    const merged = { stamp, snapshot, rows }
    this.#merged.set(market, merged)
    return merged
  }
}

/** The rows of a stored block; none where it is damaged, which its snapshot's sum will show. */
export function readBlock(block: Block): readonly Row[] {
  try {
    return decodeBlock(block)
  } catch (error) {
    if (error instanceof Bug || error instanceof TypeError) return []
    throw error
  }
}

/**
 * Everything on offer in a market. The phone's own rows win: they hold its pending changes, and
 * the server's word on them comes with the stall's own bucket.
 */
export async function readCatalogue(
  { db, catalogues }: { db: LocalDatabase; catalogues: Catalogues },
  market: string,
): Promise<Catalogue> {
  const own = await ownRows(db)
  const { rows, stamp } = await catalogues.merged(db, market)
  const offers: Offer[] = []
  const stalls: Stall[] = []
  const add = (row: Row): void => {
    if (row.kind === 'offer' && row.marketId === market && !row.isWithdrawn) offers.push(row)
    if (row.kind === 'stall' && row.marketId === market && !row.isSuspended) stalls.push(row)
  }
  for (const [key, row] of rows) if (!own.has(key)) add(row)
  for (const row of own.values()) if (row !== null) add(row)
  // A suspended stall leaves the bucket, its offers do not: they are rows of the sum, not on offer.
  const open = new Set(stalls.map(({ id }) => id))
  const onOffer = offers.filter(({ stallId }) => open.has(stallId))
  return { offers: onOffer, stalls, stamp: `${stamp}:${JSON.stringify([...own.values()])}` }
}

async function ownRows(db: LocalDatabase): Promise<Map<RowKey, Row | null>> {
  // Two ranges, each read in one go: several prefixes at once would be walked row by row.
  const [offers, stalls] = await Promise.all(
    ['offer/', 'stall/'].map((kind) => db.rows.where('key').startsWith(kind).toArray()),
  )
  return new Map([...(offers ?? []), ...(stalls ?? [])].map(({ key, row }) => [key, row]))
}

function withChanges(blocks: Rows, changes: readonly OverlayRecord[]): Rows {
  const rows = new Map(blocks)
  for (const { key, row } of changes) {
    if (row === null) rows.delete(key)
    else rows.set(key, row)
  }
  return rows
}

const NO_ROWS: Rows = new Map()
