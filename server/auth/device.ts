import { type Auth, type Refused, refused } from './auth.ts'
import { checkPin } from './pin.ts'

/** A phone of one's account, as the list of devices shows it. Instants are epoch ms. */
export type Device = {
  readonly client: string
  readonly createdAt: number
  readonly lastSeenAt: number
  readonly isThis: boolean
  readonly isRevoked: boolean
}

/** The phones of an account, oldest first; those that signed out are left out. */
export function devicesOf(
  auth: Auth,
  { account, client }: { account: string; client: string },
): Device[] {
  return auth.store.people
    .clientsOf(account)
    .filter((device) => device.leftAt === null)
    .map((device) => ({
      client: device.id,
      createdAt: device.createdAt,
      lastSeenAt: device.seenAt,
      isThis: device.id === client,
      isRevoked: device.revokedAt !== null,
    }))
}

/**
 * Cuts a phone off, confirmed by the account's PIN: its sessions end, its intents are refused from
 * now on. One's own account, or any for an admin. Refuses `notFound` (absent and foreign alike),
 * `pinWrong`, `tooMany`.
 */
export async function revoke(
  auth: Auth,
  { account, client, pin }: { account: string; client: string; pin: string },
): Promise<{ ok: true } | Refused> {
  const right = await checkPin(auth, { account, pin })
  if (!right.ok) return right
  const device = auth.store.people.client(client)
  const isAdmin = auth.store.actorFor(account).roles.some((role) => role.role === 'admin')
  if (!device || (device.account !== account && !isAdmin)) return refused('notFound')
  auth.store.write(() => auth.store.people.markRevoked(client, auth.now()))
  return { ok: true }
}

/** Signs a phone out for good; its local database is gone by then. */
export function leave(auth: Auth, client: string): void {
  const { people, write } = auth.store
  const at = auth.now()
  write(() =>
    people.together(() => {
      people.markLeft(client, at)
      people.endSessionsOf(client, { at, createdBefore: at })
    }),
  )
}
