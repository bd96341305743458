import { type Bucket, bucketsOf } from '@pasar/shared/domain/bucket.ts'
import { type Row, type RowKey, rowKey } from '@pasar/shared/domain/row.ts'
import { addToSum, rowHash, takeFromSum } from '@pasar/shared/sync/checksum.ts'
import type { BucketPage } from '@pasar/shared/sync/protocol.ts'
import { marketOfBucket } from './catalogue.ts'
import type { Staged } from './staged.ts'
import type { CursorRecord, LocalDatabase, Step } from './tables.ts'

type Pages = readonly (readonly [Bucket, BucketPage])[]

/**
 * The server's truth as far as this phone has it: what the rows are once all pending work is
 * undone. A bucket's sum is at all times the sum over the base rows held in it.
 */
export class Base {
  readonly #db: LocalDatabase
  readonly #staged: Staged
  /** buckets that are held once the reply at hand is taken */
  readonly #buckets: Set<string>

  constructor(db: LocalDatabase, staged: Staged, pages: Pages) {
    this.#db = db
    this.#staged = staged
    this.#buckets = new Set(staged.cursors().map(({ bucket }) => bucket))
    for (const [bucket, page] of pages) {
      if (page.gone === 'all') this.#buckets.delete(bucket)
      else this.#buckets.add(bucket)
    }
  }

  /** The server has the phone's own changes, row for row: they are base now, and not sent back. */
  fold(steps: readonly Step[]): void {
    for (const { key, after } of steps) {
      const buckets: readonly string[] = after === null ? [] : bucketsOf(after)
      for (const bucket of this.#bucketsHolding(key)) {
        if (!buckets.includes(bucket)) this.#take(key, bucket)
      }
      if (after === null) continue
      for (const bucket of buckets) if (this.#buckets.has(bucket)) this.#put(key, after, bucket)
    }
  }

  /** Takes one bucket's page. */
  apply(bucket: Bucket, page: BucketPage): void {
    if (page.gone === 'all') return
    for (const row of page.rows) this.#put(rowKey(row), row, bucket)
    for (const key of page.gone) this.#take(key, bucket)
    this.#staged.setCursor(bucket, { ...this.#cursor(bucket), cursor: page.cursor })
  }

  /** Forgets what lies in a bucket: it is lost, or comes anew. */
  async clear(bucket: string): Promise<void> {
    const market = marketOfBucket(bucket)
    if (market === null) {
      const keys = await this.#db.held.where('buckets').equals(bucket).primaryKeys()
      await this.#staged.load(keys)
      await this.#staged.loadHeld(keys)
      for (const key of keys) this.#take(key, bucket)
    } else {
      await this.#staged.dropCatalogue(market)
    }
    const cursor = this.#cursor(bucket)
    const empty = { ...cursor, cursor: '', sum: 0, snapshot: null, stamp: cursor.stamp + 1 }
    this.#staged.setCursor(bucket, this.#buckets.has(bucket) ? empty : null)
  }

  #bucketsHolding(key: RowKey): readonly string[] {
    const row = this.#staged.catalogueRow(key)
    const catalogue = row === undefined ? [] : bucketsOf(row).filter(marketOfBucket)
    return [...this.#staged.heldIn(key), ...catalogue]
  }

  #put(key: RowKey, row: Row, bucket: string): void {
    const market = marketOfBucket(bucket)
    if (market !== null) {
      this.#swap(bucket, this.#staged.catalogueRow(key), row)
      this.#staged.setOverlay(key, { key, market, row })
      return
    }
    const held = this.#staged.heldIn(key)
    const old = this.#staged.record(key)?.row ?? undefined
    for (const other of held) this.#swap(other, old, row)
    if (!held.includes(bucket)) {
      this.#swap(bucket, undefined, row)
      this.#staged.setHeldIn(key, [...held, bucket])
    }
    this.#staged.setRecord(key, { key, row })
  }

  #take(key: RowKey, bucket: string): void {
    const market = marketOfBucket(bucket)
    if (market !== null) {
      const old = this.#staged.catalogueRow(key)
      if (old === undefined) return
      this.#swap(bucket, old, undefined)
      this.#staged.setOverlay(key, { key, market, row: null })
      return
    }
    const held = this.#staged.heldIn(key)
    if (!held.includes(bucket)) return
    const rest = held.filter((other) => other !== bucket)
    this.#swap(bucket, this.#staged.record(key)?.row ?? undefined, undefined)
    this.#staged.setHeldIn(key, rest)
    if (rest.length === 0) this.#staged.setRecord(key, null)
  }

  #swap(bucket: string, old: Row | undefined, row: Row | undefined): void {
    const cursor = this.#cursor(bucket)
    let { sum } = cursor
    if (old !== undefined) sum = takeFromSum(sum, rowHash(old))
    if (row !== undefined) sum = addToSum(sum, rowHash(row))
    this.#staged.setCursor(bucket, { ...cursor, sum, stamp: cursor.stamp + 1 })
  }

  #cursor(bucket: string): CursorRecord {
    const none = { bucket, cursor: '', sum: 0, snapshot: null, stamp: 0 }
    return this.#staged.cursor(bucket) ?? none
  }
}
