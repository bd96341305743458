import type { AccountId, MarketId, StallId } from './id.ts'

/** What a person may be; one account can hold several. */
export type Role =
  | { readonly role: 'household' }
  | { readonly role: 'vendor'; readonly stallId: StallId }
  | { readonly role: 'courier'; readonly marketId: MarketId }
  | { readonly role: 'officer'; readonly marketId: MarketId }
  | { readonly role: 'admin' }

/** A person. Private: only the bucket `account:<id>`. Row key `account/<id>`. */
export type Account = {
  readonly kind: 'account'
  readonly id: AccountId
  readonly name: string
  /** `62…` (see phone.ts), or null for a person without a phone. */
  readonly phone: string | null
  readonly roles: readonly Role[]
  readonly isSuspended: boolean
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
