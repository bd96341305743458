import type { Database } from './database.ts'

/** A decided intent as it is kept for good. `client`, `seq` and `sig` are null for the system's. */
export type JournalRow = {
  readonly id: string
  readonly client: string | null
  readonly seq: number | null
  readonly body: string
  readonly sig: string | null
  /** account that acted, 'system', or null for a phone without one */
  readonly actor: string | null
  readonly receivedAt: number
  readonly outcome: 'applied' | 'refused'
  readonly why: string | null
  /** JSON text of the changes, with before and after */
  readonly changes: string
}

/** The part of a journal row that answers a repeated intent. */
export type Decided = {
  readonly id: string
  readonly body: string
  readonly outcome: 'applied' | 'refused'
  readonly why: string | null
}

/** The statements over the journal. */
export class Journal {
  readonly #byId
  readonly #bySeq
  readonly #add
  readonly #all

  constructor(db: Database) {
    this.#byId = db.prepare('SELECT id, body, outcome, why FROM journal WHERE id = ?')
    this.#bySeq = db.prepare('SELECT 1 FROM journal WHERE client = ? AND seq = ?')
    this.#add = db.prepare(
      `INSERT INTO journal
       (id, client, seq, body, sig, actor, received_at, outcome, why, changes)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    this.#all = db.prepare(
      `SELECT id, client, seq, body, sig, actor, received_at AS receivedAt, outcome, why, changes
       FROM journal WHERE no > ? ORDER BY no`,
    )
  }

  find(id: string): Decided | undefined {
    return this.#byId.get(id) as Decided | undefined // columns as selected
  }

  isSeqTaken(client: string, seq: number): boolean {
    return this.#bySeq.get(client, seq) !== undefined
  }

  add(row: JournalRow): void {
    this.#add.run(
      row.id,
      row.client,
      row.seq,
      row.body,
      row.sig,
      row.actor,
      row.receivedAt,
      row.outcome,
      row.why,
      row.changes,
    )
  }

  /** All that was decided, in order. */
  all(): JournalRow[] {
    return this.#all.all(0) as JournalRow[] // columns as selected
  }
}
