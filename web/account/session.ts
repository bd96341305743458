import * as v from 'valibot'
import type { Account } from '@pasar/shared/domain/account.ts'
import { keyOf } from '@pasar/shared/domain/row.ts'
import { rowHash } from '@pasar/shared/sync/checksum.ts'
import type { Replica } from '../store/db.ts'
import { readMeta, writeMeta } from '../store/meta.ts'
import type { LocalDatabase } from '../store/tables.ts'
import type { Answer, Transport, WhyRefused } from '../sync/transport.ts'

/** Why an act on the session did not happen. */
export type WhyNoSession = WhyRefused | 'offline' | 'otherAccount' | 'unsent'

export type SessionRefusal = {
  readonly ok: false
  readonly why: WhyNoSession
  /** seconds to wait before the next try, where the server says so */
  readonly retryAfterS?: number
}

/** One device of an account, as the server knows it. Times are epoch ms. */
export type Device = {
  readonly client: string
  readonly createdAt: number
  readonly lastSeenAt: number | null
  readonly isThis: boolean
  readonly isRevoked: boolean
}

const SignedInSchema = v.object({
  account: v.looseObject({ kind: v.literal('account'), id: v.string(), name: v.string() }),
})
const DevicesSchema = v.object({
  devices: v.array(
    v.object({
      client: v.string(),
      createdAt: v.number(),
      lastSeenAt: v.nullable(v.number()),
      isThis: v.boolean(),
      isRevoked: v.boolean(),
    }),
  ),
})
const CodeSchema = v.object({ code: v.string(), expiresAt: v.number() })

/** Signs this device in with a one-time code; the PIN confirms sensitive acts from then on. */
export const redeemCode = (
  replica: Replica,
  transport: Transport,
  { code, pin }: { code: string; pin: string },
): Promise<{ ok: true } | SessionRefusal> =>
  signIn(replica, transport, { verb: 'redeem', body: { code, pin } })

/** Makes the first admin of a new installation with the link it printed. */
export const claimInstallation = (
  replica: Replica,
  transport: Transport,
  claim: { token: string; name: string; phone: string; pin: string },
): Promise<{ ok: true } | SessionRefusal> =>
  signIn(replica, transport, { verb: 'claim', body: claim })

/** The account's devices. */
export async function devices(
  transport: Transport,
): Promise<{ ok: true; devices: readonly Device[] } | SessionRefusal> {
  const answer = parsed(DevicesSchema, await transport.account())
  return answer.kind === 'reply' ? { ok: true, devices: answer.reply.devices } : refusalFrom(answer)
}

/** A one-time code for a further device of the same account. */
export async function newCode(
  transport: Transport,
  { pin }: { pin: string },
): Promise<{ ok: true; code: string; expiresAt: number } | SessionRefusal> {
  const answer = parsed(CodeSchema, await transport.session('code', { pin }))
  return answer.kind === 'reply' ? { ok: true, ...answer.reply } : refusalFrom(answer)
}

/** Shuts another device of the account out. */
export const revokeDevice = (
  transport: Transport,
  act: { client: string; pin: string },
): Promise<{ ok: true } | SessionRefusal> => confirmed(transport.session('revoke', act))

/** Compares the PIN with the account's, or sets it where there is none yet. */
export const confirmPin = (
  transport: Transport,
  act: { pin: string },
): Promise<{ ok: true } | SessionRefusal> => confirmed(transport.session('pin', act))

/**
 * Signs this device out and empties its database; open a new replica afterwards. Refused while
 * work is unsent or waits under "belum beres", unless it is knowingly dropped, and while the
 * server cannot be reached: its cookie would outlive the database. No tab saves meanwhile; what
 * was saved all the same, because this one was frozen for long, is kept, and the answer is `unsent`.
 */
export async function leave(
  replica: Replica,
  transport: Transport,
  { drop = false }: { drop?: boolean } = {},
): Promise<{ ok: true } | SessionRefusal> {
  const { db, platform } = replica
  const known = await replica.write(async () => {
    const work = await workIn(db)
    if (work.length > 0 && !drop) return null
    await writeMeta(db, 'leaving', platform.now())
    return work
  })
  if (known === null) return { ok: false, why: 'unsent' }
  const left = await confirmed(transport.session('leave', {}))
  const isSignedOut = left.ok || left.why === 'signInNeeded' || left.why === 'deviceRevoked'
  const isEmptied = isSignedOut && (await empty(replica, known))
  if (isEmptied) return { ok: true }
  await replica.write(() => writeMeta(db, 'leaving', 0))
  return isSignedOut ? { ok: false, why: 'unsent' } : left
}

/** Ids of all that is unsent or waits under "belum beres". */
async function workIn(db: LocalDatabase): Promise<string[]> {
  const work = [...(await db.outbox.toArray()), ...(await db.unsettled.toArray())]
  return work.map(({ id }) => id)
}

/**
 * Forgets everything at once, unless there is work that was not known when the person chose to
 * leave. The tables are cleared, not the database deleted: only so do look and loss go together.
 */
async function empty(replica: Replica, known: readonly string[]): Promise<boolean> {
  const { db, platform, name } = replica
  const isEmptied = await replica.write(async () => {
    const work = await workIn(db)
    if (!work.every((id) => known.includes(id))) return false
    // First: a database that is empty beside a sentinel would be told as a loss.
    platform.writeSentinel(name, null)
    for (const table of db.tables) await table.clear()
    return true
  })
  if (isEmptied) await replica.close()
  return isEmptied
}

async function signIn(
  replica: Replica,
  transport: Transport,
  { verb, body }: { verb: string; body: object },
): Promise<{ ok: true } | SessionRefusal> {
  if (await isRegistering(replica)) return { ok: false, why: 'otherAccount' }
  const { client, keys } = replica
  const signed = { ...body, client, publicKey: keys.publicKey }
  const answer = parsed(SignedInSchema, await transport.session(verb, signed))
  if (answer.kind !== 'reply') return refusalFrom(answer)
  const account = answer.reply.account as unknown as Account // the server's own row, trusted as any
  if (!(await bind(replica, account))) return { ok: false, why: 'otherAccount' }
  replica.wake()
  return { ok: true }
}

/**
 * True while a registration waits to be sent. The server would bind this phone to the code's
 * account, refuse the registration, and take the orders behind it as that person's.
 */
const isRegistering = (replica: Replica): Promise<boolean> =>
  replica.read(async () => {
    const account = await readMeta(replica.db, 'account')
    return account !== null && (await replica.db.held.get(keyOf('account', account))) === undefined
  })

/** One local database belongs to one account: false where it is another's. */
async function bind(replica: Replica, account: Account): Promise<boolean> {
  const { db } = replica
  return replica.write(async () => {
    const known = await readMeta(db, 'account')
    if (known !== null && known !== account.id) return false
    await writeMeta(db, 'account', account.id)
    await writeMeta(db, 'state', 'idle')
    const key = keyOf('account', account.id)
    if ((await db.held.get(key)) !== undefined) return true
    const bucket = `account:${account.id}`
    await db.rows.put({ key, row: account })
    await db.held.put({ key, buckets: [bucket] })
    const sum = rowHash(account)
    await db.cursors.put({ bucket, cursor: '', sum, snapshot: null, stamp: 0 })
    return true
  })
}

async function confirmed(asked: Promise<Answer<unknown>>): Promise<{ ok: true } | SessionRefusal> {
  const answer = await asked
  return answer.kind === 'reply' ? { ok: true } : refusalFrom(answer)
}

function parsed<T>(schema: v.GenericSchema<unknown, T>, answer: Answer<unknown>): Answer<T> {
  if (answer.kind !== 'reply') return answer
  const result = v.safeParse(schema, answer.reply)
  return result.success ? { kind: 'reply', reply: result.output } : { kind: 'offline' }
}

function refusalFrom(answer: Exclude<Answer<unknown>, { kind: 'reply' }>): SessionRefusal {
  if (answer.kind === 'offline') return { ok: false, why: 'offline' }
  const { error, retryAfterS } = answer
  return retryAfterS === null ? { ok: false, why: error } : { ok: false, why: error, retryAfterS }
}
