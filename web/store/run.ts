import * as v from 'valibot'
import { type Actor, actorOf, NOBODY } from '@pasar/shared/domain/account.ts'
import type { AccountId } from '@pasar/shared/domain/id.ts'
import { keyOf, type RowKey } from '@pasar/shared/domain/row.ts'
import { assert } from '@pasar/shared/lib/assert.ts'
import { ok, refuse, type Result } from '@pasar/shared/lib/result.ts'
import { type Mutation, NEEDS_ROUNDS_MAX, type Outcome } from '@pasar/shared/mutations/mutation.ts'
import { loadMutation } from '@pasar/shared/mutations/registry.ts'
import type { Change } from '@pasar/shared/sync/change.ts'
import { changesHash } from '@pasar/shared/sync/checksum.ts'
import type { Staged } from './staged.ts'
import type { OutboxRecord, Step } from './tables.ts'

/** One intent to run: who meant it, and when. `args` are parsed. */
export type Attempt = {
  readonly mutation: Mutation
  readonly args: unknown
  readonly account: AccountId | null
  /** epoch ms: as the person's device told it, and as best known */
  readonly at: number
  readonly receivedAt: number
}

/**
 * The mutation of that name with its args parsed, or why it cannot be run at all. Before the
 * transaction: a module is loaded.
 */
export async function prepare(
  name: string,
  args: unknown,
): Promise<Result<Pick<Attempt, 'mutation' | 'args'>, 'unknownMutation' | 'badArgs'>> {
  const mutation = await loadMutation(name)
  if (mutation === null) return refuse('unknownMutation')
  const parsed = v.safeParse(mutation.schema, args)
  return parsed.success ? ok({ mutation, args: parsed.output }) : refuse('badArgs')
}

/** Loads what the mutation needs and runs it. Changes nothing. */
export async function run(staged: Staged, attempt: Attempt): Promise<Outcome<string>> {
  if (needsLoading(staged, attempt)) await load(staged, attempt)
  return runLoaded(staged, attempt)
}

/** Runs a mutation all of whose rows are in memory. Changes nothing. */
export function runLoaded(staged: Staged, attempt: Attempt): Outcome<string> {
  const { mutation, args, account, receivedAt } = attempt
  const actor = actorOn(staged, account)
  // The server keeps the person's claim unless it lies in its own future; so does the phone.
  const at = Math.min(attempt.at, receivedAt)
  return mutation.run(staged.view('strict'), args, { actor, at, receivedAt, isAuthority: false })
}

/** True where {@link load} has something to bring in. */
export const needsLoading = (staged: Staged, attempt: Attempt): boolean =>
  missing(staged, attempt).length > 0

/** Brings in the rows that a run reads. */
export async function load(staged: Staged, attempt: Attempt): Promise<void> {
  for (let round = 1; round <= NEEDS_ROUNDS_MAX; round++) {
    const keys = missing(staged, attempt)
    if (keys.length === 0) return
    await staged.load(keys)
  }
  const { name } = attempt.mutation
  assert(!needsLoading(staged, attempt), `${name} still needs rows`)
}

function missing(staged: Staged, { mutation, args, account }: Attempt): RowKey[] {
  const own = account === null ? [] : [keyOf('account', account)]
  const keys = [...own, ...mutation.needs(args, staged.view('lenient'))]
  return keys.filter((key) => !staged.isLoaded(key))
}

/** Who this phone acts as: its account's row, or nobody before that row exists. */
function actorOn(staged: Staged, account: AccountId | null): Actor {
  if (account === null) return NOBODY
  const row = staged.view('strict').get(keyOf('account', account))
  return row === undefined ? NOBODY : actorOf(row)
}

/** What an accepted run leaves in its outbox record. */
export type Effect = Pick<OutboxRecord, 'steps' | 'keys' | 'h'>

/** Puts the changes of a run in front of the base, and says how to undo and to fold them. */
export const takeEffect = (staged: Staged, changes: readonly Change[]): Effect => ({
  steps: stage(staged, changes),
  keys: changes.map(({ key }) => key),
  h: changesHash(changes),
})

/** Puts rows in front of the base. */
export function stage(staged: Staged, changes: readonly Pick<Change, 'key' | 'after'>[]): Step[] {
  return changes.map(({ key, after }) => {
    const before = staged.record(key)
    const hidesCatalogue = staged.catalogueRow(key) !== undefined
    staged.setRecord(key, after === null && !hidesCatalogue ? null : { key, row: after })
    return { key, before, after }
  })
}
