import { faultFacts } from '../log.ts'
import type { Client } from '../store/people.ts'
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
  const isOver =
    session.endedAt !== null ||
    client.leftAt !== null ||
    now - session.usedAt > auth.settings.sessionIdleMsMax ||
    now - session.createdAt > auth.settings.sessionAgeMsMax
  if (isOver) return { kind: 'none' }
  if (now - session.usedAt > USE_NOTED_EVERY_MS) noteUse(auth, { hash, client })
  return { kind: 'live', client: client.id, account: client.account }
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
