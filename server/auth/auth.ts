import type { RequestRefusal } from '@pasar/shared/sync/protocol.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/open.ts'
import type { Limiter } from './limiter.ts'
import type { PinHasher } from './pin-hasher.ts'

/** Bounds of sessions and codes, in ms. */
export type AuthSettings = {
  readonly sessionIdleMsMax: number
  readonly sessionAgeMsMax: number
  readonly codeAgeMsMax: number
}

export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS

export const DEFAULT_AUTH_SETTINGS: AuthSettings = {
  sessionIdleMsMax: 45 * DAY_MS,
  sessionAgeMsMax: 180 * DAY_MS,
  codeAgeMsMax: 72 * HOUR_MS,
}

/** What the rules about people and devices work with. */
export type Auth = {
  readonly store: Store
  readonly now: () => number
  readonly random: (bytes: number) => Uint8Array
  readonly log: Log
  readonly settings: AuthSettings
  readonly pins: PinHasher
  /** wrong codes, claims and registrations, by phone and by address */
  readonly attempts: Limiter
  /** the one-time link for the first admin, while it is open */
  readonly claim: { token: string | null; usedBy: string | null }
}

/** An expected "no" of a whole request. */
export type Refused = {
  readonly ok: false
  readonly why: RequestRefusal
  readonly retryAfterS?: number
}

/** Makes one. */
export const refused = (why: RequestRefusal, retryAfterS?: number): Refused =>
  retryAfterS === undefined ? { ok: false, why } : { ok: false, why, retryAfterS }
