import { randomBytes } from 'node:crypto'
import { type Actor, NOBODY, actorOf } from '@pasar/shared/domain/account.ts'
import { type Row, type RowKey, keyOf } from '@pasar/shared/domain/row.ts'
import { loadMutation } from '@pasar/shared/mutations/registry.ts'
import type { SyncResult } from '@pasar/shared/sync/protocol.ts'
import * as v from 'valibot'
import { type Log, faultFacts, silentLog } from '../log.ts'
import { receive } from './arrival.ts'
import { copyDatabase } from './copy.ts'
import { type Database, isStorageFault, openDatabase, readConsistently } from './database.ts'
import { type Failpoint, noFailpoint } from './failpoint.ts'
import { Journal } from './journal.ts'
import { lockDatabase } from './lock.ts'
import { Meta } from './meta.ts'
import { migrate } from './migrate.ts'
import { People } from './people.ts'
import { type Page, type PullRequest, pull } from './pull.ts'
import { type BucketState, Rows } from './rows.ts'
import { type Done, type Tables, nothingDone } from './transaction.ts'
import { type Verify, ecdsaVerifier } from './verify.ts'
import { type Storage, type Touched, Writer } from './writer.ts'

export type StoreOptions = {
  /** path of the database file, or ':memory:' */
  readonly file: string
  /** epoch ms */
  readonly now: () => number
  readonly random?: (bytes: number) => Uint8Array
  readonly verify?: Verify
  readonly log?: Log
  readonly failpoint?: Failpoint
  /** how the file is opened; a test of a full disk sets bounds here */
  readonly open?: (file: string) => Database
}

/** What a push came to: results in the order of its envelopes. */
export type Pushed = Done & {
  /** highest seq decided of the client that sent it; null for a client that is not known */
  readonly lastSeq: number | null
}

export type Health = {
  readonly epoch: string
  readonly lastVersion: number
  /** whether the last attempt to write reached the disk */
  readonly storage: Storage
}

/** All rows of a bucket with the state they were read at. */
export type BucketRows = {
  readonly rows: readonly Row[]
  readonly cursor: string
  readonly checksum: number
  readonly version: number
}

/** The server's memory: everything that must outlive the process, behind one door. */
export type Store = {
  /** names this history; another one after a restore */
  readonly epoch: string
  readonly people: People
  readonly meta: Meta
  readonly journal: Journal
  readonly verify: Verify
  lastVersion(): number
  /** Decides the envelopes of one request, durably, before it resolves. Never rejects. */
  submit(push: {
    readonly client: string | null
    readonly envelopes: readonly unknown[]
    /** the sender showed a live session of that client, not only its name */
    readonly isSignedIn?: boolean
  }): Promise<Pushed>
  /**
   * Runs an intent as the system. The same `id` again gives the stored outcome. Calls that do not
   * wait for each other share a commit.
   */
  asSystem(name: string, args: unknown, id: string): Promise<SyncResult>
  row(key: RowKey): Row | undefined
  rowsOf(bucket: string): BucketRows
  rowsOfKind(kind: Row['kind']): Row[]
  bucketState(bucket: string): BucketState
  /** Keys of a bucket that changed after `version`, counted up to `most`. */
  changedSince(bucket: string, since: { version: number; most: number }): number
  actorFor(account: string | null): Actor
  pull(request: PullRequest): Map<string, Page>
  onCommit(listener: (touched: Touched) => void): () => void
  health(): Health
  /** Runs a write outside the queue; a full disk becomes a {@link StorageFailing}. */
  write<Value>(work: () => Value): Value
  /** Writes a whole, checked copy of the database to `file`, while serving. */
  backup(file: string): void
  /** Resolves when no work waits. */
  idle(): Promise<void>
  /** Finishes what waits, folds the log into the file and closes it. */
  close(): Promise<void>
}

/** The disk does not take writes: the same request may pass later. */
export class StorageFailing extends Error {
  override readonly name = 'StorageFailing'
}

/**
 * Opens (and brings up to date) the database of an installation, for this process alone. Throws
 * {@link DatabaseInUse} and {@link NewerDatabase}.
 */
export function openStore(options: StoreOptions): Store {
  const { log = silentLog, failpoint = noFailpoint, random = randomBytes } = options
  const unlock = lockDatabase(options.file)
  const db = (options.open ?? openDatabase)(options.file)
  migrate(db, { onStep: () => failpoint('in-migration') })
  const tables: Tables = {
    db,
    rows: new Rows(db),
    journal: new Journal(db),
    people: new People(db),
    meta: new Meta(db),
  }
  const epoch = epochOf(tables.meta, random)
  const listeners = new Set<(touched: Touched) => void>()
  const onCommit = (touched: Touched): void => {
    for (const listener of listeners) {
      try {
        listener(touched)
      } catch (error) {
        // What is committed stands, whoever could not be told of it.
        log.error('hintFailed', faultFacts(error))
      }
    }
  }
  const writer = new Writer(tables, { log, failpoint, onCommit })
  const verify = options.verify ?? ecdsaVerifier()
  return {
    epoch,
    people: tables.people,
    meta: tables.meta,
    journal: tables.journal,
    verify,
    lastVersion: () => writer.version,
    ...writes({ tables, writer, verify, now: options.now }),
    ...reads({ tables, writer, epoch }),
    onCommit: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    backup: (file) => copyDatabase(db, file),
    idle: () => writer.idle(),
    close: async () => {
      await writer.idle()
      foldLog(db, log)
      db.close()
      unlock()
    },
  }
}

/** On a full disk the log stays beside the file, and the next start reads it: nothing is lost. */
function foldLog(db: Database, log: Log): void {
  try {
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  } catch (error) {
    if (!isStorageFault(error)) throw error
    log.warn('logNotFolded', faultFacts(error))
  }
}

type Parts = { readonly tables: Tables; readonly writer: Writer }

function writes({
  tables,
  writer,
  verify,
  now,
}: Parts & { verify: Verify; now: () => number }): Pick<Store, 'submit' | 'asSystem' | 'write'> {
  return {
    submit: async ({ client, envelopes, isSignedIn = false }) => {
      const receivedAt = now()
      const clientOf = (id: string) => tables.people.client(id)
      const arrivals = await receive(envelopes, { clientOf, verify })
      const done =
        arrivals.length === 0
          ? nothingDone()
          : await writer.submit({ kind: 'push', client, isSignedIn, arrivals, receivedAt })
      const lastSeq = client === null ? null : (tables.people.client(client)?.lastSeq ?? null)
      return { ...done, lastSeq }
    },
    asSystem: async (name, args, id) => {
      const receivedAt = now()
      const mutation = await loadMutation(name)
      const parsed = mutation ? v.safeParse(mutation.schema, args) : null
      const done = await writer.submit({
        kind: 'system',
        id,
        name,
        body: JSON.stringify({ name, args }),
        mutation,
        args: parsed?.success ? { value: parsed.output } : null,
        receivedAt,
      })
      return done.results[0] ?? { id, outcome: 'later' }
    },
    write: (work) => {
      try {
        const value = work()
        writer.noteStorage('ok')
        return value
      } catch (error) {
        if (!isStorageFault(error)) throw error
        writer.noteStorage('failing')
        throw new StorageFailing('The disk does not take writes.', { cause: error })
      }
    },
  }
}

type Reads =
  'row' | 'rowsOf' | 'rowsOfKind' | 'bucketState' | 'changedSince' | 'actorFor' | 'pull' | 'health'

function reads({ tables, writer, epoch }: Parts & { epoch: string }): Pick<Store, Reads> {
  const { rows, db } = tables
  const row = (key: RowKey): Row | undefined => rows.get(key)?.row
  return {
    row,
    rowsOf: (bucket) =>
      readConsistently(db, () => {
        const version = writer.version
        const { checksum } = rows.bucket(bucket)
        return { rows: rows.rowsOf(bucket), cursor: `${epoch}.${version}`, checksum, version }
      }),
    rowsOfKind: (kind) => rows.rowsOfKind(kind),
    bucketState: (bucket) => rows.bucket(bucket),
    changedSince: (bucket, { version, most }) => rows.countAfter(bucket, version, most),
    actorFor: (account) => {
      const found = account === null ? undefined : row(keyOf('account', account))
      return found?.kind === 'account' ? actorOf(found) : NOBODY
    },
    pull: (request) =>
      readConsistently(db, () => pull({ rows, epoch, version: writer.version }, request)),
    health: () => ({ epoch, lastVersion: writer.version, storage: writer.storage }),
  }
}

/** Bytes of an epoch's name: collisions between two histories of one installation are no matter. */
export const EPOCH_BYTES = 4

function epochOf(meta: Meta, random: (bytes: number) => Uint8Array): string {
  const known = meta.text('epoch')
  if (known !== null) return known
  const epoch = Buffer.from(random(EPOCH_BYTES)).toString('hex')
  meta.put('epoch', epoch)
  return epoch
}
