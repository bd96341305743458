import type { SyncResult } from '@pasar/shared/sync/protocol.ts'
import { faultFacts, type Log } from '../log.ts'
import type { Arrival } from './arrival.ts'
import { isStorageFault, transact } from './database.ts'
import type { Failpoint } from './failpoint.ts'
import { RowCache } from './view.ts'
import { type Done, type Tables, Transaction, type Work, nothingDone } from './transaction.ts'

/** Rows kept at hand between transactions: about 20 MB. */
const CACHED_ROWS_MAX = 10_000
/** Mutations after which a transaction is closed, so that readers get their turn. */
const COMMIT_MUTATIONS_MAX = 500
/** Characters of bodies after which it is closed: a wedding's order costs as much as 50 prices. */
const COMMIT_CHARS_MAX = 150_000

export type Storage = 'ok' | 'failing'
/** Buckets that changed, and the clients whose requests changed them ('' for the system). */
export type Touched = ReadonlyMap<string, ReadonlySet<string>>

type Waiting = { readonly work: Work; readonly answer: (done: Done) => void }

type WriterOptions = {
  readonly log: Log
  readonly failpoint: Failpoint
  readonly onCommit: (touched: Touched) => void
}

/**
 * The one writer. Takes all that has arrived, decides it in one transaction, answers after the
 * commit: an answer is never given for what a power cut could still undo.
 *
 *   waiting --(next turn of the event loop)--> one transaction --> committed --> answers, hints
 *                                                    `--(disk full, I/O error)--> all `later`
 */
export class Writer {
  readonly #tables: Tables
  readonly #options: WriterOptions
  readonly #cache: RowCache
  #waiting: Waiting[] = []
  #idle: (() => void)[] = []
  #isScheduled = false
  /** works not answered yet; those in several parts do not always wait in the queue */
  #open = 0
  #version: number
  #storage: Storage = 'ok'

  constructor(tables: Tables, options: WriterOptions) {
    this.#tables = tables
    this.#options = options
    this.#cache = new RowCache(tables.rows)
    this.#version = tables.meta.number('version')
  }

  /** The last version that is committed. */
  get version(): number {
    return this.#version
  }

  /** Whether the last attempt to write reached the disk. */
  get storage(): Storage {
    return this.#storage
  }

  /** Decides a work; a large push in several transactions, each part once the one before stands. */
  async submit(work: Work): Promise<Done> {
    const all = nothingDone()
    this.#open++
    for (const part of partsOf(work)) {
      const isStuck = all.results.at(-1)?.outcome === 'later'
      const done = isStuck ? later(part) : await this.#decide(part)
      all.results.push(...done.results)
      for (const version of done.ownVersions) all.ownVersions.add(version)
      all.isRegistered ||= done.isRegistered
      all.decidedSeq = Math.max(all.decidedSeq, done.decidedSeq)
    }
    this.#open--
    if (this.#open === 0) for (const resolve of this.#idle.splice(0)) resolve()
    return all
  }

  /** Resolves when nothing waits. */
  idle(): Promise<void> {
    if (this.#open === 0) return Promise.resolve()
    return new Promise((resolve) => this.#idle.push(resolve))
  }

  /** Writes outside the queue (people and devices) tell here how the disk fared. */
  noteStorage(storage: Storage): void {
    this.#storage = storage
  }

  #decide(work: Work): Promise<Done> {
    return new Promise((answer) => {
      this.#waiting.push({ work, answer })
      this.#schedule()
    })
  }

  #schedule(): void {
    if (this.#isScheduled) return
    this.#isScheduled = true
    setImmediate(() => this.#turn())
  }

  #turn(): void {
    const batch = this.#nextBatch()
    const answers = this.#write(batch)
    for (const [index, { answer, work }] of batch.entries()) answer(answers?.[index] ?? later(work))
    this.#isScheduled = false
    if (this.#waiting.length > 0) this.#schedule()
  }

  #nextBatch(): Waiting[] {
    let mutations = 0
    let chars = 0
    let taken = 0
    for (const { work } of this.#waiting) {
      if (mutations >= COMMIT_MUTATIONS_MAX || chars >= COMMIT_CHARS_MAX) break
      mutations += work.kind === 'push' ? work.arrivals.length : 1
      chars += charsOf(work)
      taken++
    }
    return this.#waiting.splice(0, taken)
  }

  /** What became of each work of the batch; null where nothing was written. */
  #write(batch: readonly Waiting[]): Done[] | null {
    const { failpoint, log, onCommit } = this.#options
    try {
      failpoint('before-begin')
      if (this.#cache.size > CACHED_ROWS_MAX) this.#cache.forget()
      const options = { log, version: this.#version, cache: this.#cache }
      const transaction = new Transaction(this.#tables, options)
      const written = transact(this.#tables.db, () => {
        const answers = batch.map(({ work }) => transaction.take(work))
        const version = transaction.finish()
        failpoint('before-commit')
        return { answers, version }
      })
      failpoint('after-commit')
      this.#version = written.version
      this.#storage = 'ok'
      if (transaction.touched.size > 0) onCommit(transaction.touched)
      return written.answers
    } catch (error) {
      this.#cache.forget()
      if (isStorageFault(error)) this.#storage = 'failing'
      log.error('writeFailed', faultFacts(error))
      return null
    }
  }
}

/** A work as pieces that one transaction holds without holding up everyone else. */
function partsOf(work: Work): Work[] {
  if (work.kind === 'system') return [work]
  const parts: Work[] = []
  let arrivals: Arrival[] = []
  let chars = 0
  for (const arrival of work.arrivals) {
    const isFull = arrivals.length >= COMMIT_MUTATIONS_MAX || chars >= COMMIT_CHARS_MAX
    if (isFull) {
      parts.push({ ...work, arrivals })
      arrivals = []
      chars = 0
    }
    arrivals.push(arrival)
    chars += arrivalChars(arrival)
  }
  return [...parts, { ...work, arrivals }]
}

const charsOf = (work: Work): number =>
  work.kind === 'push'
    ? work.arrivals.reduce((sum, arrival) => sum + arrivalChars(arrival), 0)
    : work.body.length

const arrivalChars = (arrival: Arrival): number =>
  arrival.kind === 'verified' ? arrival.envelope.body.length : 0

/** Nothing of it was decided: the phone keeps it and comes again. */
function later(work: Work): Done {
  const ids = work.kind === 'push' ? work.arrivals.map(idOf) : [work.id]
  const results = ids.map((id): SyncResult => ({ id, outcome: 'later' }))
  return { ...nothingDone(), results }
}

const idOf = (arrival: Arrival): string =>
  arrival.kind === 'unread' ? arrival.id : arrival.body.id
