import type { Row, RowKey } from '@pasar/shared/domain/row.ts'
import type { Database } from './database.ts'

/** A row as it lies in the database. `text` is its canonical JSON, `hash` its part of a checksum. */
export type StoredRow = {
  readonly row: Row
  readonly text: string
  readonly hash: number
  readonly version: number
  /** when the server took this state, epoch ms */
  readonly takenAt: number
}

/** A bucket's running total at `version`. */
export type BucketState = {
  readonly checksum: number
  readonly count: number
  readonly version: number
}

/** One key of a bucket that changed at `version`; `text` is null where it left the bucket. */
export type Entry = {
  readonly key: RowKey
  readonly version: number
  readonly text: string | null
}

const EMPTY: BucketState = { checksum: 0, count: 0, version: 0 }

/** The statements over rows, entries and buckets: the only SQL that touches them. */
export class Rows {
  readonly #statements

  constructor(db: Database) {
    this.#statements = prepare(db)
  }

  get(key: RowKey): StoredRow | undefined {
    const found = this.#statements.get.get(key)
    if (!found) return undefined
    const text = String(found['json'])
    return {
      row: JSON.parse(text) as Row, // written by put() alone
      text,
      hash: Number(found['hash']),
      version: Number(found['version']),
      takenAt: Number(found['takenAt']),
    }
  }

  put(key: RowKey, stored: Omit<StoredRow, 'row'>): void {
    this.#statements.put.run(key, stored.version, stored.hash, stored.takenAt, stored.text)
  }

  delete(key: RowKey): void {
    this.#statements.delete.run(key)
  }

  /** Notes that `key` lies in `bucket`, or left it, since `version`. */
  mark(bucket: string, entry: { key: RowKey; version: number; isGone: boolean }): void {
    this.#statements.mark.run(bucket, entry.key, entry.version, entry.isGone ? 1 : 0)
  }

  bucket(bucket: string): BucketState {
    const found = this.#statements.bucket.get(bucket)
    if (!found) return EMPTY
    return {
      checksum: Number(found['sum']),
      count: Number(found['count']),
      version: Number(found['version']),
    }
  }

  putBucket(bucket: string, state: BucketState): void {
    this.#statements.putBucket.run(bucket, state.checksum, state.count, state.version)
  }

  /** Changes of a bucket after `version`, oldest first. */
  *entriesAfter(bucket: string, version: number): Generator<Entry> {
    for (const found of this.#statements.entriesAfter.iterate(bucket, version)) {
      yield {
        key: String(found['key']) as RowKey, // written by mark() alone
        version: Number(found['version']),
        text: found['json'] === null ? null : String(found['json']),
      }
    }
  }

  /** How many keys of a bucket changed after `version`, counted up to `most`. */
  countAfter(bucket: string, version: number, most: number): number {
    return Number(this.#statements.countAfter.get(bucket, version, most)?.['count'] ?? 0)
  }

  /** All rows of a bucket, in key order. */
  rowsOf(bucket: string): Row[] {
    const rows: Row[] = []
    for (const found of this.#statements.rowsOf.iterate(bucket)) {
      rows.push(JSON.parse(String(found['json'])) as Row) // written by put() alone
    }
    return rows
  }

  /** All rows of one kind, in key order. */
  rowsOfKind(kind: string): Row[] {
    const found = this.#statements.rowsOfKind.all(`${kind}/`, `${kind}0`)
    return found.map((row) => JSON.parse(String(row['json'])) as Row) // written by put() alone
  }
}

function prepare(db: Database) {
  return {
    get: db.prepare('SELECT json, hash, version, taken_at AS takenAt FROM rows WHERE key = ?'),
    put: db.prepare(
      `INSERT INTO rows (key, version, hash, taken_at, json) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET version = excluded.version, hash = excluded.hash,
         taken_at = excluded.taken_at, json = excluded.json`,
    ),
    delete: db.prepare('DELETE FROM rows WHERE key = ?'),
    mark: db.prepare(
      `INSERT INTO entries (bucket, key, version, gone) VALUES (?, ?, ?, ?)
       ON CONFLICT (bucket, key) DO UPDATE SET version = excluded.version, gone = excluded.gone`,
    ),
    bucket: db.prepare('SELECT sum, count, version FROM buckets WHERE bucket = ?'),
    putBucket: db.prepare(
      `INSERT INTO buckets (bucket, sum, count, version) VALUES (?, ?, ?, ?)
       ON CONFLICT (bucket) DO UPDATE
       SET sum = excluded.sum, count = excluded.count, version = excluded.version`,
    ),
    entriesAfter: db.prepare(
      `SELECT entries.key, entries.version, iif(entries.gone, NULL, rows.json) AS json
       FROM entries LEFT JOIN rows ON rows.key = entries.key
       WHERE bucket = ? AND entries.version > ? ORDER BY entries.version`,
    ),
    countAfter: db.prepare(
      `SELECT count(*) AS count FROM
       (SELECT 1 FROM entries WHERE bucket = ? AND version > ? LIMIT ?)`,
    ),
    rowsOf: db.prepare(
      `SELECT rows.json FROM entries JOIN rows ON rows.key = entries.key
       WHERE bucket = ? AND gone = 0 ORDER BY entries.key`,
    ),
    // '0' follows '/' in ASCII, so that the range holds exactly the keys of the kind.
    rowsOfKind: db.prepare('SELECT json FROM rows WHERE key >= ? AND key < ? ORDER BY key'),
  }
}
