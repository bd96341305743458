import type { Offer } from '@pasar/shared/domain/offer.ts'
import { basePerUnit } from '@pasar/shared/domain/quantity.ts'

/** Offers of one good as they are shown: what is there first, then the cheapest by its unit. */
export function inShopOrder(offers: readonly Offer[]): readonly Offer[] {
  return [...offers].sort(
    (a, b) => Number(isOut(a)) - Number(isOut(b)) || unitPrice(a) - unitPrice(b) || byId(a, b),
  )
}

/** All offers, the same goods together: by name, then as {@link inShopOrder} has them. */
export function inListOrder(
  offers: readonly Offer[],
  nameOf: (offer: Offer) => string,
): readonly Offer[] {
  const byName = new Map<string, Offer[]>()
  for (const offer of offers) {
    const name = nameOf(offer)
    const group = byName.get(name)
    if (group) group.push(offer)
    else byName.set(name, [offer])
  }
  return [...byName]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .flatMap(([, group]) => inShopOrder(group))
}

const isOut = (offer: Offer): boolean => offer.availability === 'out'
const byId = (a: Offer, b: Offer): number => (a.id < b.id ? -1 : 1)

/** Only to order rows: money is never worked out from it. */
const unitPrice = (offer: Offer): number => offer.priceIdr / basePerUnit(offer.unit)
