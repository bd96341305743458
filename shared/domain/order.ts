import * as v from 'valibot'
import { ORDER_LINES_MAX } from '../lib/limits.ts'
import {
  type AccountId,
  type CommodityId,
  type MarketId,
  type OfferId,
  OfferIdSchema,
  type OrderId,
  type StallId,
  type StallOrderId,
} from './id.ts'
import { PriceNoSchema, PriceSchema } from './offer.ts'
import { type Quantity, QuantitySchema, type SellUnit } from './quantity.ts'
import type { Trip } from './trip.ts'

/** What to do when a good is out: "ganti yang mirip", "tanya saya dulu", "coret saja". */
export const LinePolicySchema = v.picklist(['replace', 'ask', 'drop'])
export type LinePolicy = v.InferOutput<typeof LinePolicySchema>

/**
 * One line as the household asks for it, with the price it saw: Rp for one sell unit, and that
 * price's number. `requestLine` (pricing.ts) makes it from an offer.
 */
export const LineRequestSchema = v.object({
  offerId: OfferIdSchema,
  qty: QuantitySchema,
  policy: LinePolicySchema,
  priceSeenIdr: PriceSchema,
  priceNo: PriceNoSchema,
})
export type LineRequest = Readonly<v.InferOutput<typeof LineRequestSchema>>

/** The lines of one order, 1 … ORDER_LINES_MAX. The same offer may stand in several. */
export const LineRequestsSchema = v.pipe(
  v.array(LineRequestSchema),
  v.minLength(1),
  v.maxLength(ORDER_LINES_MAX),
)

/**
 * Why a line brings nothing. On arrival: the offer was `withdrawn`, `out`, its stall `suspended`,
 * nobody knows the offer (`unknown`), or the price seen gave way to a dearer one long ago (`stale`).
 * Later: the vendor `declined` it, or left it out when
 * packing (`notPacked`).
 */
export type LineWhy =
  'withdrawn' | 'out' | 'suspended' | 'unknown' | 'stale' | 'declined' | 'notPacked'

/** One line of a stall order. `estimateIdr` and `maxIdr` are of the whole line, in Rp. */
export type OrderLine = {
  readonly offerId: OfferId
  readonly commodityId: CommodityId | null
  /** What it was called when it was ordered; '' where nobody knows the offer. */
  readonly name: string
  readonly grade: string | null
  readonly unit: SellUnit
  readonly qty: Quantity
  readonly policy: LinePolicy
  /**
   * Rp for one sell unit: what the household saw (as far as the price history confirms it), and
   * what the stall asked when the order arrived. The lower of the two counts (basisIdr).
   */
  readonly priceSeenIdr: number
  readonly priceIdr: number
  /** true: that price binds; false: an estimate, the vendor states the price at packing. */
  readonly isBinding: boolean
  readonly estimateIdr: number
  readonly maxIdr: number
  readonly status: 'ordered' | 'unavailable' | 'packed'
  /** set exactly while the line is unavailable */
  readonly why: LineWhy | null
  readonly packed: PackedLine | null
}

/** What was really packed. Amounts in g, ml or pieces. */
export type PackedLine = {
  /** what lies in the bag; null where a value line was not weighed */
  readonly amount: number | null
  /** what is paid for: never above the tolerance and the line's cap */
  readonly chargedAmount: number | null
  /** Rp for one sell unit that was applied */
  readonly priceIdr: number
  /** Rp for one sell unit that the vendor stated, where it was above the cap */
  readonly priceAskedIdr: number | null
  readonly totalIdr: number
}

/** What a household placed. Row key `order/<id>`; only the bucket `household:<accountId>`. */
export type Order = {
  readonly kind: 'order'
  readonly id: OrderId
  readonly accountId: AccountId
  readonly marketId: MarketId
  readonly contact: { readonly name: string; readonly phone: string }
  readonly trip: Trip
  /** four digits the household shows at every stall of this order */
  readonly code: string
  /** late: it came after the cut-off, `lines` wait for "jadwal berikutnya?" */
  readonly status: 'placed' | 'late' | 'cancelled'
  /** kept only while the order is late */
  readonly lines: readonly LineRequest[] | null
  readonly stallOrderIds: readonly StallOrderId[]
  /** epoch ms, as told */
  readonly placedAt: number
}

/** Where a stall order stands; the machine is in stall-order.ts. */
export type StallOrderStatus =
  'placed' | 'accepted' | 'packing' | 'packed' | 'handedOver' | 'declined' | 'cancelled'

/**
 * The part of an order that one stall fills (machine in stall-order.ts). Row key
 * `stallOrder/<orderId>.<n>`; buckets of the stall and of the household. It carries no name, phone
 * or address.
 */
export type StallOrder = {
  readonly kind: 'stallOrder'
  readonly id: StallOrderId
  readonly orderId: OrderId
  readonly marketId: MarketId
  readonly stallId: StallId
  readonly householdId: AccountId
  readonly day: number
  readonly acceptBy: number
  readonly windowFrom: number
  readonly windowTo: number
  readonly status: StallOrderStatus
  /** why it was declined, in the vendor's words; null where no line was left for her */
  readonly reason: string | null
  /** the household asked to cancel when packing had begun; the vendor decides */
  readonly isCancelRequested: boolean
  /** the vendor said no to that */
  readonly isCancelRefused: boolean
  readonly lines: readonly OrderLine[]
  readonly placedAt: number
  /** the fact that packed it, which a correction names */
  readonly packedFact: string | null
  /**
   * `code` is what was typed, evidence only. isCodeRight is null where no code was typed or the
   * server has not compared it with the order's yet.
   */
  readonly handover: {
    readonly factId: string
    readonly at: number
    readonly code: string | null
    readonly isCodeRight: boolean | null
  } | null
}

/**
 * How a whole order stands, from its own row and its parts. `waiting`: some part has no answer
 * yet; `accepted`: every open part is accepted or being packed; `ready`: every open part is
 * packed; `done`: handed over as far as it came; `cancelled`, `declined`: nothing is left of it.
 */
export type OrderState =
  'late' | 'waiting' | 'accepted' | 'ready' | 'done' | 'cancelled' | 'declined'

/** See {@link OrderState}. The parts decide; the order's own row only knows of the household (O22). */
export function orderState(order: Order, parts: readonly StallOrder[]): OrderState {
  if (order.status === 'late') return 'late'
  const statuses = parts.map((part) => part.status)
  if (statuses.includes('placed')) return 'waiting'
  if (statuses.includes('accepted') || statuses.includes('packing')) return 'accepted'
  if (statuses.includes('packed')) return 'ready'
  if (statuses.includes('handedOver')) return 'done'
  if (order.status === 'cancelled' || statuses.includes('cancelled')) return 'cancelled'
  return statuses.length > 0 ? 'declined' : 'waiting'
}

/**
 * Sums in Rp over lines or parts. `orderedIdr`: "kira-kira" as it was ordered, all lines;
 * `estimateIdr`: what is to be expected now; `maxIdr`: the most it can come to; `packedIdr`: what
 * is packed so far. When `isFinal` the last three are one number, the bill.
 */
export type Sums = {
  readonly orderedIdr: number
  readonly estimateIdr: number
  readonly maxIdr: number
  readonly packedIdr: number
  readonly isFinal: boolean
}

const NO_SUMS: Sums = { orderedIdr: 0, estimateIdr: 0, maxIdr: 0, packedIdr: 0, isFinal: true }

/** The sums of one part: nothing is due for one that was declined or cancelled (O12). */
export function sumsOfPart(part: StallOrder): Sums {
  const isVoid = part.status === 'declined' || part.status === 'cancelled'
  return part.lines.map((line) => sumsOfLine(line, isVoid)).reduce(addSums, NO_SUMS)
}

/** The sums of a whole order: those of its parts and its trip's fee, which is due as it stands. */
export function sumsOfOrder(order: Order, parts: readonly StallOrder[]): Sums {
  const fee = parts.length > 0 ? order.trip.feeIdr : 0
  const start = { ...NO_SUMS, orderedIdr: fee, estimateIdr: fee, maxIdr: fee, packedIdr: fee }
  return parts.map(sumsOfPart).reduce(addSums, start)
}

function sumsOfLine(line: OrderLine, isVoid: boolean): Sums {
  const orderedIdr = line.estimateIdr
  if (isVoid || line.status === 'unavailable') return { ...NO_SUMS, orderedIdr }
  if (line.packed === null) {
    const { estimateIdr, maxIdr } = line
    return { orderedIdr, estimateIdr, maxIdr, packedIdr: 0, isFinal: false }
  }
  const { totalIdr } = line.packed
  return { orderedIdr, estimateIdr: totalIdr, maxIdr: totalIdr, packedIdr: totalIdr, isFinal: true }
}

const addSums = (a: Sums, b: Sums): Sums => ({
  orderedIdr: a.orderedIdr + b.orderedIdr,
  estimateIdr: a.estimateIdr + b.estimateIdr,
  maxIdr: a.maxIdr + b.maxIdr,
  packedIdr: a.packedIdr + b.packedIdr,
  isFinal: a.isFinal && b.isFinal,
})
