import * as v from 'valibot'
import { ROLES_MAX } from '../lib/limits.ts'
import { type AccountId, type MarketId, MarketIdSchema, type StallId, StallIdSchema } from './id.ts'

/** What a person may be; one account can hold several. */
export type Role =
  | { readonly role: 'household' }
  | { readonly role: 'vendor'; readonly stallId: StallId }
  | { readonly role: 'courier'; readonly marketId: MarketId }
  | { readonly role: 'officer'; readonly marketId: MarketId }
  | { readonly role: 'admin' }

const RoleSchema = v.variant('role', [
  v.object({ role: v.literal('household') }),
  v.object({ role: v.literal('vendor'), stallId: StallIdSchema }),
  v.object({ role: v.literal('courier'), marketId: MarketIdSchema }),
  v.object({ role: v.literal('officer'), marketId: MarketIdSchema }),
  v.object({ role: v.literal('admin') }),
])
/** The roles of one account, 1 … ROLES_MAX. */
export const RolesSchema = v.pipe(v.array(RoleSchema), v.minLength(1), v.maxLength(ROLES_MAX))

/** A person. Private: only the bucket `account:<id>`. Row key `account/<id>`. */
export type Account = {
  readonly kind: 'account'
  readonly id: AccountId
  readonly name: string
  /** `62…` (see phone.ts), or null for a person without a phone. */
  readonly phone: string | null
  readonly roles: readonly Role[]
  readonly isSuspended: boolean
  /**
   * What the person agreed to when registering alone: the version of the text, and when (epoch ms,
   * as told). null where an officer registered the person and holds the consent on paper.
   */
  readonly consent: { readonly version: number; readonly at: number } | null
  /** epoch ms, as told */
  readonly registeredAt: number
}

/**
 * Who acts. `system` is the server's clockwork and the seed; `accountId` is null for a phone
 * without an account. Derived from the session on the server, from the account row on the phone.
 */
export type Actor = {
  readonly system: boolean
  readonly accountId: AccountId | null
  readonly roles: readonly Role[]
}

/** The actor of markets, seeds and deadlines. */
export const SYSTEM: Actor = { system: true, accountId: null, roles: [] }
/** Someone who has not registered yet. */
export const NOBODY: Actor = { system: false, accountId: null, roles: [] }

/** The actor that an account is: what a session on the server and a phone's own row both give. */
export const actorOf = (account: Account): Actor => ({
  system: false,
  accountId: account.id,
  roles: account.isSuspended ? [] : account.roles,
})
