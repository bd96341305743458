import * as v from 'valibot'
import { PRICE_IDR_MAX, PRICE_IDR_MIN } from '../lib/limits.ts'
import type { CommodityId, MarketId, OfferId, StallId } from './id.ts'
import type { SellUnit } from './quantity.ts'

/** "ada", "sisa sedikit", "habis" */
export const AvailabilitySchema = v.picklist(['available', 'low', 'out'])
export type Availability = v.InferOutput<typeof AvailabilitySchema>

/** A price of one sell unit, in whole Rp. */
export const PriceSchema = v.pipe(
  v.number(),
  v.safeInteger(),
  v.minValue(PRICE_IDR_MIN),
  v.maxValue(PRICE_IDR_MAX),
)
/** The number of a price of one offer, from 1. */
export const PriceNoSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
/** The address of a picture: its SHA-256 in lower-case hex. */
export const PhotoSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))

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
  /** The price's number in the history, which counts up with every price ever set (O2). */
  readonly priceNo: number
  /** When that price was set: epoch ms of a whole minute, as the vendor's phone told it. */
  readonly priceAt: number
  /** A price published for a coming market day (epoch day); it takes over from that day on. */
  readonly nextPrice: {
    readonly day: number
    readonly priceIdr: number
    /** its number in the price history, as priceNo is */
    readonly no: number
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

/** The number that the next price of an offer takes: one above every number used. */
export const nextPriceNo = (offer: Offer): number =>
  Math.max(offer.priceNo, offer.nextPrice?.no ?? 0) + 1

/** The id of the history row of an offer's price number `no`. */
export const offerPriceIdOf = (offerId: OfferId, no: number): string => `${offerId}:${no}`
