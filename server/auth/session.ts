import { faultFacts } from '../log.ts'
import type { Client, Session } from '../store/people.ts'
import { type Auth, HOUR_MS } from './auth.ts'
import { drawToken, tokenHash } from './token.ts'

/** Who a request comes from, by its cookie alone. */
export type Standing =
  | { readonly kind: 'none' }
  | { readonly kind: 'revoked'; readonly client: string }
  | { readonly kind: 'live'; readonly client: string; readonly account: string }

/** Uses closer together than this are not written down one by one. */
const USE_NOTED_EVERY_MS = HOUR_MS
/**
 * Sessions of the same phone that are younger stay beside a new one: the reply that carried them
 * may have been the lost one, or this one will be.
 */
const TWIN_MS_MAX = 15 * 60_000

/** Opens a session for a phone and returns its token, which is stored nowhere. */
export function openSession(auth: Auth, client: string): string {
  const token = drawToken(auth.random)
  const at = auth.now()
  const { people } = auth.store
  people.endSessionsOf(client, { at, createdBefore: at - TWIN_MS_MAX })
  people.addSession(tokenHash(token), { client, at })
  return token
}

/** Whose session a token is. Time is the server's alone. */
export function standingOf(auth: Auth, token: string | null): Standing {
  if (token === null) return { kind: 'none' }
  const { people } = auth.store
  const hash = tokenHash(token)
  const session = people.session(hash)
  const client = session && people.client(session.client)
  if (!session || !client) return { kind: 'none' }
  if (client.revokedAt !== null) return { kind: 'revoked', client: client.id }
  const now = auth.now()
  if (isOver(auth, { session, client })) return { kind: 'none' }
  if (now - session.usedAt > USE_NOTED_EVERY_MS) noteUse(auth, { hash, client })
  return { kind: 'live', client: client.id, account: client.account }
}

/** What a phone shows to get back a session whose cookie it lost (see SyncRequest's `proof`). */
export type Proof = { readonly client: string; readonly nonce: string; readonly sig: string }

/**
 * A new token for the session that a phone still has, shown the key of its database: a browser that
 * is killed writes its cookies down up to half a minute late, its database at once. The session
 * keeps its age, so that nothing lives longer by this. Null where the phone has none.
 */
export async function restoreSession(
  auth: Auth,
  proof: Proof,
): Promise<{ readonly token: string; readonly account: string } | null> {
  const { people, write } = auth.store
  const client = people.client(proof.client)
  const session = people.latestSessionOf(proof.client)
  if (!client || client.revokedAt !== null || !session) return null
  if (isOver(auth, { session, client })) return null
  if (!(await doesProve(auth, { proof, client }))) return null
  const token = drawToken(auth.random)
  write(() => people.renameSession(session.tokenHash, tokenHash(token)))
  return { token, account: client.account }
}

/**
 * Whether a phone holds its client's key. A proof counts once, for good: one that somebody recorded
 * would else open a session again, and sign the phone itself out.
 */
export async function doesProve(
  auth: Auth,
  { proof, client }: { readonly proof: Proof; readonly client: Client },
): Promise<boolean> {
  const { verify, write, people } = auth.store
  const { nonce, sig } = proof
  const text = `session:${client.id}:${nonce}`
  if (!(await verify({ publicKey: client.publicKey, text, sig }))) return false
  return write(() => people.useProof(client.id, nonce))
}

function isOver(auth: Auth, { session, client }: { session: Session; client: Client }): boolean {
  const now = auth.now()
  return (
    session.endedAt !== null ||
    client.leftAt !== null ||
    now - session.usedAt > auth.settings.sessionIdleMsMax ||
    now - session.createdAt > auth.settings.sessionAgeMsMax
  )
}

function noteUse(auth: Auth, { hash, client }: { hash: string; client: Client }): void {
  const { people, write } = auth.store
  const at = auth.now()
  try {
    write(() =>
      people.together(() => {
        people.noteUse(hash, at)
        people.noteSeen(client.id, at)
      }),
    )
  } catch (error) {
    // Reads go on while the disk is full; the session merely does not slide.
    auth.log.warn('sessionNotNoted', faultFacts(error))
  }
}
