import type { Offer } from '@pasar/shared/domain/offer.ts'
import { basePerUnit } from '@pasar/shared/domain/quantity.ts'

/** Offers of one good as they are shown: what is there first, then the cheapest by its unit. */
export function inShopOrder(offers: readonly Offer[]): readonly Offer[] {
  return [...offers].sort(
    (a, b) => Number(isOut(a)) - Number(isOut(b)) || unitPrice(a) - unitPrice(b) || byId(a, b),
  )
}

const isOut = (offer: Offer): boolean => offer.availability === 'out'
const byId = (a: Offer, b: Offer): number => (a.id < b.id ? -1 : 1)

/** Only to order rows: money is never worked out from it. */
const unitPrice = (offer: Offer): number => offer.priceIdr / basePerUnit(offer.unit)
