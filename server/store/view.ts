import type { Kind, RowKey, RowOf } from '@pasar/shared/domain/row.ts'
import { Bug } from '@pasar/shared/lib/assert.ts'
import type { View } from '@pasar/shared/mutations/mutation.ts'
import type { Rows, StoredRow } from './rows.ts'

/**
 * Rows as they were last read or written, over the SQL rows; the writer alone changes those, so it
 * holds from one transaction to the next. `forget` drops it after a rollback, for what it holds may
 * not stand any more.
 */
export class RowCache {
  readonly #rows: Pick<Rows, 'get'>
  readonly #held = new Map<RowKey, StoredRow | undefined>()

  constructor(rows: Pick<Rows, 'get'>) {
    this.#rows = rows
  }

  get size(): number {
    return this.#held.size
  }

  get(key: RowKey): StoredRow | undefined {
    const held = this.#held.get(key)
    if (held !== undefined || this.#held.has(key)) return held
    const stored = this.#rows.get(key)
    this.#held.set(key, stored)
    return stored
  }

  hold(key: RowKey, stored: StoredRow | undefined): void {
    this.#held.set(key, stored)
  }

  forget(): void {
    this.#held.clear()
  }
}

/** The rows that one run may read: those it has named, as they stand in the transaction. */
export class NamedRows {
  readonly #cache: RowCache
  readonly #named = new Set<RowKey>()

  constructor(cache: RowCache) {
    this.#cache = cache
  }

  /** Takes keys in; false where all were known before. */
  name(keys: readonly RowKey[]): boolean {
    const before = this.#named.size
    for (const key of keys) this.#named.add(key)
    return this.#named.size > before
  }

  /** What `needs` reads: a row not named yet is as absent as one that does not exist. */
  readonly loose: View = {
    get: <K extends Kind>(key: RowKey<K>) =>
      this.#named.has(key) ? this.#read<K>(key) : undefined,
  }

  /** What `run` reads: a row not named is a bug, for the phone would not have had it either. */
  readonly strict: View = {
    get: <K extends Kind>(key: RowKey<K>) => {
      if (!this.#named.has(key)) throw new Bug(`needs did not name ${key}`)
      return this.#read<K>(key)
    },
    takenAt: (key) => (this.#named.has(key) ? this.#cache.get(key)?.takenAt : undefined),
  }

  #read<K extends Kind>(key: RowKey<K>): RowOf<K> | undefined {
    return this.#cache.get(key)?.row as RowOf<K> | undefined // a key's kind is its row's kind
  }
}
