import { DatabaseSync } from 'node:sqlite'
import { type Bucket, bucketsOf } from '@pasar/shared/domain/bucket.ts'
import type { Row, RowKey } from '@pasar/shared/domain/row.ts'
import { addToSum, textHash } from '@pasar/shared/sync/checksum.ts'

/** A row as it stood from one version on; `row` is null where it was deleted. */
export type Moment = {
  readonly key: RowKey
  readonly version: number
  readonly row: Row | null
  readonly text: string
  readonly hash: number
  readonly buckets: readonly Bucket[]
}

export type JournalEntry = {
  readonly no: number
  readonly id: string
  readonly client: string | null
  readonly seq: number | null
  readonly body: string
  readonly actor: string | null
  readonly receivedAt: number
  readonly outcome: 'applied' | 'refused'
  readonly why: string | null
  readonly changes: string
}

/**
 * Everything that the server's file ever held, commit by commit, read with plain SQL past the
 * server's own code. From it the oracle says what a phone at a given cursor must hold.
 */
export class Shadow {
  epoch: string
  version = 0
  readonly #db: DatabaseSync
  readonly #history = new Map<RowKey, Moment[]>()
  readonly #everIn = new Map<string, Set<RowKey>>()
  #journalNo = 0
  readonly #rowsAfter
  readonly #journalAfter
  readonly #lost
  readonly #lastJournal

  constructor(file: string, epoch: string) {
    this.epoch = epoch
    this.#db = new DatabaseSync(file, { readOnly: true })
    this.#rowsAfter = this.#db.prepare(
      'SELECT key, version, json FROM rows WHERE version > ? ORDER BY version',
    )
    this.#lost = this.#db.prepare(
      `SELECT e.key AS key, max(e.version) AS version FROM entries e
       LEFT JOIN rows r ON r.key = e.key
       WHERE e.version > ? AND r.key IS NULL GROUP BY e.key`,
    )
    this.#lastJournal = this.#db.prepare('SELECT max(no) AS no FROM journal')
    this.#journalAfter = this.#db.prepare(
      `SELECT no, id, client, seq, body, actor, received_at AS receivedAt, outcome, why, changes
       FROM journal WHERE no > ? ORDER BY no`,
    )
  }

  close(): void {
    this.#db.close()
  }

  /** Takes in what was committed since the last call; gives the new journal rows. */
  catchUp(): JournalEntry[] {
    // Every commit decides something, so the journal tells whether there was one.
    if (Number(this.#lastJournal.get()?.['no'] ?? 0) === this.#journalNo) return []
    const from = this.version
    const stored = this.#rowsAfter.all(from) as { key: RowKey; version: number; json: string }[] // columns as selected
    for (const { key, version, json } of stored) this.#add({ key, version, json })
    const lost = this.#lost.all(from) as { key: RowKey; version: number }[] // columns as selected
    for (const { key, version } of lost) {
      if (this.at(key, version)?.row) this.#add({ key, version, json: null })
    }
    const entries = this.#journalAfter.all(this.#journalNo) as JournalEntry[] // columns as selected
    this.#journalNo = entries[entries.length - 1]?.no ?? this.#journalNo
    return entries
  }

  /** The row as it stood at a version. */
  at(key: RowKey, version: number): Moment | undefined {
    const moments = this.#history.get(key)
    if (!moments) return undefined
    for (let index = moments.length - 1; index >= 0; index--) {
      const moment = moments[index]!
      if (moment.version <= version) return moment
    }
    return undefined
  }

  /** What lay in a bucket at a version. */
  bucketAt(bucket: string, version: number): Moment[] {
    const found: Moment[] = []
    for (const key of this.#everIn.get(bucket) ?? []) {
      const moment = this.at(key, version)
      if (moment && (moment.buckets as readonly string[]).includes(bucket)) found.push(moment)
    }
    return found
  }

  sumAt(bucket: string, version: number): number {
    return this.bucketAt(bucket, version).reduce((sum, { hash }) => addToSum(sum, hash), 0)
  }

  /** All rows as they stand now. */
  now(): Moment[] {
    const all: Moment[] = []
    for (const moments of this.#history.values()) {
      const last = moments[moments.length - 1]
      if (last?.row) all.push(last)
    }
    return all.sort((a, b) => (a.key < b.key ? -1 : 1))
  }

  #add({ key, version, json }: { key: RowKey; version: number; json: string | null }): void {
    const row = json === null ? null : (JSON.parse(json) as Row) // the server's own text of a row
    const text = json ?? 'null'
    const buckets = row ? bucketsOf(row) : []
    const moment = { key, version, row, text, hash: textHash(`${key}\n${text}`), buckets }
    const moments = this.#history.get(key)
    if (moments) moments.push(moment)
    else this.#history.set(key, [moment])
    for (const bucket of buckets) {
      const keys = this.#everIn.get(bucket)
      if (keys) keys.add(key)
      else this.#everIn.set(bucket, new Set([key]))
    }
    this.version = Math.max(this.version, version)
  }
}
