import type { Offer, OfferPrice } from '@pasar/shared/domain/offer.ts'
import { PRICE_IDR_MAX, PRICE_IDR_MIN } from '@pasar/shared/lib/limits.ts'

/** Prices being typed, by offer: the text as it stands in the field. */
export type TypedPrices = { readonly [offerId: string]: string }

/** A draft as typed prices. */
export function parseTyped(value: unknown): TypedPrices | null {
  return typeof value === 'object' && value !== null ? (value as TypedPrices) : null // written by this code alone
}

/** The step a vendor changes a price by, in Rp: coins for what is cheap, thousands for meat. */
export function priceStep(priceIdr: number): number {
  if (priceIdr < 2_000) return 100
  if (priceIdr < 50_000) return 500
  return priceIdr < 200_000 ? 1_000 : 5_000
}

/** The next price up (1) or down (-1) on the grid of its step. */
export function steppedPrice(priceIdr: number, direction: 1 | -1): number {
  // Going down from the border of two grids takes the finer one: 50.000 goes to 49.500.
  const step = priceStep(direction === 1 ? priceIdr : priceIdr - 1)
  const to =
    direction === 1
      ? (Math.floor(priceIdr / step) + 1) * step
      : (Math.ceil(priceIdr / step) - 1) * step
  return Math.min(Math.max(to, PRICE_IDR_MIN), PRICE_IDR_MAX)
}

/** Two phones that met over one price: what holds now, and what the other one wrote. */
export type Meeting = { readonly holds: OfferPrice; readonly other: OfferPrice }

/**
 * Whether a price that holds, today's or a coming one, was set by a phone that had not seen what
 * another had set for the same (numbers between its `basedOn` and its own, O2): then a person
 * should look once more. `history` is newest first.
 */
export function meetingOf(offer: Offer, history: readonly OfferPrice[]): Meeting | null {
  for (const no of [offer.nextPrice?.no, offer.priceNo]) {
    const holds = history.find((price) => price.no === no)
    if (!holds) continue
    const other = history.find(
      (price) => price.no > holds.basedOn && price.no < holds.no && price.day === holds.day,
    )
    if (other && other.priceIdr !== holds.priceIdr) return { holds, other }
  }
  return null
}
