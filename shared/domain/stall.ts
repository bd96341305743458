import type { MarketId, StallId } from './id.ts'

export type StallType = 'ruko' | 'kios' | 'los' | 'pelataran' | 'pkl' | 'mlijo'

/** A place in a market and the business of the vendor who owns it. Row key `stall/<id>`. */
export type Stall = {
  readonly kind: 'stall'
  readonly id: StallId
  readonly marketId: MarketId
  /** As people call it: "Bu Tin". */
  readonly name: string
  readonly type: StallType
  readonly block: string
  readonly number: string
  /** Position on the walk through the market, ascending. */
  readonly walkOrder: number
  readonly goodsGroups: readonly string[]
  readonly isSuspended: boolean
}
