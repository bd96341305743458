import { bucketsOf } from '@pasar/shared/domain/bucket.ts'
import type { Row, RowKey } from '@pasar/shared/domain/row.ts'
import { type Change, canonicalJson } from '@pasar/shared/sync/change.ts'
import { addToSum, takeFromSum, textHash } from '@pasar/shared/sync/checksum.ts'
import type { BucketState, Rows, StoredRow } from './rows.ts'
import type { RowCache } from './view.ts'

/** What the changes of one mutation came to. */
export type Applied = {
  /** versions given, one per changed row */
  readonly versions: readonly number[]
  /** JSON text of the changes with before and after, for the journal */
  readonly journal: string
  /** `h` over the changes, equal to changesHash of them */
  readonly hash: number
}

/**
 * Takes changes into rows, bucket entries and checksums. Totals of buckets are held until `flush`,
 * once per transaction; those of the mutation at hand count only from `keep` on.
 */
export class Commit {
  readonly #rows: Rows
  readonly #cache: RowCache
  readonly #totals = new Map<string, BucketState>()
  readonly #pending = new Map<string, BucketState>()
  #version: number

  constructor(rows: Rows, cache: RowCache, version: number) {
    this.#rows = rows
    this.#cache = cache
    this.#version = version
  }

  get version(): number {
    return this.#version
  }

  /** Takes the changes of one intent, as of `takenAt` (epoch ms, the server's clock). */
  apply(changes: readonly Change[], takenAt: number): Applied {
    const versions: number[] = []
    const journal: string[] = []
    const parts: { key: RowKey; text: string }[] = []
    for (const change of changes) {
      const before = this.#cache.get(change.key)
      const after = this.#write(change, { before, takenAt })
      versions.push(this.#version)
      const text = after?.text ?? 'null'
      parts.push({ key: change.key, text })
      const key = JSON.stringify(change.key)
      journal.push(`{"key":${key},"before":${before?.text ?? 'null'},"after":${text}}`)
    }
    return { versions, journal: `[${journal.join(',')}]`, hash: hashOf(parts) }
  }

  /** The mutation stands: returns the buckets it touched. */
  keep(): readonly string[] {
    for (const [bucket, state] of this.#pending) this.#totals.set(bucket, state)
    const touched = [...this.#pending.keys()]
    this.#pending.clear()
    return touched
  }

  /** The mutation's savepoint was rolled back. Versions are not given twice, they only move on. */
  drop(): void {
    this.#pending.clear()
    this.#cache.forget()
  }

  /** Writes the totals of all that was kept. */
  flush(): void {
    for (const [bucket, state] of this.#totals) this.#rows.putBucket(bucket, state)
  }

  #write(
    change: Change,
    { before, takenAt }: { before: StoredRow | undefined; takenAt: number },
  ): StoredRow | undefined {
    const version = ++this.#version
    const after =
      change.after === null ? undefined : toStored(change.key, change.after, { version, takenAt })
    const left = before ? bucketsOf(before.row) : []
    const entered = after ? bucketsOf(after.row) : []
    if (after) this.#rows.put(change.key, after)
    else this.#rows.delete(change.key)
    this.#cache.hold(change.key, after)
    for (const bucket of entered) {
      this.#rows.mark(bucket, { key: change.key, version, isGone: false })
      this.#count(bucket, { version, in: after, out: left.includes(bucket) ? before : undefined })
    }
    for (const bucket of left) {
      if (entered.includes(bucket)) continue
      this.#rows.mark(bucket, { key: change.key, version, isGone: true })
      this.#count(bucket, { version, in: undefined, out: before })
    }
    return after
  }

  #count(
    bucket: string,
    move: { version: number; in: StoredRow | undefined; out: StoredRow | undefined },
  ): void {
    let { checksum, count } = this.#stateOf(bucket)
    if (move.out) {
      checksum = takeFromSum(checksum, move.out.hash)
      count--
    }
    if (move.in) {
      checksum = addToSum(checksum, move.in.hash)
      count++
    }
    this.#pending.set(bucket, { checksum, count, version: move.version })
  }

  #stateOf(bucket: string): BucketState {
    return this.#pending.get(bucket) ?? this.#totals.get(bucket) ?? this.#rows.bucket(bucket)
  }
}

function toStored(
  key: RowKey,
  row: Row,
  stamp: { readonly version: number; readonly takenAt: number },
): StoredRow {
  // The same text as rowHash and the phone make, serialised once.
  const text = canonicalJson(row)
  return { row, text, hash: textHash(`${key}\n${text}`), ...stamp }
}

/** changesHash from texts that are canonical already. */
function hashOf(parts: { key: RowKey; text: string }[]): number {
  const sorted = [...parts].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  const pairs = sorted.map(({ key, text }) => `[${JSON.stringify(key)},${text}]`)
  return textHash(`[${pairs.join(',')}]`) >>> 0
}
