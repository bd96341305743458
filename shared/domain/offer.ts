import type { CommodityId, MarketId, OfferId, StallId } from './id.ts'
import type { SellUnit } from './quantity.ts'

export type Availability = 'available' | 'low' | 'out'

/** What one stall sells now. Row key `offer/<id>`. */
export type Offer = {
  readonly kind: 'offer'
  readonly id: OfferId
  readonly marketId: MarketId
  readonly stallId: StallId
  readonly commodityId: CommodityId | null
  /** The good's name where no commodity fits, or the stall's own words for it. */
  readonly ownName: string | null
  readonly grade: string | null
  readonly unit: SellUnit
  /** Price of one `unit`, in Rp, before any coming price takes effect (see priceOn). */
  readonly priceIdr: number
  /** Counts up with every price; names the price in orders. */
  readonly priceNo: number
  /** When that price was set, epoch ms as told by the vendor's phone, never in the future. */
  readonly priceAt: number
  /** A price published for a coming market day (epoch day); it takes over from that day on. */
  readonly nextPrice: {
    readonly day: number
    readonly priceIdr: number
    readonly at: number
  } | null
  readonly availability: Availability
  readonly photo: string | null
  readonly isWithdrawn: boolean
}

/** One price an offer ever had. Row key `offerPrice/<offerId>:<no>`. */
export type OfferPrice = {
  readonly kind: 'offerPrice'
  /** `<offerId>:<no>` */
  readonly id: string
  readonly offerId: OfferId
  readonly stallId: StallId
  readonly no: number
  readonly priceIdr: number
  /** Day for which it was published (epoch day), or null for at once. */
  readonly day: number | null
  /** epoch ms, as told */
  readonly at: number
  /** priceNo the vendor's phone showed when it was set; lower than no - 1 when two phones met. */
  readonly basedOn: number
}
