import { stallOfOffer } from '@pasar/shared/domain/id.ts'
import type { Offer } from '@pasar/shared/domain/offer.ts'
import type { LineRequest } from '@pasar/shared/domain/order.ts'
import { requestLine } from '@pasar/shared/domain/pricing.ts'
import { type BasketContext, type LineState, pricedLine, type PricedLine } from './basket.ts'

/** A line of a late order as it would be ordered now, and how its price moved since. */
export type LateLine = { readonly priced: PricedLine; readonly moved: LineState }

/** What a late order's line costs on another day: the price shown now counts as seen (O19). */
export function lateLine(wish: LineRequest, offer: Offer | null, context: BasketContext): LateLine {
  const { offerId, qty, policy, priceSeenIdr: seenIdr, priceNo: seenNo } = wish
  const before = { offerId, stallId: stallOfOffer(offerId), name: '', qty, policy, seenIdr, seenNo }
  const moved = pricedLine(before, offer, context).state
  if (offer === null) return { priced: pricedLine(before, offer, context), moved }
  const shown = requestLine(offer, context.day, wish)
  const now = { ...before, seenIdr: shown.priceSeenIdr, seenNo: shown.priceNo }
  return { priced: pricedLine(now, offer, context), moved }
}

/** The prices that the screen shows, line by line, as the booking sends them. */
export const seenOf = (
  wishes: readonly LineRequest[],
  lines: readonly LateLine[],
): readonly Pick<LineRequest, 'priceSeenIdr' | 'priceNo'>[] =>
  wishes.map((wish, index) => {
    const { priceSeenIdr, priceNo } = lines[index]?.priced.request ?? wish
    return { priceSeenIdr, priceNo }
  })
