import type { OfferId, OrderId, StallId } from '@pasar/shared/domain/id.ts'
import type { Market } from '@pasar/shared/domain/market.ts'
import type { Offer } from '@pasar/shared/domain/offer.ts'
import { pickupTrip, todayOf } from '@pasar/shared/domain/opening.ts'
import type { LinePolicy, LineRequest } from '@pasar/shared/domain/order.ts'
import { askedOn, type LinePrice, priceLine, requestLine } from '@pasar/shared/domain/pricing.ts'
import type { Quantity } from '@pasar/shared/domain/quantity.ts'
import { localDay } from '@pasar/shared/domain/time.ts'
import { SEEN_PRICE_MS_MAX } from '@pasar/shared/lib/limits.ts'

/**
 * One line of a basket, with the price as it was seen when it was put in (Rp for one sell unit).
 * The name stays readable when the offer is gone.
 */
export type BasketLine = {
  readonly offerId: OfferId
  readonly stallId: StallId
  readonly name: string
  readonly qty: Quantity
  readonly policy: LinePolicy
  readonly seenIdr: number
  readonly seenNo: number
}

/** A basket as it lies in the drafts. Ids are drawn once, so that ordering twice orders once. */
export type Basket = {
  readonly v: 1
  readonly orderId: OrderId
  readonly accountId: string
  readonly code: string
  readonly lines: readonly BasketLine[]
  /** epoch day of the pick-up, or null for the first that can be had */
  readonly day: number | null
  readonly name: string
  readonly phone: string
  readonly hasConsent: boolean
}

/** A draft as a basket, or null where there is none or its shape is of another version. */
export function parseBasket(value: unknown): Basket | null {
  if (typeof value !== 'object' || value === null || !('v' in value) || value.v !== 1) return null
  return 'lines' in value && Array.isArray(value.lines) ? (value as Basket) : null // written by this code alone
}

/** The basket with `line` in it, in the place of an earlier line of the same offer. */
export function withLine(basket: Basket, line: BasketLine): Basket {
  const isThere = basket.lines.some((other) => other.offerId === line.offerId)
  const lines = isThere
    ? basket.lines.map((other) => (other.offerId === line.offerId ? line : other))
    : [...basket.lines, line]
  return { ...basket, lines }
}

/** The basket without the line of one offer. */
export const withoutLine = (basket: Basket, offerId: string): Basket => ({
  ...basket,
  lines: basket.lines.filter((line) => line.offerId !== offerId),
})

/** What became of a line since it was put in. */
export type LineState =
  | { readonly kind: 'same' }
  | { readonly kind: 'rose' | 'fell'; readonly fromIdr: number; readonly toIdr: number }
  | { readonly kind: 'out' }
  | { readonly kind: 'gone' }

/** A basket line beside the offer as it stands now. `price` is null where it cannot be had. */
export type PricedLine = {
  readonly line: BasketLine
  readonly offer: Offer | null
  readonly state: LineState
  readonly request: LineRequest | null
  readonly price: LinePrice | null
}

/** What prices a basket: the market, the day of the pick-up, the time (epoch ms). */
export type BasketContext = { readonly market: Market; readonly day: number; readonly now: number }

/** A line with what it costs on that day, or the reason why it cannot be had. */
export function pricedLine(
  line: BasketLine,
  offer: Offer | null,
  context: BasketContext,
): PricedLine {
  if (offer === null || offer.isWithdrawn) return unavailable(line, offer, 'gone')
  if (offer.availability === 'out') return unavailable(line, offer, 'out')
  const request = requestOf(line, offer, context)
  const { market, day, now } = context
  const trip = pickupTrip(market, day, now)
  const price = priceLine(offer, request, {
    market,
    day,
    today: trip ? todayOf(trip, now) : localDay(now),
    receivedAt: now,
    history: undefined,
    successors: [],
  })
  return { line, offer, request, price, state: stateOf(line, price) }
}

/**
 * The line as it is sent. A price published for the very day is what the screen shows for that
 * day; else what was seen when it was put in counts, unless a dearer one has been asked for so long
 * that the market would drop the line (O26): then the screen shows that one, and it is sent.
 */
function requestOf(line: BasketLine, offer: Offer, { day, now }: BasketContext): LineRequest {
  const shown = requestLine(offer, day, { qty: line.qty, policy: line.policy })
  const asked = askedOn(offer, day)
  const isLongDearer = asked.priceIdr > line.seenIdr && now > asked.since + SEEN_PRICE_MS_MAX
  if (asked.isForDay || (isLongDearer && line.qty.mode !== 'value')) return shown
  return { ...shown, priceSeenIdr: line.seenIdr, priceNo: line.seenNo }
}

/** Against what the person saw when it was put in, whatever is sent. */
function stateOf({ seenIdr: fromIdr }: BasketLine, price: LinePrice): LineState {
  const toIdr = price.priceIdr
  if (toIdr === fromIdr) return { kind: 'same' }
  return { kind: toIdr > fromIdr ? 'rose' : 'fell', fromIdr, toIdr }
}

const unavailable = (line: BasketLine, offer: Offer | null, kind: 'gone' | 'out'): PricedLine => ({
  line,
  offer,
  state: { kind },
  request: null,
  price: null,
})

/** Rp of all lines that can be had: the estimate and the most it can come to. */
export type BasketTotals = {
  readonly goods: number
  readonly stalls: number
  readonly estimateIdr: number
  readonly maxIdr: number
}

export function totalsOf(lines: readonly PricedLine[]): BasketTotals {
  const had = lines.filter((line) => line.price !== null)
  return {
    goods: had.length,
    stalls: new Set(had.map((line) => line.line.stallId)).size,
    estimateIdr: had.reduce((sum, line) => sum + (line.price?.estimateIdr ?? 0), 0),
    maxIdr: had.reduce((sum, line) => sum + (line.price?.maxIdr ?? 0), 0),
  }
}

/** The lines by stall, in the order in which the stalls first appear. */
export function byStall(
  lines: readonly PricedLine[],
): readonly { readonly stallId: StallId; readonly lines: readonly PricedLine[] }[] {
  const groups = new Map<StallId, PricedLine[]>()
  for (const line of lines) {
    const group = groups.get(line.line.stallId)
    if (group) group.push(line)
    else groups.set(line.line.stallId, [line])
  }
  return [...groups].map(([stallId, group]) => ({ stallId, lines: group }))
}
