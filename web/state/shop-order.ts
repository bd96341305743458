import type { Offer } from '@pasar/shared/domain/offer.ts'
import { priceOn } from '@pasar/shared/domain/pricing.ts'
import { basePerUnit } from '@pasar/shared/domain/quantity.ts'

/**
 * Offers of one good as they are shown: what is there first, then the cheapest by its unit on the
 * local day `today`.
 */
export function inShopOrder(offers: readonly Offer[], today: number): readonly Offer[] {
  const unitPrice = (offer: Offer): number => unitPriceOn(offer, today)
  return [...offers].sort(
    (a, b) => Number(isOut(a)) - Number(isOut(b)) || unitPrice(a) - unitPrice(b) || byId(a, b),
  )
}

/** All offers, the same goods together: by name, then as {@link inShopOrder} has them. */
export function inListOrder(
  offers: readonly Offer[],
  { today, nameOf }: { today: number; nameOf: (offer: Offer) => string },
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
    .flatMap(([, group]) => inShopOrder(group, today))
}

const isOut = (offer: Offer): boolean => offer.availability === 'out'
const byId = (a: Offer, b: Offer): number => (a.id < b.id ? -1 : 1)

/** Only to order rows: money is never worked out from it. */
const unitPriceOn = (offer: Offer, day: number): number =>
  priceOn(offer, day) / basePerUnit(offer.unit)
