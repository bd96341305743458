import type { AccountId, MarketId, StallId, StallOrderId } from './id.ts'

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
  readonly why: string
  /** JSON text of what was stated */
  readonly stated: string
  /** epoch ms, as told */
  readonly at: number
}
