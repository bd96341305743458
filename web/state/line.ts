import { proportionHalfUp } from '@pasar/shared/domain/money.ts'
import { lineTotal } from '@pasar/shared/domain/pricing.ts'
import {
  baseAmount,
  basePerUnit,
  isVolumeUnit,
  isWeightUnit,
  modeOf,
  type Quantity,
  quantityOfBase,
  type SellUnit,
} from '@pasar/shared/domain/quantity.ts'
import { AMOUNT_BASE_MAX, VALUE_IDR_MAX, VALUE_IDR_MIN } from '@pasar/shared/lib/limits.ts'

/** How a line is being chosen: in one of the units, or by rupiah. */
export type Way = SellUnit | 'Rp'

/** An amount in the making: base amount (g, ml, pieces) or rupiah, and the way it is said. */
export type Wish = { readonly way: Way; readonly amount: number }

/** The ways to buy what is sold by `unit`, the seller's own first. Counted goods have no rupiah. */
export function waysOf(unit: SellUnit): readonly Way[] {
  if (isWeightUnit(unit)) return unit === 'kuintal' ? ['kuintal', 'kg', 'Rp'] : ['kg', 'ons', 'Rp']
  return isVolumeUnit(unit) ? [unit, 'Rp'] : [unit]
}

/** Where a choice begins: one unit as it is sold, or the first rupiah that people say. */
export function startOf(way: Way): Wish {
  if (way === 'Rp') return { way, amount: 3_000 }
  return { way, amount: basePerUnit(way) }
}

/** Amounts of the quick choices: g, ml, pieces or Rp. */
export function picksOf(way: Way): readonly number[] {
  if (way === 'Rp') return [2_000, 3_000, 5_000, 10_000]
  if (way === 'kg') return [500, 1_000, 2_000, 5_000]
  return [1, 2, 3, 5].map((count) => count * basePerUnit(way))
}

/** What one tap on + adds, in g, ml, pieces or Rp: half a kilo, one ons, one ikat, Rp1.000. */
export function stepOf(way: Way): number {
  if (way === 'Rp') return 1_000
  return way === 'kg' ? 500 : basePerUnit(way)
}

/** The amount one step up (`direction` 1) or down (-1), kept within what can be ordered. */
export function stepped(wish: Wish, direction: 1 | -1): Wish {
  const step = stepOf(wish.way)
  const to = (Math.floor(wish.amount / step) + direction) * step
  const isBetween = direction === -1 && wish.amount % step !== 0
  return { ...wish, amount: within(wish.way, isBetween ? to + step : to) }
}

const within = (way: Way, amount: number): number =>
  way === 'Rp'
    ? Math.min(Math.max(amount, VALUE_IDR_MIN), VALUE_IDR_MAX)
    : Math.min(Math.max(amount, Math.min(stepOf(way), basePerUnit(way))), AMOUNT_BASE_MAX)

/** The wish as a quantity: whole units of its way where it comes out even, else grams or ons. */
export function quantityOf(wish: Wish): Quantity {
  const { way, amount } = wish
  if (way === 'Rp') return { mode: 'value', amount, unit: 'Rp' }
  const per = basePerUnit(way)
  if (amount % per !== 0) {
    if (modeOf(way) === 'weight' && amount % 100 === 0) {
      return { mode: 'weight', amount: amount / 100, unit: 'ons' }
    }
    return quantityOfBase(way, amount)
  }
  const count = amount / per
  if (isWeightUnit(way)) return { mode: 'weight', amount: count, unit: way }
  if (isVolumeUnit(way)) return { mode: 'volume', amount: count, unit: way }
  return { mode: 'count', amount: count, unit: way }
}

/** The wish that a quantity came from, for changing a line of the basket. */
export function wishOf(quantity: Quantity, unit: SellUnit): Wish {
  if (quantity.mode === 'value') return { way: 'Rp', amount: quantity.amount }
  const amount = baseAmount(quantity)
  const way = waysOf(unit).find((candidate) => candidate === quantity.unit)
  return { way: way ?? waysOf(unit)[0] ?? unit, amount }
}

/** Rp that the wish comes to at `priceIdr` for one `unit`. */
export const costOf = (wish: Wish, priceIdr: number, unit: SellUnit): number =>
  wish.way === 'Rp' ? wish.amount : lineTotal(priceIdr, wish.amount, unit)

/** What so many rupiah bring at `priceIdr` for one `unit`, in g or ml. */
export const broughtBy = (valueIdr: number, priceIdr: number, unit: SellUnit): number =>
  proportionHalfUp(basePerUnit(unit), valueIdr, priceIdr)
