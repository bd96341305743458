import * as v from 'valibot'
import { divideUp, multiply } from '../lib/integer.ts'
import { AMOUNT_BASE_MAX } from '../lib/limits.ts'
import type { CommodityId } from './id.ts'
import { NameSchema } from './name.ts'
import type { CountUnit, MeasuredQuantity, SellUnit } from './quantity.ts'
import { basePerUnit, baseAmount, COUNT_UNITS, modeOf, SellUnitSchema } from './quantity.ts'

/** What one counted unit of a commodity comes to, in its base unit. */
export type UnitRule = {
  readonly unit: CountUnit
  /** g, ml or pieces (see {@link Commodity.base}) */
  readonly baseAmount: number
  /** true where the figure is a guess, not a measurement */
  readonly estimated: boolean
}

/** The canonical good. Row key `commodity/<slug>`. */
export type Commodity = {
  readonly kind: 'commodity'
  readonly id: CommodityId
  readonly name: string
  readonly category: 'staple' | 'spice' | 'vegetable' | 'protein' | 'fruit' | 'ukm'
  readonly aliases: readonly string[]
  readonly base: 'g' | 'ml' | 'pc'
  /** The unit it is usually sold by. */
  readonly usualUnit: SellUnit
  readonly unitRules: readonly UnitRule[]
}

/** Most aliases or unit rules of one commodity. */
const COMMODITY_LIST_MAX = 40

/** See {@link UnitRule}. */
export const UnitRuleSchema: v.GenericSchema<unknown, UnitRule> = v.strictObject({
  unit: v.picklist(COUNT_UNITS),
  baseAmount: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(AMOUNT_BASE_MAX)),
  estimated: v.boolean(),
})

/** What can be said about a commodity, field by field: intents pick from here. */
export const commodityEntries = {
  name: NameSchema,
  category: v.picklist(['staple', 'spice', 'vegetable', 'protein', 'fruit', 'ukm']),
  aliases: v.pipe(v.array(NameSchema), v.maxLength(COMMODITY_LIST_MAX)),
  base: v.picklist(['g', 'ml', 'pc']),
  usualUnit: SellUnitSchema,
  unitRules: v.pipe(
    v.array(UnitRuleSchema),
    v.maxLength(COMMODITY_LIST_MAX),
    v.check((rules) => new Set(rules.map((rule) => rule.unit)).size === rules.length),
  ),
}

/** An amount brought to another unit. `isEstimated`: a guessed rule took part. */
export type Converted = { readonly amount: number; readonly isEstimated: boolean }

/**
 * A quantity in the commodity's base (g, ml or pieces) by its unit rules (M7), or null where no
 * rule leads there: then two lines stay two lines and a person is asked. Nothing is ever taken as
 * 1:1; only `pcs` is a piece by its meaning.
 */
export function toBase(commodity: Commodity, quantity: MeasuredQuantity): Converted | null {
  const one = basePerOne(commodity, quantity.unit)
  return one && { ...one, amount: multiply(quantity.amount, one.amount) }
}

/**
 * A quantity in another unit's base (see basePerUnit): g, ml, or so many of a counted unit (M7).
 * A count that does not come out even is rounded up, for one buys whole bunches. Null where no rule
 * leads there.
 */
export function convert(
  commodity: Commodity,
  { quantity, unit }: { readonly quantity: MeasuredQuantity; readonly unit: SellUnit },
): Converted | null {
  if (quantity.unit === unit) return { amount: baseAmount(quantity), isEstimated: false }
  if (quantity.mode !== 'count' && quantity.mode === modeOf(unit)) {
    const isEstimated = quantity.unit === 'gelas' || unit === 'gelas'
    return { amount: baseAmount(quantity), isEstimated }
  }
  const from = toBase(commodity, quantity)
  const one = basePerOne(commodity, unit)
  if (!from || !one) return null
  const units = divideUp(from.amount, one.amount)
  return {
    amount: modeOf(unit) === 'count' ? units : from.amount,
    isEstimated: from.isEstimated || one.isEstimated,
  }
}

const MODE_OF_BASE = { g: 'weight', ml: 'volume', pc: 'count' } as const

/** What one `unit` comes to in the commodity's base. */
function basePerOne(commodity: Commodity, unit: SellUnit): Converted | null {
  const rule = commodity.unitRules.find((candidate) => candidate.unit === unit)
  if (rule) return { amount: rule.baseAmount, isEstimated: rule.estimated }
  if (modeOf(unit) !== MODE_OF_BASE[commodity.base]) return null
  if (modeOf(unit) === 'count') return unit === 'pcs' ? { amount: 1, isEstimated: false } : null
  return { amount: basePerUnit(unit), isEstimated: unit === 'gelas' }
}
