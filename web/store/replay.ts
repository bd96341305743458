import type { AccountId } from '@pasar/shared/domain/id.ts'
import type { RowKey } from '@pasar/shared/domain/row.ts'
import { loadedMutation } from '@pasar/shared/mutations/registry.ts'
import { bodyOf } from './outbox.ts'
import { type Attempt, load, needsLoading, runLoaded, stage, takeEffect } from './run.ts'
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
 *
 * Awaits only where a row is missing: Dexie loses its transaction after a hundred microtasks without
 * a database call, which a long outbox would take.
 */
export async function replay(
  staged: Staged,
  pending: readonly OutboxRecord[],
  { account, arrived }: { account: AccountId | null; arrived: ReadonlySet<RowKey> },
): Promise<OutboxRecord[]> {
  const replayed: OutboxRecord[] = []
  for (const record of [...pending].sort((a, b) => a.seq - b.seq)) {
    if (record.isDecided) {
      replayed.push(keepDecided(staged, record, arrived))
      continue
    }
    const attempt = attemptOf(record, account)
    if (attempt !== null && needsLoading(staged, attempt)) await load(staged, attempt)
    replayed.push(rerun(staged, record, attempt))
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

/** null where this code does not know the intent. */
function attemptOf(record: OutboxRecord, account: AccountId | null): Attempt | null {
  const mutation = loadedMutation(record.name)
  if (mutation === null) return null
  const { args, at } = bodyOf(record)
  return { mutation, args, account, at, receivedAt: record.receivedAt }
}

function rerun(staged: Staged, record: OutboxRecord, attempt: Attempt | null): OutboxRecord {
  if (attempt === null) return doubted(record, 'unknownMutation')
  const outcome = runLoaded(staged, attempt)
  if (!outcome.ok) return doubted(record, outcome.why)
  return { ...record, ...takeEffect(staged, outcome.changes), doubt: null }
}

/** Nothing of it is here to be folded: with its old `h` the server could keep its rows to itself. */
const doubted = (record: OutboxRecord, why: string): OutboxRecord => ({
  ...record,
  steps: [],
  h: 0,
  doubt: why,
})
