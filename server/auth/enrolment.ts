import { timingSafeEqual } from 'node:crypto'
import type { Account } from '@pasar/shared/domain/account.ts'
import { keyOf } from '@pasar/shared/domain/row.ts'
import type { Client } from '../store/people.ts'
import { isPublicKey } from '../store/verify.ts'
import { type Auth, type Refused, refused } from './auth.ts'
import { findCode } from './code.ts'
import type { Limit } from './limiter.ts'
import { checkPin, hashPin } from './pin.ts'
import { openSession } from './session.ts'
import { drawToken, drawUlid, tokenHash } from './token.ts'

/** A phone that wants to join: a new local database with its key (base64url raw point). */
export type Joining = {
  readonly client: string
  readonly publicKey: string
  readonly pin: string
  /** where the request came from, for the coarse limit */
  readonly address: string
}

/** A phone that has joined. `token` goes into its cookie. */
export type Joined = { readonly ok: true; readonly account: Account; readonly token: string }

/** Wrong codes of one phone. */
const WRONG_BY_CLIENT: Limit = { most: 10, windowMs: 600_000 }
/**
 * Wrong codes from one address. Behind carrier NAT a whole market shares one, so a rival must not
 * be able to shut it: of 22^8 codes, this many guesses find one of a hundred open ones once in
 * 100,000 windows.
 */
const WRONG_BY_ADDRESS: Limit = { most: 5_000, windowMs: 600_000 }
/** How long the phone that used a code up may ask again, its reply having been lost. */
const REDEEM_AGAIN_MS = 15 * 60_000

/**
 * Uses a code up, binds the phone to its account and opens a session. Refuses `codeUnknown`,
 * `codeUsed`, `codeExpired`, `clientTaken`, `pinWrong`, `tooMany`, `badRequest` (key).
 */
export async function redeem(
  auth: Auth,
  joining: Joining & { code: string },
): Promise<Joined | Refused> {
  const wait = waitFor(auth, joining)
  if (wait !== null) return refused('tooMany', wait)
  if (!isPublicKey(joining.publicKey)) return refused('badRequest')
  const found = findCode(auth, joining.code)
  const account = found ? accountOf(auth, found.code.account) : null
  if (!found || !account) return wrong(auth, joining, 'codeUnknown')
  const { code, mac } = found
  if (code.usedAt !== null) {
    const isRetry =
      code.usedClient === joining.client &&
      code.usedKey === joining.publicKey &&
      auth.now() - code.usedAt <= REDEEM_AGAIN_MS
    return isRetry ? rejoin(auth, { ...joining, account }) : wrong(auth, joining, 'codeUsed')
  }
  if (code.expiresAt <= auth.now()) return wrong(auth, joining, 'codeExpired')
  if (isTaken(auth.store.people.client(joining.client), { ...joining, account })) {
    return refused('clientTaken')
  }
  const pin = await pinFor(auth, { code, joining })
  if (!pin.ok) return pin
  return auth.store.write(() =>
    auth.store.people.together(() => {
      const use = { at: auth.now(), client: joining.client, publicKey: joining.publicKey }
      if (!auth.store.people.useCode(mac, use)) return refused('codeUsed')
      if (pin.hash !== null) {
        auth.store.people.putPin(account.id, { hash: pin.hash, fails: 0, waitUntil: 0 })
      }
      return join(auth, { ...joining, account })
    }),
  )
}

/**
 * Makes whoever holds the link of the first start the first admin. Refuses `codeUnknown`,
 * `codeUsed`, `clientTaken`, `badRequest`, `tooMany`.
 */
export async function claim(
  auth: Auth,
  joining: Joining & { token: string; name: string; phone: string | null },
): Promise<Joined | Refused> {
  const wait = waitFor(auth, joining)
  if (wait !== null) return refused('tooMany', wait)
  if (!isPublicKey(joining.publicKey)) return refused('badRequest')
  if (!isClaimToken(auth, joining.token)) return wrong(auth, joining, 'codeUnknown')
  const { people } = auth.store
  const known = people.client(joining.client)
  const own = known ? accountOf(auth, known.account) : null
  if (auth.claim.usedBy !== null) {
    const isRetry = auth.claim.usedBy === joining.client && own !== null
    return isRetry ? rejoin(auth, { ...joining, account: own }) : refused('codeUsed')
  }
  if (known) return refused('clientTaken')
  auth.claim.usedBy = joining.client
  const joined = await createAdmin(auth, joining)
  if (!joined.ok) auth.claim.usedBy = null
  return joined
}

async function createAdmin(
  auth: Auth,
  joining: Joining & { name: string; phone: string | null },
): Promise<Joined | Refused> {
  const hash = await hashPin(auth, joining.pin)
  if (!hash.ok) return hash
  const accountId = drawUlid(auth.now(), auth.random)
  const { name, phone } = joining
  const args = { accountId, name, phone, roles: [{ role: 'admin' }] }
  const made = await auth.store.asSystem('account.create.v1', args, `claim:${accountId}`)
  if (made.outcome === 'later') return refused('serverFull')
  const account = accountOf(auth, accountId)
  if (made.outcome === 'refused' || !account) return refused('badRequest')
  return auth.store.write(() =>
    auth.store.people.together(() => {
      auth.store.people.putPin(accountId, { hash: hash.value, fails: 0, waitUntil: 0 })
      return join(auth, { ...joining, account })
    }),
  )
}

/**
 * Draws the token of the claim link, where no admin has a phone yet; else null. A new one at each
 * start, so that an old log line is worth nothing.
 */
export function openClaim(auth: Auth): string | null {
  const admins = auth.store
    .rowsOfKind('account')
    .filter((row) => row.kind === 'account' && row.roles.some((role) => role.role === 'admin'))
  const isClaimed = admins.some((admin) => auth.store.people.clientsOf(admin.id).length > 0)
  auth.claim.token = isClaimed ? null : drawToken(auth.random)
  return auth.claim.token
}

/** A phone of an account whose local database was wiped becomes a new client of that account. */
export async function rebind(
  auth: Auth,
  joining: Joining & { account: string },
): Promise<Joined | Refused> {
  if (!isPublicKey(joining.publicKey)) return refused('badRequest')
  const account = accountOf(auth, joining.account)
  if (!account) return refused('signInNeeded')
  if (isTaken(auth.store.people.client(joining.client), { ...joining, account })) {
    return refused('clientTaken')
  }
  const pin = await checkPin(auth, { account: account.id, pin: joining.pin })
  if (!pin.ok) return pin
  return auth.store.write(() =>
    auth.store.people.together(() => join(auth, { ...joining, account })),
  )
}

type Binding = { readonly client: string; readonly publicKey: string; readonly account: Account }

/** Binds the phone (again) and opens its session. */
function join(auth: Auth, binding: Binding): Joined | Refused {
  const { people } = auth.store
  const known = people.client(binding.client)
  if (isTaken(known, binding)) return refused('clientTaken')
  const { client: id, publicKey, account } = binding
  if (!known) people.addClient({ id, account: account.id, publicKey, at: auth.now() })
  return { ok: true, account, token: openSession(auth, id) }
}

function rejoin(auth: Auth, binding: Binding): Joined | Refused {
  return auth.store.write(() => auth.store.people.together(() => join(auth, binding)))
}

/** A client once bound stays with its account and key; one that was cut off never comes back. */
function isTaken(known: Client | undefined, { publicKey, account }: Binding): boolean {
  if (!known) return false
  const isSame = known.account === account.id && known.publicKey === publicKey
  return !isSame || known.revokedAt !== null || known.leftAt !== null
}

async function pinFor(
  auth: Auth,
  { code, joining }: { code: { account: string; issuedBy: string }; joining: Joining },
): Promise<{ ok: true; hash: string | null } | Refused> {
  const mustKnow = code.issuedBy === 'device' && auth.store.people.pin(code.account) !== undefined
  if (mustKnow) {
    const right = await checkPin(auth, { account: code.account, pin: joining.pin })
    return right.ok ? { ok: true, hash: null } : right
  }
  const hash = await hashPin(auth, joining.pin)
  return hash.ok ? { ok: true, hash: hash.value } : hash
}

/** The account, unless it is not there or suspended. */
function accountOf(auth: Auth, id: string): Account | null {
  const row = auth.store.row(keyOf('account', id))
  return row?.kind === 'account' && !row.isSuspended ? row : null
}

const isClaimToken = (auth: Auth, token: string): boolean =>
  auth.claim.token !== null &&
  timingSafeEqual(Buffer.from(tokenHash(token)), Buffer.from(tokenHash(auth.claim.token)))

const keysOf = ({ client, address }: Joining) => ({
  byClient: `code:client:${client}`,
  byAddress: `code:address:${address}`,
})

function waitFor(auth: Auth, joining: Joining): number | null {
  const { byClient, byAddress } = keysOf(joining)
  return (
    auth.attempts.waitS(byClient, WRONG_BY_CLIENT) ??
    auth.attempts.waitS(byAddress, WRONG_BY_ADDRESS)
  )
}

function wrong(
  auth: Auth,
  joining: Joining,
  why: 'codeUnknown' | 'codeUsed' | 'codeExpired',
): Refused {
  const { byClient, byAddress } = keysOf(joining)
  auth.attempts.note(byClient)
  auth.attempts.note(byAddress)
  return refused(why)
}
