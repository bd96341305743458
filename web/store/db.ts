import { Dexie } from 'dexie'
import type { ClientId } from '@pasar/shared/domain/id.ts'
import { Bug } from '@pasar/shared/lib/assert.ts'
import type { Keys, Platform, Sentinel } from '../platform/platform.ts'
import { Catalogues } from './catalogue.ts'
import { asFault, StorageFault } from './fault.ts'
import { type Loss, readIdentity, readMeta, writeMeta } from './meta.ts'
import { declareTables, IDB_VERSION, type LocalDatabase } from './tables.ts'

/** How to open a replica; all but the platform has a default. */
export type ReplicaOptions = {
  readonly platform: Platform
  /** names the database, the sentinel, the lock; one per account on a device */
  readonly name?: string
  readonly indexedDB?: IDBFactory
  readonly IDBKeyRange?: typeof IDBKeyRange
  /** called before the database opens */
  readonly prepare?: (db: Dexie) => void
  /** failures of work that nobody waits for */
  readonly onFault?: (fault: unknown) => void
}

/** Times a dead handle is dropped and opened again before the failure is reported. */
const REOPENS_MAX = 3

/**
 * One local database and what belongs to it. Holds no state of its own that matters: everything a
 * person would miss is in IndexedDB.
 */
export class Replica {
  readonly name: string
  readonly platform: Platform
  readonly db: LocalDatabase
  readonly catalogues = new Catalogues()
  client = '' as ClientId // set by openReplica before anyone else sees the object
  keys: Keys = { publicKey: '', privateKey: null }
  /** what an earlier local database took with it, until a person has read it */
  loss: Loss | null = null
  readonly #onFault: (fault: unknown) => void
  readonly #listeners = new Set<() => void>()
  readonly #background = new Set<Promise<void>>()

  constructor(options: ReplicaOptions) {
    this.name = options.name ?? 'pasar-dekat'
    this.platform = options.platform
    this.#onFault = options.onFault ?? (() => undefined)
    // Strict: the default lost acknowledged writes in power cuts. No cache: it would show a write
    // before its transaction is complete, which is before it is saved.
    const database = new Dexie(this.name, {
      chromeTransactionDurability: 'strict',
      cache: 'disabled',
      ...(options.indexedDB ? { indexedDB: options.indexedDB } : {}),
      ...(options.IDBKeyRange ? { IDBKeyRange: options.IDBKeyRange } : {}),
    })
    this.db = declareTables(database)
    refuseStrayWrites(database)
    options.prepare?.(database)
  }

  /** Opens the database, a few times over where the browser's back end is in a bad moment. */
  async open(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.db.open()
        return
      } catch (error) {
        const fault = asFault(error)
        if (attempt <= REOPENS_MAX) this.db.close({ disableAutoOpen: false })
        else if (fault instanceof StorageFault && fault.kind === 'storageFull') throw fault
        else throw new StorageFault('wontOpen', error)
      }
    }
  }

  /** Runs reads, and turns a failing database into a {@link StorageFault}. */
  read<T>(work: () => Promise<T>): Promise<T> {
    return this.#withHandle(work)
  }

  /**
   * Reads that belong together, in one transaction: each one of its own costs a slow phone 8 ms
   * (CPU 6x). Nothing but database calls may be awaited inside.
   */
  readTogether<T>(work: () => Promise<T>): Promise<T> {
    return this.#withHandle(() => this.db.transaction('r', this.db.tables, async () => work()))
  }

  /**
   * One strict transaction over all tables: complete means saved. Nothing but database calls may
   * be awaited inside. Refuses where a newer app has changed the database's shape. `work` is told
   * whether it runs again, on a new handle: what it wrote before may or may not be saved.
   */
  write<T>(work: (isAgain: boolean) => Promise<T>): Promise<T> {
    return this.#withHandle((attempt) =>
      // The function has to be an async one: Dexie then keeps its zone over native awaits.
      this.db.transaction('rw', this.db.tables, async () => {
        if (this.db.backendDB().version > IDB_VERSION) throw new StorageFault('newerSchema')
        // Another tab signed out, or the browser cleared up: what opens by itself then is an empty
        // database of nobody, and what is saved there would be another client's.
        const identity = this.client === '' ? null : await readIdentity(this.db)
        if (identity?.client === this.client || identity === null) return work(attempt > 1)
        throw new StorageFault('storageLost')
      }),
    )
  }

  /** Calls `listener` after every mutation saved through this object. */
  onWrite(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Tells the loops of all tabs that there is something to send. */
  wake(): void {
    for (const listener of this.#listeners) listener()
    this.platform.tell(this.name)
  }

  /** Reports a failure that no caller is there to receive. */
  report(fault: unknown): void {
    this.#onFault(fault)
  }

  /** Runs work that nobody waits for; its failure is reported, and close() waits for it. */
  background(work: () => Promise<void>): void {
    const done: Promise<void> = work()
      .catch((error: unknown) => this.#onFault(error))
      .finally(() => this.#background.delete(done))
    this.#background.add(done)
  }

  /** Resolves when no background work is left. */
  async idle(): Promise<void> {
    while (this.#background.size > 0) await Promise.all(this.#background)
  }

  async close(): Promise<void> {
    await this.idle()
    this.db.close()
  }

  async #withHandle<T>(work: (attempt: number) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work(attempt)
      } catch (error) {
        const fault = asFault(error)
        const isLost =
          fault !== error && fault instanceof StorageFault && fault.kind === 'storageLost'
        if (!isLost || attempt > REOPENS_MAX || Dexie.currentTransaction) throw fault
        await this.#reopen()
      }
    }
  }

  /** A handle that died stays dead: only a new one works. */
  async #reopen(): Promise<void> {
    this.db.close({ disableAutoOpen: false })
    await this.open()
  }
}

/**
 * Opens the local database, or makes one: a new database is a new client with its own keys.
 * Throws a {@link StorageFault} where it will not open.
 */
export async function openReplica(options: ReplicaOptions): Promise<Replica> {
  const replica = new Replica(options)
  await replica.open()
  const { db, platform, name } = replica
  // First: where another tab has told of a loss meanwhile and wrote it anew, the database says so.
  const sentinel = platform.readSentinel(name)
  const found = await replica.readTogether(async () => ({
    identity: await readIdentity(db),
    lastSeq: await readMeta(db, 'seq'),
    loss: await readMeta(db, 'loss'),
    unsent: await db.outbox.count(),
  }))
  const { client, keys } = found.identity ?? (await createIdentity(replica))
  replica.client = client
  replica.keys = keys
  replica.loss = found.loss
  await noticeLoss(replica, { ...found, sentinel })
  return replica
}

/** Keys are made before the transaction; of two tabs that open at once the first one's stay. */
async function createIdentity(replica: Replica): Promise<{ client: ClientId; keys: Keys }> {
  const { platform, db } = replica
  const mine = { client: platform.ulid() as ClientId, keys: await platform.createKeys() } // a ULID names a client
  return replica.write(async () => {
    const theirs = await readIdentity(db)
    if (theirs === undefined) await writeMeta(db, 'identity', mine)
    return theirs ?? mine
  })
}

/**
 * Compares the database with the sentinel outside it. A database that knows less than the sentinel
 * was lost or rolled back: the person is told, and no seq is used twice.
 */
async function noticeLoss(
  replica: Replica,
  known: { readonly lastSeq: number; readonly unsent: number; readonly sentinel: Sentinel | null },
): Promise<void> {
  const { db, client } = replica
  const { lastSeq, unsent, sentinel } = known
  if (sentinel !== null && sentinel.lastSeq > lastSeq) {
    const loss = { lastSeq: sentinel.lastSeq, unsent: sentinel.unsent }
    await replica.write(async () => {
      await writeMeta(db, 'loss', loss)
      if (sentinel.client === client) await writeMeta(db, 'seq', sentinel.lastSeq)
    })
    replica.loss = loss
  }
  const isTrue = JSON.stringify(sentinel) === JSON.stringify({ client, lastSeq, unsent })
  if (!isTrue) await writeSentinel(replica)
}

/** Brings the sentinel up to date. After a save: a crash in between costs only its accuracy. */
export async function writeSentinel(replica: Replica): Promise<void> {
  const { db } = replica
  const [lastSeq, unsent] = await replica.read(async () => [
    await readMeta(db, 'seq'),
    await db.outbox.count(),
  ])
  replica.platform.writeSentinel(replica.name, { client: replica.client, lastSeq, unsent })
}

/**
 * Dexie loses sight of its transaction when a hundred microtasks pass without a database call, and
 * would go on in transactions of its own: half a reply could be stored. That is refused here.
 */
function refuseStrayWrites(db: Dexie): void {
  const isOurs = (transaction: object): boolean => '_explicit' in transaction
  db.use({
    stack: 'dbcore',
    create: (core) => ({
      ...core,
      table(name) {
        const table = core.table(name)
        return {
          ...table,
          mutate: (request) =>
            isOurs(request.trans)
              ? table.mutate(request)
              : Promise.reject(new Bug(`a stray write to ${name}`)),
        }
      },
    }),
  })
}

/** The person has read what was lost. */
export async function acknowledgeLoss(replica: Replica): Promise<void> {
  await replica.write(() => writeMeta(replica.db, 'loss', null))
  replica.loss = null
}
