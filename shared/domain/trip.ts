import type { MarketId } from './id.ts'

/**
 * A dated slot to which an order belongs. Pick-up is a trip of kind `pickup`, worked out from the
 * market's rules by `pickupTrip` (opening.ts) and embedded in the order. Instants are epoch ms.
 */
export type Trip = {
  /** `<marketId>/<YYYY-MM-DD>/pickup` */
  readonly id: string
  readonly kind: 'pickup'
  readonly marketId: MarketId
  /** local market day, as epoch day */
  readonly day: number
  readonly cutoffAt: number
  readonly acceptBy: number
  readonly windowFrom: number
  readonly windowTo: number
  readonly feeIdr: number
}
