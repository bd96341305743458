import type { AccountId, MarketId, StallId, StallOrderId } from './id.ts'

/**
 * Why a fact was kept aside. Of `packed`: the part was `declined` or `handedOver` before, another
 * phone packed it first (`packedTwice`), a line was `lineUnavailable` or is `noSuchLine`. Of
 * `handedOver`: the part was `declined` or `cancelled`, is `notPacked`, or another phone handed it
 * over first (`handedOverTwice`).
 */
export type ConflictWhy =
  | 'declined'
  | 'cancelled'
  | 'handedOver'
  | 'packedTwice'
  | 'lineUnavailable'
  | 'noSuchLine'
  | 'notPacked'
  | 'handedOverTwice'

/**
 * A fact that fits no edge of its machine: kept, never refused, for a person to settle.
 * Row key `conflict/<factId>`.
 */
export type Conflict = {
  readonly kind: 'conflict'
  /** the fact's own id, drawn by the phone that stated it */
  readonly id: string
  readonly marketId: MarketId
  readonly stallId: StallId
  readonly stallOrderId: StallOrderId
  readonly by: AccountId | null
  readonly fact: 'packed' | 'handedOver'
  readonly why: ConflictWhy
  /** JSON text of what was stated */
  readonly stated: string
  /** epoch ms, as told */
  readonly at: number
}
