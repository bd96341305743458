import type { LineWhy, OrderLine, StallOrder, StallOrderStatus } from './order.ts'

/**
 * The machine of a stall order (product.md, The order's life).
 *
 *     placed ──accept──▶ accepted ──start──▶ packing ──pack──▶ packed ──handOver──▶ handedOver
 *       │ │                 │ │                │ │             │ ▲  │
 *       │ └────decline──────┴─┼────────────────┘ │             │ └──┘ pack again: a correction
 *       │          ▼          │                  │ answer      │ answer
 *       │      declined       │                  ▼   yes       ▼   yes
 *       └──────cancel─────────┴─────────────▶ cancelled ──pack──▶ packed (cancel is asked for)
 *
 * Packing from further back walks the edges between. A cancel that meets packing or packed sets
 * isCancelRequested and moves nothing; one that came first and meets a pack gives way to it:
 * packed wins, the cancel becomes a request. declined and handedOver are ends.
 */
export const STALL_ORDER_EDGES = {
  placed: ['accepted', 'declined', 'cancelled'],
  accepted: ['packing', 'declined', 'cancelled'],
  packing: ['packed', 'declined', 'cancelled'],
  packed: ['packed', 'handedOver', 'cancelled'],
  cancelled: ['packed'],
  declined: [],
  handedOver: [],
} as const satisfies Record<StallOrderStatus, readonly StallOrderStatus[]>

/** True where one edge leads from `from` to `to` (O13). */
export const mayMove = (from: StallOrderStatus, to: StallOrderStatus): boolean =>
  (STALL_ORDER_EDGES[from] as readonly StallOrderStatus[]).includes(to) // widens the literal tuple

/** The statuses on the way from an order to the buyer's hand, in order. */
export const STALL_ORDER_WAY: readonly StallOrderStatus[] = [
  'placed',
  'accepted',
  'packing',
  'packed',
  'handedOver',
]

/**
 * True where `to` can be reached from `from` by edges alone without leaving the way: a later step
 * implies the ones before it ("packed" implies "accepted"), only custody must be stated (O14).
 */
export function mayReach(from: StallOrderStatus, to: StallOrderStatus): boolean {
  if (mayMove(from, to)) return true
  if (to === 'handedOver') return false
  const start = STALL_ORDER_WAY.indexOf(from)
  return start >= 0 && start < STALL_ORDER_WAY.indexOf(to)
}

/** True where the part stands at `status` or further on the way: saying it again changes nothing. */
export const isAtLeast = (part: StallOrder, status: StallOrderStatus): boolean => {
  const place = STALL_ORDER_WAY.indexOf(part.status)
  return place >= 0 && place >= STALL_ORDER_WAY.indexOf(status)
}

/** True while the household can still cancel this part by itself (O20). */
export const mayCancel = (part: StallOrder): boolean =>
  part.status === 'placed' || part.status === 'accepted'

/** True while the household can ask the vendor to cancel this part, once (O20). */
export const mayAskCancel = (part: StallOrder): boolean =>
  (part.status === 'packing' || part.status === 'packed') && !part.isCancelRefused

/** True while the vendor can still say no to a line or to all of it (O16). */
export const mayDecline = (part: StallOrder): boolean => mayMove(part.status, 'declined')

/** True while the part can be packed or its packing corrected. */
export const mayPack = (part: StallOrder): boolean => mayReach(part.status, 'packed')

/** True where something of it still waits for the vendor or the buyer. */
export const isOpen = (part: StallOrder): boolean =>
  !['handedOver', 'declined', 'cancelled'].includes(part.status)

/** A line that brings nothing, whatever it was before. */
export const unavailable = (line: OrderLine, why: LineWhy): OrderLine => ({
  ...line,
  status: 'unavailable',
  why,
  packed: null,
})
