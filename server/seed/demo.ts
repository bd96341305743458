import type { UnitRule } from '@pasar/shared/domain/commodity.ts'
import { demoMarkets } from './demo-markets.ts'
import { demoOffers, plainOffers } from './demo-offers.ts'
import { DEMO_PEOPLE, PLAIN_STALLS } from './demo-people.ts'
import { DEMO_HALLS, type DemoHall } from './demo-stalls.ts'
import type { SeedIntent } from '../load/intent.ts'
import { LUMAJANG, type Product } from './lumajang.ts'

/** A demo office answers to this number until a market is given its own; it belongs to nobody. */
const OFFICE_PHONE = '6280000000100'

/**
 * The demo market as intents: every market of the regency, the 108 commodities, stalls, people and
 * offers. The same list on every run, so that a second run changes nothing.
 */
export const demoIntents = (officePhone: string | null = OFFICE_PHONE): readonly SeedIntent[] => {
  const stalls = DEMO_HALLS.flatMap(stallsOf)
  return [
    ...demoMarkets(officePhone).map((args) => intent('market.create.v1', args.marketId, args)),
    ...commodityIntents(),
    ...stalls.map((args) => intent('stall.open.v1', args.stallId, args)),
    ...DEMO_PEOPLE.map(({ id, name, phone, roles }) =>
      intent('account.create.v1', id, { accountId: id, name, phone, roles }),
    ),
    ...stalls.flatMap(offerIntents),
  ]
}

/** The commodities of lumajang.json with their aliases and unit rules. */
export const commodityIntents = (): readonly SeedIntent[] =>
  LUMAJANG.products.map((product) =>
    intent('commodity.put.v1', product.slug, {
      commodityId: product.slug,
      name: product.name,
      category: product.category,
      aliases: LUMAJANG.aliases[product.slug] ?? [],
      base: isWeighed(product) ? 'g' : product.base,
      usualUnit: product.unit,
      unitRules: unitRules(product),
    }),
  )

const intent = (name: SeedIntent['name'], noun: string, args: object): SeedIntent => ({
  name,
  args,
  id: `seed:${name}:${noun}`,
})

type DemoStall = { readonly stallId: string; readonly goodsGroups: readonly string[] }

const stallsOf = (hall: DemoHall): readonly DemoStall[] =>
  hall.blocks
    .flatMap(({ block, vendors }) =>
      vendors.map((vendor, index) => ({ block, number: String(index + 1), vendor })),
    )
    .map(({ block, number, vendor: [name, type, goodsGroups] }, index) => ({
      stallId: `${hall.prefix}-${String(index + 1).padStart(3, '0')}`,
      marketId: hall.marketId,
      name,
      type,
      block,
      number,
      // steps of ten leave room for a stall that opens between two others
      walkOrder: (index + 1) * 10,
      goodsGroups,
    }))

const offerIntents = ({ stallId, goodsGroups }: DemoStall): readonly SeedIntent[] =>
  (PLAIN_STALLS.includes(stallId) ? plainOffers : demoOffers)(stallId, goodsGroups).flatMap(
    ({ availability, ...offer }) => {
      const { offerId } = offer
      const create = intent('offer.create.v1', offerId, { ...offer, stallId })
      if (availability === 'available') return [create]
      return [create, intent('offer.availability.v1', offerId, { offerId, availability })]
    },
  )

/** Sold by weight though counted in pieces, as eggs are: then a piece is a unit, grams the base. */
const isWeighed = (product: Product): boolean =>
  product.base === 'pc' && (product.unit === 'kg' || product.unit === 'ons')

function unitRules(product: Product): readonly UnitRule[] {
  const estimated = product.source === 'E'
  switch (product.unit) {
    case 'g':
    case 'ons':
    case 'kg':
    case 'kuintal':
      // sixteen eggs to the kilogram
      return isWeighed(product)
        ? [{ unit: 'butir', baseAmount: Math.round(1_000 / product.basePerUnit), estimated: true }]
        : []
    case 'ml':
    case 'sdt':
    case 'sdm':
    case 'gelas':
    case 'liter':
      return []
    default:
      // one piece to the piece is no guess
      return [
        {
          unit: product.unit,
          baseAmount: product.basePerUnit,
          estimated: estimated && !(product.base === 'pc' && product.basePerUnit === 1),
        },
      ]
  }
}
