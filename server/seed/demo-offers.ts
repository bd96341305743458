import type { Offer } from '@pasar/shared/domain/offer.ts'
import type { SellUnit } from '@pasar/shared/domain/quantity.ts'
import { GRADES, GROUP_GOODS, GROUP_OWN_GOODS } from './demo-goods.ts'
import { drawInt, drawOne, drawPrice, drawSuffix, drawTrue } from './draw.ts'
import { LUMAJANG, type Product } from './lumajang.ts'

/** What a demo stall sells: the fields of an offer that are chosen, not worked out. */
export type DemoOffer = Pick<
  Offer,
  'commodityId' | 'ownName' | 'grade' | 'unit' | 'priceIdr' | 'availability'
> & { readonly offerId: string }

/** A stall with a choice this small sells all of it. */
const ALL_SOLD_MAX = 9

const PRODUCTS = new Map(LUMAJANG.products.map((product) => [product.slug, product]))

/**
 * The goods of a stall of these groups: most of them, some in two grades, now and then one that is
 * out. Drawn from the stall's id alone, so another stall added changes nothing here.
 */
export function demoOffers(stallId: string, groups: readonly string[]): readonly DemoOffer[] {
  const slugs = new Set(groups.flatMap((group) => GROUP_GOODS[group] ?? []))
  const ownGoods = groups.flatMap((group) => GROUP_OWN_GOODS[group] ?? [])
  return [
    ...[...slugs]
      .filter((slug) => slugs.size <= ALL_SOLD_MAX || drawTrue(`${stallId}/${slug}/sells`, 82))
      .flatMap((slug) => gradesAt(stallId, slug).map((grade) => offerOf(stallId, slug, grade))),
    ...ownGoods.map((good) => ownOffer(stallId, good)),
  ]
}

/** Every good of these groups at its example price, all there: a stall that a guide can rely on. */
export function plainOffers(stallId: string, groups: readonly string[]): readonly DemoOffer[] {
  const slugs = new Set(groups.flatMap((group) => GROUP_GOODS[group] ?? []))
  return [...slugs].map((slug) => ({
    ...offerOf(stallId, slug, null),
    priceIdr: productOf(slug).priceIdr,
    availability: 'available',
  }))
}

function gradesAt(stallId: string, slug: string): readonly (string | null)[] {
  const grades = GRADES[slug]
  if (!grades) return [null]
  const count = drawInt(`${stallId}/${slug}/grades`, 0, 2)
  if (count === 0) return [null]
  return count === 1 ? [drawOne(`${stallId}/${slug}/grade`, grades)] : grades
}

function offerOf(stallId: string, slug: string, grade: string | null): DemoOffer {
  const product = productOf(slug)
  const key = `${stallId}/${slug}/${grade ?? ''}`
  return {
    offerId: `${stallId}.${drawSuffix(key)}`,
    commodityId: slug as DemoOffer['commodityId'], // slugs are the ids of commodities
    ownName: null,
    grade,
    unit: product.unit,
    priceIdr: drawPrice(key, product.priceIdr),
    availability: availabilityOf(key),
  }
}

function ownOffer(
  stallId: string,
  good: { readonly name: string; readonly unit: SellUnit; readonly priceIdr: number },
): DemoOffer {
  const key = `${stallId}/${good.name}`
  return {
    offerId: `${stallId}.${drawSuffix(key)}`,
    commodityId: null,
    ownName: good.name,
    grade: null,
    unit: good.unit,
    priceIdr: drawPrice(key, good.priceIdr),
    availability: availabilityOf(key),
  }
}

function availabilityOf(key: string): Offer['availability'] {
  const chance = drawInt(`${key}/availability`, 0, 99)
  return chance < 4 ? 'out' : chance < 14 ? 'low' : 'available'
}

function productOf(slug: string): Product {
  const product = PRODUCTS.get(slug)
  if (!product) throw new Error(`no product ${slug} in lumajang.json`)
  return product
}
