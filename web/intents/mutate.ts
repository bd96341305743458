import type { AccountId } from '@pasar/shared/domain/id.ts'
import { refuse } from '@pasar/shared/lib/result.ts'
import type { MutationName } from '@pasar/shared/mutations/registry.ts'
import type { Change } from '@pasar/shared/sync/change.ts'
import type { Replica } from '../store/db.ts'
import { LEAVING_MS_MAX, readMeta, writeMeta } from '../store/meta.ts'
import { bodyOf, REGISTER, signSaved } from '../store/outbox.ts'
import { type Attempt, prepare, run, takeEffect } from '../store/run.ts'
import { Staged } from '../store/staged.ts'
import type { LocalDatabase } from '../store/tables.ts'

/** Saved on this device under the mutation's id, or refused; a refused intent writes nothing. */
export type Saved =
  { readonly ok: true; readonly id: string } | { readonly ok: false; readonly why: string }

type Intent = Pick<Attempt, 'mutation' | 'args'> & {
  /** drawn before the transaction, so that a repeated attempt is the same intent */
  readonly id: string
  readonly at: number
  /** the entry of "belum beres" that this one replaces */
  readonly settles: string | null
}

/**
 * The only door for writes. Resolves when the transaction is complete, which means saved: it
 * survives a killed tab and a power cut. Signing and sending come after. Throws a StorageFault.
 */
export const mutate = (replica: Replica, name: MutationName, args: unknown): Promise<Saved> =>
  intend(replica, { name, args, settles: null })

/** Means a refused mutation once more, under a new id; it leaves "belum beres" as it is saved. */
export async function resend(replica: Replica, id: string): Promise<Saved> {
  const unsettled = await replica.read(() => replica.db.unsettled.get(id))
  if (unsettled === undefined) return refuse('notFound')
  const { args } = bodyOf(unsettled)
  return intend(replica, { name: unsettled.name, args, settles: id })
}

/** A person has read a refused mutation and gives it up. */
export const dropUnsettled = (replica: Replica, id: string): Promise<void> =>
  replica.write(() => replica.db.unsettled.delete(id))

async function intend(
  replica: Replica,
  { name, args, settles }: { name: string; args: unknown; settles: string | null },
): Promise<Saved> {
  const { platform } = replica
  const prepared = await prepare(name, args)
  if (!prepared.ok) return prepared
  const intent = {
    ...prepared.value,
    id: platform.ulid(),
    at: Math.max(0, Math.floor(platform.now())),
    settles,
  }
  const saved = await replica.write((isAgain) => save(replica, intent, isAgain))
  if (!saved.ok) return saved
  const { lastSeq, unsent } = saved
  platform.writeSentinel(replica.name, { client: replica.client, lastSeq, unsent })
  replica.background(async () => {
    await signSaved(replica, lastSeq)
    replica.wake()
  })
  return { ok: true, id: intent.id }
}

type Kept =
  | { readonly ok: true; readonly lastSeq: number; readonly unsent: number }
  | { readonly ok: false; readonly why: string }

/** Inside the transaction: seq, run, rows, outbox. */
async function save(replica: Replica, intent: Intent, isAgain: boolean): Promise<Kept> {
  const { db, client } = replica
  const { mutation, args, id, at } = intent
  // A handle that died at commit leaves it open whether the first attempt was saved.
  const isRepeat = isAgain && (await db.outbox.where('id').equals(id).count()) > 0
  if (isRepeat) return kept(db, await readMeta(db, 'seq'))
  const staged = new Staged(replica)
  const [pull, account, leaving, lastSeq] = await Promise.all([
    readMeta(db, 'pull'),
    readMeta(db, 'account'),
    readMeta(db, 'leaving'),
    readMeta(db, 'seq'),
  ])
  if (Math.abs(at - leaving) < LEAVING_MS_MAX) return refuse('leaving')
  const receivedAt = at + pull.offsetMs
  const outcome = await run(staged, { mutation, args, account, at, receivedAt })
  if (!outcome.ok) return outcome
  const seq = lastSeq + 1
  const effect = takeEffect(staged, outcome.changes)
  const record = {
    seq,
    id,
    name: mutation.name,
    body: JSON.stringify({ v: 1, client, seq, id, name: mutation.name, args, at }),
    sig: null,
    receivedAt,
    ...effect,
    doubt: null,
    isDecided: false,
  }
  await Promise.all([staged.flush(), db.outbox.add(record), writeMeta(db, 'seq', seq)])
  if (mutation.name === REGISTER) await writeMeta(db, 'account', accountIn(outcome.changes))
  if (intent.settles !== null) await db.unsettled.delete(intent.settles)
  return kept(db, seq)
}

const kept = async (db: LocalDatabase, lastSeq: number): Promise<Kept> => ({
  ok: true,
  lastSeq,
  unsent: await db.outbox.count(),
})

/** The account that a registration makes: this phone acts as it from now on. */
function accountIn(changes: readonly Change[]): AccountId | null {
  for (const { after } of changes) if (after?.kind === 'account') return after.id
  return null
}
