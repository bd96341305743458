import { isPublicBucket } from '@pasar/shared/domain/bucket.ts'
import { isRegistration } from '../store/arrival.ts'
import { type Auth, type Refused, refused } from './auth.ts'
import type { Standing } from './session.ts'

/** The part of a sync request that decides whether it needs a session. */
export type Asking = {
  readonly client: string
  readonly have: Readonly<Record<string, string>>
  readonly mutations: readonly unknown[]
}

/**
 * Who a sync request acts for: an account, or nobody (null). Without a session one may browse, and
 * register as the first thing said; all else would either be refused or, worse, answer a signed-in
 * phone as a stranger and have it forget its rows. Refuses `signInNeeded`, `deviceRevoked`.
 */
export function admit(
  auth: Auth,
  { standing, asking }: { standing: Standing; asking: Asking },
): { readonly ok: true; readonly account: string | null } | Refused {
  const known = auth.store.people.client(asking.client)
  if (known && known.revokedAt !== null) return refused('deviceRevoked')
  // A cookie outlives a wiped database: it speaks only for the client it was given to.
  if (standing.kind === 'live' && standing.client === asking.client) {
    return { ok: true, account: standing.account }
  }
  const [first] = asking.mutations
  if (first !== undefined && isRegistration(first, asking.client)) {
    return { ok: true, account: null }
  }
  const isStranger = !known && first === undefined && Object.keys(asking.have).every(isPublicBucket)
  return isStranger ? { ok: true, account: null } : refused('signInNeeded')
}
