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
  const { mutation, args, receivedAt } = attempt
  const actor = await actorOn(staged, attempt.account)
  await loadNeeds(staged, mutation, args)
  // The server keeps the person's claim unless it lies in its own future; so does the phone.
  const at = Math.min(attempt.at, receivedAt)
  return mutation.run(staged.view('strict'), args, { actor, at, receivedAt })
}

/** Who this phone acts as: its account's row, or nobody before that row exists. */
export async function actorOn(staged: Staged, account: AccountId | null): Promise<Actor> {
  if (account === null) return NOBODY
  const key = keyOf('account', account)
  await staged.load([key])
  const row = staged.view('strict').get(key)
  return row === undefined ? NOBODY : actorOf(row)
}

async function loadNeeds(staged: Staged, mutation: Mutation, args: unknown): Promise<void> {
  const missing = (): RowKey[] =>
    mutation.needs(args, staged.view('lenient')).filter((key) => !staged.isLoaded(key))
  for (let round = 1; round <= NEEDS_ROUNDS_MAX; round++) {
    const keys = missing()
    if (keys.length === 0) return
    await staged.load(keys)
  }
  assert(missing().length === 0, `${mutation.name} still needs rows after its last round`)
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
