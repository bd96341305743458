import { IDBFactory, IDBRequest } from 'fake-indexeddb'
import type { Kernel, Power } from './kernel.ts'

/** The parts of fake-indexeddb 6.2 that a power cut reaches into; not in its types. */
type RawTransaction = {
  readonly mode: string
  readonly db: RawConnection
  _state: string
  _started: boolean
  readonly _rollbackLog: (() => void)[]
  _requests: unknown[]
}
type RawConnection = { _closed: boolean; _closePending: boolean }
type RawRecord = { readonly key: unknown; readonly value: unknown }
type RawStore = { readonly records: { values(): Iterable<RawRecord> } }
type RawDatabase = {
  transactions: RawTransaction[]
  connections: RawConnection[]
  readonly rawObjectStores: Map<string, RawStore>
  processTransactions(): void
}
type RawFactory = {
  readonly _databases: Map<string, RawDatabase>
  readonly _connectionQueues: Map<string, unknown>
}

/** Connections whose tab is gone: nothing is told to them any more. */
const dead = new WeakSet<object>()

/**
 * The flash of one phone: what was committed stays when the power fails, what was not is undone.
 * Read directly by the oracle, so that looking at a phone never changes what it does next.
 */
export class Disk {
  readonly factory: IDBFactory
  readonly #raw: RawFactory

  constructor() {
    this.factory = new IDBFactory()
    this.#raw = this.factory as unknown as RawFactory // fake-indexeddb's own fields
  }

  /** Open transactions are undone, connections are gone. True where a write was cut short. */
  cutPower(): boolean {
    let isWriteCut = false
    for (const database of this.#raw._databases.values()) {
      for (const transaction of database.transactions) {
        if (undo(transaction) && transaction._started) isWriteCut = true
      }
      database.transactions = []
      for (const connection of database.connections) bury(connection)
      database.connections = []
    }
    this.#raw._connectionQueues.clear()
    return isWriteCut
  }

  /** The connections open now: those of a tab are what came between two calls. */
  connections(): readonly object[] {
    return [...this.#raw._databases.values()].flatMap((database) => database.connections)
  }

  /** One tab is killed: its transactions are undone, the others' go on. */
  killTab(connections: readonly object[], { kernel, power }: { kernel: Kernel; power: Power }) {
    const gone = new Set(connections)
    for (const database of this.#raw._databases.values()) {
      for (const transaction of database.transactions) {
        if (gone.has(transaction.db)) undo(transaction)
      }
      database.transactions = database.transactions.filter(({ db }) => !gone.has(db))
      for (const connection of database.connections) if (gone.has(connection)) bury(connection)
      database.connections = database.connections.filter((connection) => !gone.has(connection))
      kernel.post(() => database.processTransactions(), power)
    }
  }

  /** All committed records of a table. */
  read<Value>(table: string, name = 'pasar-dekat'): Value[] {
    const store = this.#raw._databases.get(name)?.rawObjectStores.get(table)
    if (!store) return []
    const records: Value[] = []
    for (const record of store.records.values()) records.push(record.value as Value) // the caller names the table's type
    return records
  }

  /** False while a write is under way: what lies in the tables then may still be undone. */
  isQuiet(): boolean {
    for (const database of this.#raw._databases.values()) {
      for (const { mode, _started, _state } of database.transactions) {
        if (mode !== 'readonly' && _started && _state !== 'finished') return false
      }
    }
    return true
  }
}

function undo(transaction: RawTransaction): boolean {
  if (transaction._state === 'finished') return false
  for (const back of [...transaction._rollbackLog].reverse()) back()
  transaction._state = 'finished'
  transaction._requests = []
  return transaction.mode !== 'readonly'
}

function bury(connection: RawConnection): void {
  connection._closed = true
  connection._closePending = true
  dead.add(connection)
}

type RawTarget = {
  dispatchEvent(event: { eventPath?: readonly object[] }): boolean
  readonly db?: object
}

/** Events of a dead tab's requests and transactions reach nobody. */
function silenceTheDead(): void {
  const target = Object.getPrototypeOf(IDBRequest.prototype) as RawTarget // FakeEventTarget
  const dispatch = target.dispatchEvent
  target.dispatchEvent = function (this: RawTarget, event): boolean {
    if (this.db && dead.has(this.db)) return true
    if (event.eventPath?.some((member) => dead.has(member))) return true
    return dispatch.call(this, event)
  }
}

type RawNode = {
  readonly record: RawRecord
  readonly deleted: boolean
  readonly left?: RawNode
  readonly right?: RawNode
}
type RawTree = {
  readonly _root?: RawNode
  getAllRecords(isDescending?: boolean): Iterator<RawRecord> & Iterable<RawRecord>
}
type RawRecords = RawLookup & { readonly keysAreUnique: boolean; readonly records: RawTree }
type RawLookup = { get(key: unknown): RawRecord | undefined }

/**
 * fake-indexeddb walks a range even for one key, through a generator per level of its tree. Most of
 * what a replica asks for is one string, or a whole table.
 */
async function readDirectly(): Promise<void> {
  const factory = new IDBFactory()
  const request = factory.open('probe', 1)
  request.onupgradeneeded = () => request.result.createObjectStore('probe')
  await new Promise((resolve) => (request.onsuccess = resolve))
  const raw = factory as unknown as RawFactory // fake-indexeddb's own fields
  const store = raw._databases.get('probe')?.rawObjectStores.get('probe')
  const records = store?.records as unknown as RawRecords // RecordStore
  const tree = Object.getPrototypeOf(records.records) as RawTree // BinarySearchTree.prototype
  tree.getAllRecords = function (this: RawTree, isDescending = false) {
    const all = inOrder(this._root, [])
    return (isDescending ? all.reverse() : all).values()
  }
  const shape = Object.getPrototypeOf(records) as RawLookup // RecordStore.prototype
  const walk = shape.get
  shape.get = function (this: RawRecords, key) {
    if (!this.keysAreUnique || typeof key !== 'string') return walk.call(this, key)
    let node = this.records._root
    while (node) {
      const other = node.record.key
      if (typeof other !== 'string') return walk.call(this, key)
      if (key === other) return node.deleted ? undefined : node.record
      node = key < other ? node.left : node.right
    }
    return undefined
  }
}

function inOrder(node: RawNode | undefined, all: RawRecord[]): RawRecord[] {
  if (!node) return all
  inOrder(node.left, all)
  if (!node.deleted) all.push(node.record)
  return inOrder(node.right, all)
}

silenceTheDead()
await readDirectly()
