import type { CommodityId } from './id.ts'
import type { CountUnit, SellUnit } from './quantity.ts'

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
