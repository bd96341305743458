import type { Dexie, Table } from 'dexie'
import type { Row, RowKey } from '@pasar/shared/domain/row.ts'
import type { Block } from '@pasar/shared/sync/snapshot.ts'

/** A row as this phone shows it: base plus its own pending mutations. null hides what lies below. */
export type RowRecord = { readonly key: RowKey; readonly row: Row | null }

/** The buckets in which the server gave this phone a row; the row's base goes with the last. */
export type HeldRecord = { readonly key: RowKey; readonly buckets: readonly string[] }

/** What one run did to one record of `rows`: enough to undo it and to fold it. */
export type Step = {
  readonly key: RowKey
  readonly before: RowRecord | null
  readonly after: Row | null
}

/** One saved mutation that the server has not answered for good. */
export type OutboxRecord = {
  /** counts up from 1 within the client; order of replay and of push */
  readonly seq: number
  readonly id: string
  readonly name: string
  /** the exact text that is signed */
  readonly body: string
  readonly sig: string | null
  /** 32 bits over the changes of its last run */
  readonly h: number
  /** the time its runs are given, epoch ms as best known when it was saved */
  readonly receivedAt: number
  /** what its last run did; empty where that run was refused */
  readonly steps: readonly Step[]
  /** the rows it touched when it was last accepted */
  readonly keys: readonly RowKey[]
  /** why its last replay refused ("belum pasti"), or null */
  readonly doubt: string | null
  /** applied by the server, whose rows have not all arrived yet: never sent again */
  readonly isDecided: boolean
}

/** How far one bucket is complete, and the sum of its base rows. */
export type CursorRecord = {
  readonly bucket: string
  /** '' asks for the bucket from its start */
  readonly cursor: string
  readonly sum: number
  /** names the blocks of a market's bucket; null where there are none */
  readonly snapshot: number | null
  /** grows with every change of the bucket's rows */
  readonly stamp: number
}

/** A part of a market's snapshot, as received. */
export type BlockRecord = {
  readonly market: string
  readonly n: number
  readonly block: Block
}

/** A catalogue row changed since the snapshot; null: it left the catalogue. */
export type OverlayRecord = {
  readonly key: RowKey
  readonly market: string
  readonly row: Row | null
}

/** A refused mutation that waits for a person ("belum beres"). */
export type UnsettledRecord = {
  readonly id: string
  readonly seq: number
  readonly name: string
  readonly body: string
  readonly sig: string | null
  readonly why: string
  readonly refusedAt: number
}

/** An applied mutation, kept in case the server is restored from a backup. */
export type AckedRecord = {
  readonly seq: number
  readonly id: string
  readonly name: string
  readonly body: string
  readonly sig: string
  readonly receivedAt: number
}

/** Something half done on a screen: a basket, a form. */
export type DraftRecord = { readonly key: string; readonly value: unknown }

/** A single value by name; its type is meta.ts's. */
export type MetaRecord = { readonly key: string; readonly value: unknown }

/** The one strict database of an account on a device. */
export type LocalDatabase = Dexie & {
  readonly rows: Table<RowRecord, RowKey>
  readonly held: Table<HeldRecord, RowKey>
  readonly outbox: Table<OutboxRecord, number>
  readonly cursors: Table<CursorRecord, string>
  readonly blocks: Table<BlockRecord, [string, number]>
  readonly overlay: Table<OverlayRecord, RowKey>
  readonly unsettled: Table<UnsettledRecord, string>
  readonly acked: Table<AckedRecord, number>
  readonly drafts: Table<DraftRecord, string>
  readonly meta: Table<MetaRecord, string>
}

/** Counts up with every change of the tables below. */
export const SCHEMA_VERSION = 1

/** Dexie multiplies its versions by ten on the way to IndexedDB. */
export const IDB_VERSION = SCHEMA_VERSION * 10

/** Declares the tables. An upgrade adds a version here and never edits an old one. */
export function declareTables(db: Dexie): LocalDatabase {
  db.version(1).stores({
    rows: 'key',
    held: 'key, *buckets',
    outbox: 'seq, id',
    cursors: 'bucket',
    blocks: '[market+n]',
    overlay: 'key, market',
    unsettled: 'id',
    acked: 'seq',
    drafts: 'key',
    meta: 'key',
  })
  return db as LocalDatabase // Dexie puts the declared tables on the instance
}
