import type { MarketId } from '@pasar/shared/domain/id.ts'
import type { MutationName } from '@pasar/shared/mutations/registry.ts'
import type { Random } from './random.ts'

/** One intent of the system with the name under which it is done once. */
export type SystemIntent = {
  readonly id: string
  readonly name: MutationName
  readonly args: unknown
}

/** The place of a world: two markets, four stalls, three vendors' accounts. */
export type MarketPlan = {
  readonly ids: readonly [MarketId, ...MarketId[]]
  readonly stalls: readonly { readonly id: string; readonly marketId: string }[]
  readonly vendors: readonly { readonly accountId: string; readonly stallId: string }[]
  readonly commodityIds: readonly [string, ...string[]]
  readonly intents: readonly SystemIntent[]
}

type Good = readonly [id: string, name: string, category: string, base: string, unit: string]

const COMMODITIES: readonly [Good, ...Good[]] = [
  ['bawang-merah', 'bawang merah', 'spice', 'g', 'kg'],
  ['cabai-rawit', 'cabai rawit', 'spice', 'g', 'ons'],
  ['tomat', 'tomat', 'vegetable', 'g', 'kg'],
  ['kangkung', 'kangkung', 'vegetable', 'g', 'ikat'],
  ['telur-ayam', 'telur ayam', 'protein', 'pc', 'butir'],
  ['minyak-goreng', 'minyak goreng', 'staple', 'ml', 'liter'],
]

/** Draws the stalls and prices of one seed. */
export function planMarket(random: Random): MarketPlan {
  const ids = ['pasar-baru' as MarketId, 'pasar-klojen' as MarketId] as const // slugs name markets
  const stalls = [
    { id: 'pb-001', marketId: ids[0] },
    { id: 'pb-002', marketId: ids[0] },
    { id: 'pb-003', marketId: ids[0] },
    { id: 'kl-001', marketId: ids[1] },
  ]
  const vendors = stalls.slice(0, 3).map(({ id }, index) => ({
    accountId: `01VEND0R${String(index).padStart(18, '0')}`,
    stallId: id,
  }))
  const intents: SystemIntent[] = []
  const add = (name: MutationName, args: object, what: string) => {
    intents.push({ id: `seed:${name}:${what}`, name, args })
  }
  for (const [id, name, category, base, usualUnit] of COMMODITIES) {
    add('commodity.put.v1', { commodityId: id, name, category, base, usualUnit }, id)
  }
  for (const marketId of ids) {
    const opening = [
      { days: { kind: 'daily' }, fromMin: 0, toMin: random.int(300, 900), season: null },
    ]
    add('market.create.v1', { marketId, name: marketId, opening }, marketId)
  }
  for (const [index, { id: stallId, marketId }] of stalls.entries()) {
    const name = `Bu ${'Tin Sri Yah Min'.split(' ')[index]}`
    add('stall.open.v1', { stallId, marketId, name, type: 'los', walkOrder: index }, stallId)
    for (let no = 0; no < 5; no++) {
      const offerId = `${stallId}.seed000${no}`
      const [commodityId, , , , unit] = random.one(...COMMODITIES)
      const priceIdr = random.int(10, 300) * 100
      add('offer.create.v1', { offerId, stallId, commodityId, unit, priceIdr }, offerId)
    }
  }
  for (const { accountId, stallId } of vendors) {
    const roles = [{ role: 'vendor', stallId }]
    add('account.create.v1', { accountId, name: `Penjual ${stallId}`, roles }, accountId)
  }
  const commodityIds = COMMODITIES.map(([id]) => id)
  return { ids, stalls, vendors, commodityIds: [commodityIds[0]!, ...commodityIds], intents }
}

/** What an office does on an ordinary day: closes, reopens, corrects, suspends. */
export function officeAct(
  random: Random,
  { plan, today, no }: { plan: MarketPlan; today: number; no: number },
): SystemIntent {
  const marketId = random.one(...plan.ids)
  const { id: stallId } = random.pick(plan.stalls)!
  const id = `office:${no}`
  const verb = random.weighted({ close: 3, reopen: 4, notice: 2, bands: 2, good: 2, stall: 3 })
  switch (verb) {
    case 'close': {
      const fromDay = today + random.int(0, 1)
      const closures = [{ fromDay, toDay: fromDay + random.int(0, 2), reason: 'Semeru' }]
      return { id, name: 'market.edit.v1', args: { marketId, closures } }
    }
    case 'reopen':
      return { id, name: 'market.edit.v1', args: { marketId, closures: [] } }
    case 'notice':
      return { id, name: 'market.edit.v1', args: { marketId, notice: `kabar ${no}` } }
    case 'bands': {
      const ceilingPercent = random.int(0, 40)
      const priceGraceMin = random.int(0, 90)
      return { id, name: 'market.edit.v1', args: { marketId, ceilingPercent, priceGraceMin } }
    }
    case 'good': {
      const [commodityId, name, category, base, usualUnit] = random.one(...COMMODITIES)
      const aliases = [`alias ${no}`]
      const args = { commodityId, name, category, base, usualUnit, aliases }
      return { id, name: 'commodity.put.v1', args }
    }
    case 'stall':
      return { id, name: 'stall.edit.v1', args: { stallId, isSuspended: random.chance(0.4) } }
  }
}
