import type { RowKey } from '@pasar/shared/domain/row.ts'
import { localDay } from '@pasar/shared/domain/time.ts'
import type { Replica } from '../db.ts'
import { type Loss, readMeta, type SyncState } from '../meta.ts'
import { bodyOf, pendingOf } from '../outbox.ts'
import type { OutboxRecord } from '../tables.ts'

/** How much waits to be sent, and how the last attempt went. */
export type SyncSummary = {
  readonly unsent: number
  /** epoch ms by the server's clock; null where there was no contact yet */
  readonly lastSyncAt: number | null
  readonly state: SyncState
}

export const pendingCount = (replica: Replica): Promise<SyncSummary> =>
  replica.readTogether(async () => ({
    unsent: (await unsentOf(replica)).length,
    lastSyncAt: (await readMeta(replica.db, 'pull')).lastSyncAt,
    state: await readMeta(replica.db, 'state'),
  }))

/** Body bytes moved over the network today. */
export const usageToday = (replica: Replica): Promise<number> =>
  replica.read(async () => {
    const { offsetMs } = await readMeta(replica.db, 'pull')
    const { day, bytes } = await readMeta(replica.db, 'usage')
    return day === localDay(replica.platform.now() + offsetMs) ? bytes : 0
  })

/** The time as best known: the device's clock with what the server's clock taught. Epoch ms. */
export const timeNow = (replica: Replica): Promise<number> =>
  replica.read(async () => {
    const { offsetMs } = await readMeta(replica.db, 'pull')
    return replica.platform.now() + offsetMs
  })

/** Rows that unsent mutations have changed: "tersimpan di HP, belum terkirim". */
export const pendingKeys = (replica: Replica): Promise<ReadonlySet<RowKey>> =>
  replica.read(async () => new Set((await unsentOf(replica)).flatMap(({ keys }) => keys)))

/** Rows of unsent mutations that no longer fit what the server has: "belum pasti". */
export const uncertainKeys = (replica: Replica): Promise<ReadonlySet<RowKey>> =>
  replica.read(async () => {
    const doubtful = (await unsentOf(replica)).filter(({ doubt }) => doubt !== null)
    return new Set(doubtful.flatMap(({ keys }) => keys))
  })

/** A mutation as screens show it; `at` is epoch ms as this device told it. */
export type ShownMutation = {
  readonly id: string
  readonly name: string
  readonly args: unknown
  readonly why: string
  readonly at: number
}

/** Unsent mutations whose effect cannot be shown any more; they will still be sent. */
export const uncertain = (replica: Replica): Promise<ShownMutation[]> =>
  replica.read(async () =>
    (await unsentOf(replica)).flatMap((record) =>
      record.doubt === null ? [] : [{ ...shown(record), why: record.doubt }],
    ),
  )

/** Refused mutations that wait for a person ("belum beres"), the oldest first. */
export const unsettled = (replica: Replica): Promise<(ShownMutation & { refusedAt: number })[]> =>
  replica.read(async () => {
    const records = await replica.db.unsettled.toArray()
    return records
      .sort((a, b) => a.seq - b.seq)
      .map((record) => ({ ...shown(record), why: record.why, refusedAt: record.refusedAt }))
  })

/** What an earlier local database took with it, until a person has read it; null: nothing. */
export const loss = (replica: Replica): Promise<Loss | null> =>
  replica.read(() => readMeta(replica.db, 'loss'))

const unsentOf = async ({ db }: Replica): Promise<OutboxRecord[]> =>
  (await pendingOf(db)).filter(({ isDecided }) => !isDecided)

function shown(record: { id: string; name: string; body: string }): Omit<ShownMutation, 'why'> {
  const { args, at } = bodyOf(record)
  return { id: record.id, name: record.name, args, at }
}
