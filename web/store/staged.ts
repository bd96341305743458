import type { Kind, Row, RowKey, RowOf } from '@pasar/shared/domain/row.ts'
import { assert } from '@pasar/shared/lib/assert.ts'
import type { View } from '@pasar/shared/mutations/mutation.ts'
import { type Catalogues, isCatalogueKey, marketBucket } from './catalogue.ts'
import { gather } from './gather.ts'
import type { CursorRecord, HeldRecord, LocalDatabase, OverlayRecord, RowRecord } from './tables.ts'

/** A value as the table has it, and as it will be. */
type Cell<Value> = { stored: Value | null; now: Value | null }

/**
 * The part of the database that one transaction works on, in memory: loaded by key, changed, then
 * written with the fewest writes. Reads prefer the phone's rows over the overlay over the blocks.
 */
export class Staged {
  readonly #db: LocalDatabase
  readonly #catalogues: Catalogues
  readonly #rows = new Map<RowKey, Cell<RowRecord>>()
  readonly #held = new Map<RowKey, Cell<HeldRecord>>()
  readonly #overlay = new Map<RowKey, Cell<OverlayRecord>>()
  readonly #cursors = new Map<string, Cell<CursorRecord>>()
  readonly #blocks = new Map<string, ReadonlyMap<RowKey, Row>>()
  #hasCursors = false
  #hasBlocks = false

  constructor({ db, catalogues }: { db: LocalDatabase; catalogues: Catalogues }) {
    this.#db = db
    this.#catalogues = catalogues
  }

  /** Brings rows and what lies below them into memory; those already here are left alone. */
  async load(wanted: Iterable<RowKey>): Promise<void> {
    const keys = [...new Set(wanted)].filter((key) => !this.#rows.has(key))
    if (keys.length === 0) return
    const below = keys.filter(isCatalogueKey)
    const [records, overlays] = await Promise.all([
      gather(this.#db.rows, keys),
      gather(this.#db.overlay, below),
      below.length > 0 ? this.#loadBlocks() : undefined,
    ])
    keys.forEach((key, index) => this.#rows.set(key, cell(records[index])))
    below.forEach((key, index) => this.#overlay.set(key, cell(overlays[index])))
  }

  /** Brings in how far every bucket is complete. */
  async loadCursors(): Promise<void> {
    if (this.#hasCursors) return
    this.#hasCursors = true
    for (const record of await this.#db.cursors.toArray()) {
      this.#cursors.set(record.bucket, cell(record))
    }
  }

  /** Brings in the buckets that hold these keys. */
  async loadHeld(wanted: Iterable<RowKey>): Promise<void> {
    const keys = [...new Set(wanted)].filter((key) => !this.#held.has(key))
    if (keys.length === 0) return
    const records = await gather(this.#db.held, keys)
    keys.forEach((key, index) => this.#held.set(key, cell(records[index])))
  }

  isLoaded(key: RowKey): boolean {
    return this.#rows.has(key)
  }

  /** The row as this phone shows it. */
  row(key: RowKey): Row | undefined {
    const record = this.record(key)
    return record === null ? this.catalogueRow(key) : (record.row ?? undefined)
  }

  /** What the table of rows holds under a key. */
  record(key: RowKey): RowRecord | null {
    return loaded(this.#rows, key).now
  }

  setRecord(key: RowKey, record: RowRecord | null): void {
    loaded(this.#rows, key).now = record
  }

  /** The row in the catalogue of any market held here. */
  catalogueRow(key: RowKey): Row | undefined {
    const changed = this.#overlay.get(key)?.now
    if (changed) return changed.row ?? undefined
    for (const rows of this.#blocks.values()) {
      const row = rows.get(key)
      if (row !== undefined) return row
    }
    return undefined
  }

  setOverlay(key: RowKey, overlay: OverlayRecord): void {
    const found = this.#overlay.get(key)
    if (found) found.now = overlay
    else this.#overlay.set(key, { stored: null, now: overlay })
  }

  heldIn(key: RowKey): readonly string[] {
    return this.#held.get(key)?.now?.buckets ?? []
  }

  setHeldIn(key: RowKey, buckets: readonly string[]): void {
    loaded(this.#held, key).now = buckets.length === 0 ? null : { key, buckets }
  }

  cursor(bucket: string): CursorRecord | null {
    return this.#cursors.get(bucket)?.now ?? null
  }

  cursors(): CursorRecord[] {
    return [...this.#cursors.values()].flatMap(({ now }) => (now === null ? [] : [now]))
  }

  setCursor(bucket: string, record: CursorRecord | null): void {
    const found = this.#cursors.get(bucket)
    if (found) found.now = record
    else this.#cursors.set(bucket, { stored: null, now: record })
  }

  /** Forgets a market's snapshot and all that changed in it. */
  async dropCatalogue(market: string): Promise<void> {
    this.#blocks.delete(marketBucket(market))
    for (const [key, { now }] of this.#overlay) {
      if (now?.market === market) this.#overlay.set(key, { stored: null, now: null })
    }
    await this.#db.overlay.where('market').equals(market).delete()
    await this.#db.blocks.where('[market+n]').between([market, 0], [market, Infinity]).delete()
  }

  /** What a run may read. `needs` may ask for anything; `run` only for what was loaded. */
  view(how: 'strict' | 'lenient'): View {
    return {
      get: <K extends Kind>(key: RowKey<K>) => {
        if (how === 'lenient' && !this.isLoaded(key)) return undefined
        return this.row(key) as RowOf<K> | undefined // a key's kind is its row's kind
      },
    }
  }

  /** Writes what changed, and only that. */
  async flush(): Promise<void> {
    await writeChanged(this.#db.rows, this.#rows)
    await writeChanged(this.#db.held, this.#held)
    await writeChanged(this.#db.overlay, this.#overlay)
    await writeChanged(this.#db.cursors, this.#cursors)
  }

  async #loadBlocks(): Promise<void> {
    if (this.#hasBlocks) return
    this.#hasBlocks = true
    await this.loadCursors()
    for (const record of this.cursors()) {
      if (record.snapshot === null) continue
      this.#blocks.set(record.bucket, await this.#catalogues.blocks(this.#db, record))
    }
  }
}

const cell = <Value>(record: Value | undefined): Cell<Value> => ({
  stored: record ?? null,
  now: record ?? null,
})

/** A key that nobody loaded is a Bug: what lies under it is not known. */
function loaded<Value>(cells: ReadonlyMap<RowKey, Cell<Value>>, key: RowKey): Cell<Value> {
  const found = cells.get(key)
  assert(found, `${key} was not loaded`)
  return found
}

type Writable<Value, Key> = {
  bulkPut(values: Value[]): PromiseLike<unknown>
  bulkDelete(keys: Key[]): PromiseLike<unknown>
}

async function writeChanged<Value, Key>(
  table: Writable<Value, Key>,
  cells: ReadonlyMap<Key, Cell<Value>>,
): Promise<void> {
  const puts: Value[] = []
  const deletes: Key[] = []
  for (const [key, { stored, now }] of cells) {
    if (stored === now || JSON.stringify(stored) === JSON.stringify(now)) continue
    if (now === null) deletes.push(key)
    else puts.push(now)
  }
  if (puts.length > 0) await table.bulkPut(puts)
  if (deletes.length > 0) await table.bulkDelete(deletes)
}
