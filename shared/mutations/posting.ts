import {
  type OfferId,
  type OrderId,
  type StallId,
  stallOfOffer,
  stallOrderIdOf,
} from '../domain/id.ts'
import type { Market } from '../domain/market.ts'
import { type Offer, offerPriceIdOf } from '../domain/offer.ts'
import type { LineRequest, LineWhy, Order, OrderLine, StallOrder } from '../domain/order.ts'
import { pickupTrip, todayOf } from '../domain/opening.ts'
import { mayDo } from '../domain/permission.ts'
import { type PriceContext, fitsLine, isStale, priceLine } from '../domain/pricing.ts'
import { modeOf } from '../domain/quantity.ts'
import { type RowKey, keyOf } from '../domain/row.ts'
import { localDay } from '../domain/time.ts'
import { DAYS_AHEAD_MAX } from '../lib/limits.ts'
import { type Refusal, refuse } from '../lib/result.ts'
import { type CommonWhy, type Context, Draft, type Outcome, type View } from './mutation.ts'

type LineRefusal = 'otherMarket' | 'modeNotSold' | 'unitNotSold' | 'lineTooLarge'

/**
 * Why an order cannot be posted: the market does not work on that day; the day is beyond
 * DAYS_AHEAD_MAX; a line's offer belongs to another market, is not sold in that mode or unit, or
 * the line passes LINE_TOTAL_IDR_MAX; no line can be had, or only at prices of long ago.
 */
export type PostWhy = 'marketClosed' | 'tooFarAhead' | 'nothingLeft' | 'stale' | LineRefusal

/** What an order is before its trip and parts are known, and what is asked for. */
export type Posting = {
  readonly head: Pick<Order, 'id' | 'accountId' | 'marketId' | 'contact' | 'code' | 'placedAt'>
  readonly lines: readonly LineRequest[]
  /** the local market day as epoch day */
  readonly day: number
}

/** Every row that {@link post} reads or writes for these lines; the goods' names come second. */
export function keysOfLines(
  view: View,
  { orderId, lines }: { readonly orderId: OrderId; readonly lines: readonly LineRequest[] },
): readonly RowKey[] {
  const stallIds = stallsInOrder(lines)
  const keys: RowKey[] = stallIds.map((stallId) => keyOf('stall', stallId))
  stallIds.forEach((_, index) => {
    keys.push(keyOf('stallOrder', stallOrderIdOf(orderId, index + 1)))
  })
  for (const { offerId, priceNo } of lines) {
    keys.push(keyOf('offer', offerId))
    keys.push(keyOf('offerPrice', offerPriceIdOf(offerId, priceNo)))
    const offer = view.get(keyOf('offer', offerId))
    keys.push(...successorKeys(offerId, priceNo, offer))
    if (offer?.commodityId) keys.push(keyOf('commodity', offer.commodityId))
  }
  return [...new Set(keys)]
}

/**
 * Posts an order to its stalls, or keeps it as `late` where it came after the trip's cut-off (O19).
 * The cut-off and the time to answer are the authority's clock's, so a phone posts to the stalls
 * whatever its own clock says, and takes the server's word back; parts are numbered as their
 * stalls first appear in the lines.
 */
export function post(view: View, ctx: Context, posting: Posting): Outcome<PostWhy | CommonWhy> {
  const { head, lines, day } = posting
  const market = view.get(keyOf('market', head.marketId))
  if (!market) return refuse('notFound')
  const { isAuthority, receivedAt } = ctx
  if (isAuthority && day > localDay(receivedAt) + DAYS_AHEAD_MAX) return refuse('tooFarAhead')
  const trip = pickupTrip(market, day, receivedAt)
  if (!trip) return refuse('marketClosed')
  const order: Order = {
    kind: 'order',
    ...head,
    trip,
    status: 'late',
    lines,
    stallOrderIds: [],
  }
  if (!mayDo(ctx.actor, 'order', order)) return refuse('notPermitted')
  const draft = new Draft(view)
  if (isAuthority && receivedAt > trip.cutoffAt) {
    draft.put(order)
    return draft.done()
  }
  const today = todayOf(trip, receivedAt)
  const placed = linesByStall(view, { market, ctx, posting, today })
  if (!placed.ok) return placed
  const parts = placed.groups.map(([stallId, own], index) =>
    partOf(order, { n: index + 1, stallId, lines: own }),
  )
  if (parts.every((part) => part.status === 'declined')) return refuse(whyNothing(parts))
  const stallOrderIds = parts.map((part) => part.id)
  draft.put({ ...order, status: 'placed', lines: null, stallOrderIds })
  parts.forEach((part) => draft.put(part))
  return draft.done()
}

/** The prices that may have taken over from number `priceNo`: the next one, and those asked now. */
function successorKeys(
  offerId: OfferId,
  priceNo: number,
  offer: Offer | undefined,
): readonly RowKey<'offerPrice'>[] {
  const numbers = [priceNo + 1, offer?.priceNo, offer?.nextPrice?.no].filter(
    (no): no is number => no !== undefined && no > priceNo,
  )
  return [...new Set(numbers)].map((no) => keyOf('offerPrice', offerPriceIdOf(offerId, no)))
}

const successorsOf = (view: View, offer: Offer, priceNo: number): PriceContext['successors'] =>
  successorKeys(offer.id, priceNo, offer).flatMap((key) => {
    const price = view.get(key)
    return price ? [{ price, takenAt: view.takenAt?.(key) ?? price.at }] : []
  })

const stallsInOrder = (lines: readonly LineRequest[]): readonly StallId[] => [
  ...new Set(lines.map((line) => stallOfOffer(line.offerId))),
]

/** Where the prices alone are in the way, looking again helps; else nothing does. */
const whyNothing = (parts: readonly StallOrder[]): 'nothingLeft' | 'stale' =>
  parts.some((part) => part.lines.some((line) => line.why === 'stale')) ? 'stale' : 'nothingLeft'

type LineContext = {
  readonly market: Market
  readonly ctx: Context
  readonly posting: Posting
  /** the market day that counts as today for the trip */
  readonly today: number
}

function linesByStall(
  view: View,
  context: LineContext,
):
  | { readonly ok: true; readonly groups: readonly (readonly [StallId, OrderLine[]])[] }
  | Refusal<LineRefusal> {
  const { lines } = context.posting
  const groups = new Map<StallId, OrderLine[]>()
  stallsInOrder(lines).forEach((stallId) => groups.set(stallId, []))
  for (const wish of lines) {
    const placed = placeLine(view, wish, context)
    if (!placed.ok) return placed
    groups.get(stallOfOffer(wish.offerId))?.push(placed.line)
  }
  return { ok: true, groups: [...groups] }
}

function placeLine(
  view: View,
  wish: LineRequest,
  { market, ctx, posting: { day }, today }: LineContext,
): { readonly ok: true; readonly line: OrderLine } | Refusal<LineRefusal> {
  const { offerId, priceNo } = wish
  const offer = view.get(keyOf('offer', offerId))
  if (!offer) return { ok: true, line: unknownLine(wish) }
  if (offer.marketId !== market.id) return refuse('otherMarket')
  const unfit = unfitFor(offer, wish, day)
  if (unfit) return refuse(unfit)
  const context: PriceContext = {
    market,
    day,
    today,
    receivedAt: ctx.receivedAt,
    history: view.get(keyOf('offerPrice', offerPriceIdOf(offerId, priceNo))),
    successors: successorsOf(view, offer, priceNo),
  }
  const price = priceLine(offer, wish, context)
  const why = whyNot(view, offer) ?? (isStale(offer, wish, context) ? 'stale' : null)
  const { commodityId, grade, unit } = offer
  const commodity = commodityId ? view.get(keyOf('commodity', commodityId)) : undefined
  const line: OrderLine = {
    offerId,
    commodityId,
    name: offer.ownName ?? commodity?.name ?? '',
    grade,
    unit,
    qty: wish.qty,
    policy: wish.policy,
    ...price,
    status: why === null ? 'ordered' : 'unavailable',
    why,
    packed: null,
  }
  return { ok: true, line }
}

function unfitFor(offer: Offer, wish: LineRequest, day: number): LineRefusal | null {
  const mode = modeOf(offer.unit)
  const { qty } = wish
  if (qty.mode === 'value' ? mode === 'count' : qty.mode !== mode) return 'modeNotSold'
  // there is no rule between two counted units, and never one to one (product.md, Numbers)
  if (qty.mode === 'count' && qty.unit !== offer.unit) return 'unitNotSold'
  return fitsLine(offer, wish, day) ? null : 'lineTooLarge'
}

/** Why an offer cannot be had now; a phone is not shown the row of a suspended stall at all. */
function whyNot(view: View, offer: Offer): LineWhy | null {
  const stall = view.get(keyOf('stall', offer.stallId))
  if (!stall || stall.isSuspended) return 'suspended'
  if (offer.isWithdrawn) return 'withdrawn'
  return offer.availability === 'out' ? 'out' : null
}

/** A line for an offer that is not there: it left the catalogue, or never was in it. */
const unknownLine = (wish: LineRequest): OrderLine => ({
  offerId: wish.offerId,
  commodityId: null,
  name: '',
  grade: null,
  unit: wish.qty.mode === 'value' ? 'kg' : wish.qty.unit,
  qty: wish.qty,
  policy: wish.policy,
  priceSeenIdr: wish.priceSeenIdr,
  priceIdr: wish.priceSeenIdr,
  isBinding: false,
  estimateIdr: 0,
  maxIdr: 0,
  status: 'unavailable',
  why: 'unknown',
  packed: null,
})

/** One stall's part; without a line left to fill it is declined from the start. */
function partOf(
  order: Order,
  { n, stallId, lines }: { n: number; stallId: StallId; lines: readonly OrderLine[] },
): StallOrder {
  return {
    kind: 'stallOrder',
    id: stallOrderIdOf(order.id, n),
    orderId: order.id,
    marketId: order.marketId,
    stallId,
    householdId: order.accountId,
    day: order.trip.day,
    acceptBy: order.trip.acceptBy,
    windowFrom: order.trip.windowFrom,
    windowTo: order.trip.windowTo,
    status: lines.some((line) => line.status === 'ordered') ? 'placed' : 'declined',
    reason: null,
    isCancelRequested: false,
    isCancelRefused: false,
    lines,
    placedAt: order.placedAt,
    packedFact: null,
    handover: null,
  }
}
