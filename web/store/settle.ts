import { keyOf } from '@pasar/shared/domain/row.ts'
import type { SyncResult } from '@pasar/shared/sync/protocol.ts'
import type { Replica } from './db.ts'
import { readMeta, writeMeta } from './meta.ts'
import { ackedFrom, pendingAgain, REGISTER, trimAcked, unsettledFrom } from './outbox.ts'
import type { AckedRecord, LocalDatabase, OutboxRecord, UnsettledRecord } from './tables.ts'

/** One pending mutation with what the server decided. */
export type Decision = { readonly record: OutboxRecord; readonly result: SyncResult }

/** Pairs results with what was sent: by id, or by place where an envelope was unreadable. */
export function decisionsOn(
  pending: readonly OutboxRecord[],
  { results, sent }: { results: readonly SyncResult[]; sent: readonly string[] },
): Decision[] {
  const byId = new Map(pending.map((record) => [record.id, record]))
  return results.flatMap((result, index) => {
    const record = byId.get(result.id === '' ? (sent[index] ?? '') : result.id)
    return record === undefined || record.isDecided ? [] : [{ record, result }]
  })
}

/** True where the server has the phone's own rows. A retry's rows come in the reply instead. */
export const isSame = (result: SyncResult): boolean =>
  result.outcome === 'applied' && result.same === true && result.again !== true

/**
 * Files what was decided: refused ones wait for a person, applied ones are kept for a restored
 * server. Gives what stays pending, among it applied ones whose rows may come on a later page:
 * a person's work never goes out of sight in between.
 */
export async function settle(
  { db, platform }: Replica,
  pending: readonly OutboxRecord[],
  { decisions, isComplete }: { decisions: readonly Decision[]; isComplete: boolean },
): Promise<OutboxRecord[]> {
  const left = new Map(pending.map((record) => [record.seq, record]))
  const refused: UnsettledRecord[] = []
  const applied: AckedRecord[] = []
  for (const { record, result } of decisions) {
    if (result.outcome === 'later') continue
    left.delete(record.seq)
    if (result.outcome === 'refused') {
      const refusal = { why: result.why ?? 'unknown', refusedAt: platform.now() }
      refused.push(unsettledFrom(record, refusal))
    } else {
      applied.push(ackedFrom(record))
      if (!isSame(result)) left.set(record.seq, { ...record, isDecided: true })
    }
  }
  await db.unsettled.bulkPut(refused)
  await db.acked.bulkPut(applied)
  if (refused.some(({ name }) => name === REGISTER)) await forgetAccount(db)
  await trimAcked(db)
  const kept = [...left.values()].filter((record) => !record.isDecided || !isComplete)
  const seqs = new Set(kept.map(({ seq }) => seq))
  await db.outbox.bulkDelete(pending.map(({ seq }) => seq).filter((seq) => !seqs.has(seq)))
  return kept
}

/** A registration that was refused leaves the phone without an account. */
async function forgetAccount(db: LocalDatabase): Promise<void> {
  const account = await readMeta(db, 'account')
  const held = account === null ? undefined : await db.held.get(keyOf('account', account))
  if (held === undefined) await writeMeta(db, 'account', null)
}

/**
 * Applied mutations that the server no longer knows, for it was restored from a backup. `since` is
 * the lastSeq it tells; on a new epoch that can count what this very request carried, so all of
 * them are sent again.
 */
export async function lostByServer(
  db: LocalDatabase,
  { lastSeq, epoch }: { lastSeq: number; epoch: string | null },
): Promise<AckedRecord[]> {
  const pull = await readMeta(db, 'pull')
  const isNewEpoch = pull.epoch !== null && epoch !== null && epoch !== pull.epoch
  if (isNewEpoch) return db.acked.toArray()
  return lastSeq < pull.lastSeq ? db.acked.where('seq').above(lastSeq).toArray() : []
}

/** Moves them back: unsent again, their effects to be run anew. */
export async function unsendAcked(
  db: LocalDatabase,
  acked: readonly AckedRecord[],
): Promise<OutboxRecord[]> {
  await db.acked.bulkDelete(acked.map(({ seq }) => seq))
  return acked.map(pendingAgain)
}
