import type { AccountId } from '@pasar/shared/domain/id.ts'
import type { RowKey } from '@pasar/shared/domain/row.ts'
import { loadedMutation } from '@pasar/shared/mutations/registry.ts'
import { bodyOf } from './outbox.ts'
import { run, stage, takeEffect } from './run.ts'
import type { Staged } from './staged.ts'
import type { OutboxRecord } from './tables.ts'

/** Takes all pending work out of sight, the newest first: what is left is base. */
export function undo(staged: Staged, pending: readonly OutboxRecord[]): void {
  for (const { steps } of [...pending].reverse()) {
    for (const { key, before } of steps) staged.setRecord(key, before)
  }
}

/**
 * Runs what is pending over the base, in order of seq, and gives the records as they are now. One
 * that is refused keeps its place and will still be sent. `arrived`: rows the server just sent.
 */
export async function replay(
  staged: Staged,
  pending: readonly OutboxRecord[],
  { account, arrived }: { account: AccountId | null; arrived: ReadonlySet<RowKey> },
): Promise<OutboxRecord[]> {
  const replayed: OutboxRecord[] = []
  for (const record of [...pending].sort((a, b) => a.seq - b.seq)) {
    if (record.isDecided) replayed.push(keepDecided(staged, record, arrived))
    else replayed.push(await rerun(staged, record, account))
  }
  return replayed
}

/** The server's word on a row ends the phone's own; the others stay as they were computed. */
function keepDecided(
  staged: Staged,
  record: OutboxRecord,
  arrived: ReadonlySet<RowKey>,
): OutboxRecord {
  const left = record.steps.filter(({ key }) => !arrived.has(key))
  return { ...record, steps: stage(staged, left) }
}

async function rerun(
  staged: Staged,
  record: OutboxRecord,
  account: AccountId | null,
): Promise<OutboxRecord> {
  const mutation = loadedMutation(record.name)
  if (mutation === null) return { ...record, steps: [], doubt: 'unknownMutation' }
  const { args, at } = bodyOf(record)
  const { receivedAt } = record
  const outcome = await run(staged, { mutation, args, account, at, receivedAt })
  if (!outcome.ok) return { ...record, steps: [], doubt: outcome.why }
  return { ...record, ...takeEffect(staged, outcome.changes), doubt: null }
}
