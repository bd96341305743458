import type {
  AccountId,
  CommodityId,
  MarketId,
  OfferId,
  OrderId,
  StallId,
  StallOrderId,
} from './id.ts'
import type { Quantity, SellUnit } from './quantity.ts'
import type { Trip } from './trip.ts'

/** What to do when a good is out: "ganti yang mirip", "tanya saya dulu", "coret saja". */
export type LinePolicy = 'replace' | 'ask' | 'drop'

/** One line as the household asks for it, with the price it saw. */
export type LineRequest = {
  readonly offerId: OfferId
  readonly qty: Quantity
  readonly policy: LinePolicy
  /** Rp for one sell unit */
  readonly priceSeenIdr: number
  readonly priceNo: number
}

/** One line of a stall order. `estimateIdr` and `maxIdr` are of the whole line, in Rp. */
export type OrderLine = {
  readonly offerId: OfferId
  readonly commodityId: CommodityId | null
  /** What it was called when it was ordered. */
  readonly name: string
  readonly grade: string | null
  readonly unit: SellUnit
  readonly qty: Quantity
  readonly policy: LinePolicy
  /** Rp for one sell unit: seen by the household, and as it stood at the stall on arrival. */
  readonly priceSeenIdr: number
  readonly priceIdr: number
  /** true: that price binds; false: an estimate, the vendor states the price at packing. */
  readonly isBinding: boolean
  readonly estimateIdr: number
  readonly maxIdr: number
  readonly status: 'ordered' | 'unavailable' | 'packed'
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

export type StallOrderStatus =
  'placed' | 'accepted' | 'packing' | 'packed' | 'handedOver' | 'declined' | 'cancelled'

/**
 * The part of an order that one stall fills. Row key `stallOrder/<orderId>.<n>`; buckets of the
 * stall and of the household. It carries no name, phone or address.
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
  /** why it was declined, in the vendor's words or a reason's name */
  readonly reason: string | null
  /** the household asked to cancel after packing had begun; the vendor decides */
  readonly isCancelRequested: boolean
  readonly lines: readonly OrderLine[]
  readonly placedAt: number
  /** isCodeRight is null until the server has compared the typed code with the order's */
  readonly handover: {
    readonly at: number
    readonly code: string | null
    readonly isCodeRight: boolean | null
  } | null
}
