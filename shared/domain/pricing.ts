import { divideDown, multiply } from '../lib/integer.ts'
import {
  CEILING_STEP_IDR,
  LINE_TOTAL_IDR_MAX,
  OVER_IDR_MAX,
  OVER_PERCENT_MAX,
  SEEN_PRICE_MS_MAX,
} from '../lib/limits.ts'
import type { Market } from './market.ts'
import { proportionHalfUp, roundUpTo } from './money.ts'
import type { Offer, OfferPrice } from './offer.ts'
import type { LinePolicy, LineRequest, OrderLine } from './order.ts'
import { type Quantity, type SellUnit, baseAmount, basePerUnit } from './quantity.ts'
import { MINUTE_MS, startOfDay, wholeMinute } from './time.ts'

/**
 * A price as an offer asks it on one day: Rp for one sell unit, its number, since when as the
 * vendor's phone told it (epoch ms, for screens alone).
 */
export type AskedPrice = {
  readonly priceIdr: number
  readonly no: number
  readonly since: number
  /** true: published for exactly that day, so it binds although the day has not come (O4) */
  readonly isForDay: boolean
}

/** What `offer` asks on the local day `day`: its coming price from that price's day on (O3). */
export function askedOn(offer: Offer, day: number): AskedPrice {
  const next = offer.nextPrice
  if (next === null || next.day > day) {
    return { priceIdr: offer.priceIdr, no: offer.priceNo, since: offer.priceAt, isForDay: false }
  }
  return {
    priceIdr: next.priceIdr,
    no: next.no,
    since: Math.max(next.at, startOfDay(next.day)),
    isForDay: next.day === day,
  }
}

/** Rp for one sell unit of `offer` on the local day `day` (O3). */
export const priceOn = (offer: Offer, day: number): number => askedOn(offer, day).priceIdr

/**
 * `offer` with a coming price that has come by the local day `today` as its own price: what every
 * new price starts from, so that a day's price is not lost by the next one.
 */
export function settled(offer: Offer, today: number): Offer {
  const next = offer.nextPrice
  if (next === null || next.day > today) return offer
  const { priceIdr, no, since } = askedOn(offer, today)
  return { ...offer, priceIdr, priceNo: no, priceAt: wholeMinute(since), nextPrice: null }
}

/** The line that a basket sends for `offer` on the trip day `day`, with the price its screen shows. */
export function requestLine(
  offer: Offer,
  day: number,
  wish: { readonly qty: Quantity; readonly policy: LinePolicy },
): LineRequest {
  const asked = askedOn(offer, day)
  return { offerId: offer.id, ...wish, priceSeenIdr: asked.priceIdr, priceNo: asked.no }
}

/**
 * Rp for `amount` (g, ml or pieces) of a good at `priceIdr` for one `unit`:
 * `roundHalfUp(priceIdr * amount / basePerUnit)` (product.md, weight rule; M2).
 */
export const lineTotal = (priceIdr: number, amount: number, unit: SellUnit): number =>
  proportionHalfUp(priceIdr, amount, basePerUnit(unit))

/**
 * The largest price of one `unit` at which `amount` costs no more than `limitIdr`: half-up turns
 * `total <= limit` into `2 * price * amount < (2 * limit + 1) * basePerUnit`.
 */
export const dearestPrice = (limitIdr: number, amount: number, unit: SellUnit): number =>
  largestFactor(limitIdr, amount, unit)

/** The largest amount (g, ml or pieces) that costs no more than `limitIdr` at `priceIdr`. */
export const largestAmount = (limitIdr: number, priceIdr: number, unit: SellUnit): number =>
  largestFactor(limitIdr, priceIdr, unit)

/** What over-packing may add to a line of `totalIdr` without asking: min(10 %, Rp2.000) (O10). */
export const overTolerance = (totalIdr: number): number =>
  Math.min(divideDown(multiply(totalIdr, OVER_PERCENT_MAX), 100), OVER_IDR_MAX)

/** The ceiling of an estimate: so many percent above it, rounded up to Rp500 (O6). */
export const ceilingOf = (estimateIdr: number, ceilingPercent: number): number =>
  roundUpTo(divideDown(multiply(estimateIdr, 100 + ceilingPercent) + 99, 100), CEILING_STEP_IDR)

/** The price that counts for a line: the lower of what was seen and what is asked (O5). */
export const basisIdr = (line: Pick<OrderLine, 'priceSeenIdr' | 'priceIdr'>): number =>
  Math.min(line.priceSeenIdr, line.priceIdr)

/**
 * False for a wish whose price, seen or asked on the trip's `day`, passes LINE_TOTAL_IDR_MAX: a
 * slip of the finger, and sums beyond it would leave the safe integers.
 */
export function fitsLine(offer: Offer, wish: LineRequest, day: number): boolean {
  if (wish.qty.mode === 'value') return true
  const dearest = Math.max(wish.priceSeenIdr, priceOn(offer, day))
  return lineTotal(dearest, baseAmount(wish.qty), offer.unit) <= LINE_TOTAL_IDR_MAX
}

/** What {@link priceLine} needs to know beside the offer and the wish. */
export type PriceContext = {
  readonly market: Pick<Market, 'priceGraceMin' | 'ceilingPercent'>
  /** the trip's local day and the local day on which the order arrives */
  readonly day: number
  readonly today: number
  /** epoch ms by the authority's clock */
  readonly receivedAt: number
  /** the history row of the price number seen: only the server has them all */
  readonly history: OfferPrice | undefined
  /**
   * the prices that may have taken over from the one seen, by their history rows, and when the
   * authority took each (epoch ms, its own clock); a phone has none of them
   */
  readonly successors: readonly { readonly price: OfferPrice; readonly takenAt: number }[]
}

/** The part of a line that {@link priceLine} works out. */
export type LinePrice = Pick<
  OrderLine,
  'priceSeenIdr' | 'priceIdr' | 'isBinding' | 'estimateIdr' | 'maxIdr'
>

/**
 * What a line costs as it arrives (product.md, Prices; O4, O5, O6).
 *
 * The price asked on the trip's day is firm where the trip is today or it was published for that
 * very day. A firm price binds where it is not above the one seen; a dearer one leaves the price
 * seen bound for the market's grace, and an estimate after it. A price that is not firm is an
 * estimate, never above what was seen, and so is its ceiling. The grace counts from when the price
 * seen gave way, so that one from long ago cannot be dug out and bind.
 *
 * Only for a wish that {@link fitsLine}.
 */
export function priceLine(offer: Offer, wish: LineRequest, context: PriceContext): LinePrice {
  const { day, today, receivedAt, market } = context
  const asked = askedOn(offer, day)
  const priceSeenIdr = confirmedSeen(wish, asked, context)
  const isFirm = day === today || asked.isForDay
  const isInGrace = receivedAt <= gaveWayAt(asked, context) + market.priceGraceMin * MINUTE_MS
  const wasFirm = day === today || context.history?.day === day
  const isBinding = isFirm && (asked.priceIdr <= priceSeenIdr || (wasFirm && isInGrace))
  const prices = { priceSeenIdr, priceIdr: asked.priceIdr, isBinding }
  if (wish.qty.mode === 'value') {
    return { ...prices, estimateIdr: wish.qty.amount, maxIdr: wish.qty.amount }
  }
  const amount = baseAmount(wish.qty)
  const estimateIdr = lineTotal(basisIdr(prices), amount, offer.unit)
  const tolerated = estimateIdr + (wish.qty.mode === 'count' ? 0 : overTolerance(estimateIdr))
  const maxIdr = isBinding
    ? tolerated
    : Math.max(
        tolerated,
        ceilingOf(lineTotal(priceSeenIdr, amount, offer.unit), market.ceilingPercent),
      )
  return { ...prices, estimateIdr, maxIdr }
}

/**
 * True for a price seen that gave way to a dearer one so long ago that it is no price any more
 * (O26): it would bind the stall to a ceiling of long ago. A value line is never stale, for its
 * price floats. Only the authority knows when a price gave way, so a phone finds none.
 */
export function isStale(offer: Offer, wish: LineRequest, context: PriceContext): boolean {
  const asked = askedOn(offer, context.day)
  const isDearer = asked.priceIdr > confirmedSeen(wish, asked, context)
  if (wish.qty.mode === 'value' || !isDearer || context.successors.length === 0) return false
  return context.receivedAt > gaveWayAt(asked, context) + SEEN_PRICE_MS_MAX
}

/**
 * When the price seen gave way to another: when the authority took that one, or when its day began.
 * What a vendor's phone tells counts only on a phone, where nothing is decided for good (I7).
 */
function gaveWayAt(asked: AskedPrice, { successors }: PriceContext): number {
  const starts = successors.map(({ price, takenAt }) =>
    price.day === null ? takenAt : Math.max(takenAt, startOfDay(price.day)),
  )
  return starts.length === 0 ? asked.since : Math.min(...starts)
}

/** How the price of a line moved between browsing, arrival and packing; screens tell it in words. */
export type PriceStory =
  | { readonly kind: 'asSeen'; readonly priceIdr: number }
  | { readonly kind: 'lowered'; readonly seenIdr: number; readonly priceIdr: number }
  | { readonly kind: 'seenKept'; readonly seenIdr: number; readonly askedIdr: number }
  | { readonly kind: 'estimate'; readonly seenIdr: number; readonly askedIdr: number }
  | { readonly kind: 'raised'; readonly seenIdr: number; readonly priceIdr: number }
  | { readonly kind: 'capped'; readonly askedIdr: number; readonly priceIdr: number }

/**
 * The story of one line's price, from the line alone (O7). `seenKept`: the stall asks more, the
 * price seen binds; `estimate`: open until packed; `raised`: packed dearer than seen, under the
 * ceiling; `capped`: the stall asked more than the line's limit at packing and got `priceIdr`.
 */
export function priceStory(line: OrderLine): PriceStory {
  const seenIdr = line.priceSeenIdr
  const askedIdr = line.priceIdr
  if (line.packed) {
    const { priceIdr, priceAskedIdr } = line.packed
    if (priceAskedIdr !== null) return { kind: 'capped', askedIdr: priceAskedIdr, priceIdr }
    if (priceIdr > seenIdr) return { kind: 'raised', seenIdr, priceIdr }
    if (priceIdr < seenIdr) return { kind: 'lowered', seenIdr, priceIdr }
    return { kind: 'asSeen', priceIdr }
  }
  if (!line.isBinding) return { kind: 'estimate', seenIdr, askedIdr }
  if (askedIdr > seenIdr) return { kind: 'seenKept', seenIdr, askedIdr }
  if (askedIdr < seenIdr) return { kind: 'lowered', seenIdr, priceIdr: askedIdr }
  return { kind: 'asSeen', priceIdr: askedIdr }
}

/**
 * The price that the household really saw (O5, trust.md P15): the claim counts where it is what is
 * asked now, or where the history has it under that number. A number below today's has a history
 * row on every server, so where the row is missing this is a phone, and the claim stands for now.
 */
function confirmedSeen(wish: LineRequest, asked: AskedPrice, context: PriceContext): number {
  const { history, day } = context
  if (wish.priceSeenIdr === asked.priceIdr || wish.priceNo === asked.no) return asked.priceIdr
  if (history === undefined) {
    return wish.priceNo < asked.no ? wish.priceSeenIdr : asked.priceIdr
  }
  const isFact = history.priceIdr === wish.priceSeenIdr && (history.day ?? day) <= day
  return isFact ? wish.priceSeenIdr : asked.priceIdr
}

function largestFactor(limitIdr: number, factor: number, unit: SellUnit): number {
  const bound = multiply(multiply(2, limitIdr) + 1, basePerUnit(unit)) - 1
  return divideDown(bound, multiply(2, factor))
}
