import type { AccountId, ClientId, MarketId } from '@pasar/shared/domain/id.ts'
import type { Keys } from '../platform/platform.ts'
import type { LocalDatabase } from './tables.ts'

/**
 * Where the loop stands. waiting: no connection, tries again by itself. signIn: a code is needed.
 * revoked: this device was shut out. updateNeeded: the app is too old for the server. serverFull:
 * the server cannot save now. fault: the local database failed. following: another tab leads.
 */
export type SyncState =
  | 'idle'
  | 'syncing'
  | 'waiting'
  | 'signIn'
  | 'revoked'
  | 'updateNeeded'
  | 'serverFull'
  | 'fault'
  | 'following'

/** What was lost with a local database: the highest seq saved, and how many were not yet sent. */
export type Loss = { readonly lastSeq: number; readonly unsent: number }

/** A tab that has not left after this long died over it: the phone saves again. */
export const LEAVING_MS_MAX = 60_000

/** Single values of the local database, by name. */
export type Meta = {
  identity: { readonly client: ClientId; readonly keys: Keys }
  /** highest seq allocated */
  seq: number
  pull: {
    /** counts replies taken; a reply built on an older count is stale */
    readonly generation: number
    /** highest seq the server has decided */
    readonly lastSeq: number
    readonly epoch: string | null
    /** ms to add to the device's clock */
    readonly offsetMs: number
    readonly lastSyncAt: number | null
  }
  account: AccountId | null
  followed: readonly MarketId[]
  loss: Loss | null
  /** as of the last attempt, for every tab */
  state: SyncState
  usage: { readonly day: number; readonly bytes: number }
  lease: { readonly holder: string | null; readonly beat: number }
  /** when a tab began to leave (epoch ms), or 0: what is saved now would go with the database */
  leaving: number
  pin: {
    readonly salt: string
    readonly iterations: number
    readonly verifier: string
    readonly wrong: number
    readonly waitMs: number
    readonly seenAt: number
  } | null
}

export type MetaName = keyof Meta

const START: Omit<Meta, 'identity'> = {
  seq: 0,
  pull: { generation: 0, lastSeq: 0, epoch: null, offsetMs: 0, lastSyncAt: null },
  account: null,
  followed: [],
  loss: null,
  state: 'idle',
  usage: { day: 0, bytes: 0 },
  lease: { holder: null, beat: 0 },
  leaving: 0,
  pin: null,
}

/** One value, or what it starts as. */
export async function readMeta<Name extends Exclude<MetaName, 'identity'>>(
  db: LocalDatabase,
  name: Name,
): Promise<Meta[Name]> {
  const record = await db.meta.get(name)
  return (record === undefined ? START[name] : record.value) as Meta[Name] // written by writeMeta under this name alone
}

export async function readIdentity(db: LocalDatabase): Promise<Meta['identity'] | undefined> {
  return (await db.meta.get('identity'))?.value as Meta['identity'] | undefined // as above
}

export async function writeMeta<Name extends MetaName>(
  db: LocalDatabase,
  name: Name,
  value: Meta[Name],
): Promise<void> {
  await db.meta.put({ key: name, value })
}
