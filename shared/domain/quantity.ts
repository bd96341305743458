import * as v from 'valibot'
import { assert } from '../lib/assert.ts'
import { decimalComma, groupDigits } from '../lib/digits.ts'
import { AMOUNT_BASE_MAX, VALUE_IDR_MAX, VALUE_IDR_MIN } from '../lib/limits.ts'

/** How an amount is meant: by weight, by volume, by count, or by rupiah ("seharga"). */
export type Mode = 'weight' | 'volume' | 'count' | 'value'

/** Units of weight, each a fixed number of grams. */
export type WeightUnit = 'g' | 'ons' | 'kg' | 'kuintal'
/** Units of volume, each a fixed number of millilitres. */
export type VolumeUnit = 'ml' | 'sdt' | 'sdm' | 'gelas' | 'liter'
/** Units that are counted; what one of them weighs is a rule of the commodity. */
export type CountUnit =
  | 'pcs'
  | 'ikat'
  | 'unting'
  | 'gulung'
  | 'sisir'
  | 'tandan'
  | 'butir'
  | 'biji'
  | 'siung'
  | 'ruas'
  | 'genggam'
  | 'ekor'
  | 'bungkus'
  | 'papan'
  | 'lembar'
  | 'batang'
  | 'keranjang'
  | 'peti'
  | 'karung'
/** What an offer can be sold by. */
export type SellUnit = WeightUnit | VolumeUnit | CountUnit

/** An amount as it was said: an integer count of `unit`; for `value` the unit is rupiah. */
export type Quantity =
  | { readonly mode: 'weight'; readonly amount: number; readonly unit: WeightUnit }
  | { readonly mode: 'volume'; readonly amount: number; readonly unit: VolumeUnit }
  | { readonly mode: 'count'; readonly amount: number; readonly unit: CountUnit }
  | { readonly mode: 'value'; readonly amount: number; readonly unit: 'Rp' }

/** A quantity that can be measured or counted: all but rupiah. */
export type MeasuredQuantity = Exclude<Quantity, { readonly mode: 'value' }>

/** Grams of one unit (M1). */
export const GRAMS_PER: { readonly [Unit in WeightUnit]: number } = {
  g: 1,
  ons: 100,
  kg: 1_000,
  kuintal: 100_000,
}
/** Millilitres of one unit (M1). A gelas is an estimate: glasses differ. */
export const MILLILITRES_PER: { readonly [Unit in VolumeUnit]: number } = {
  ml: 1,
  sdt: 5,
  sdm: 15,
  gelas: 240,
  liter: 1_000,
}

/** Every {@link WeightUnit}, smallest first. */
export const WEIGHT_UNITS = ['g', 'ons', 'kg', 'kuintal'] as const satisfies readonly WeightUnit[]
/** Every {@link VolumeUnit}, smallest first. */
export const VOLUME_UNITS = [
  'ml',
  'sdt',
  'sdm',
  'gelas',
  'liter',
] as const satisfies readonly VolumeUnit[]
/** Every {@link CountUnit}. */
export const COUNT_UNITS = [
  'pcs',
  'ikat',
  'unting',
  'gulung',
  'sisir',
  'tandan',
  'butir',
  'biji',
  'siung',
  'ruas',
  'genggam',
  'ekor',
  'bungkus',
  'papan',
  'lembar',
  'batang',
  'keranjang',
  'peti',
  'karung',
] as const satisfies readonly CountUnit[]
/** Every unit an offer can be sold by. */
export const SELL_UNITS = [...WEIGHT_UNITS, ...VOLUME_UNITS, ...COUNT_UNITS] as const

/** True for a unit with a fixed number of grams. */
export const isWeightUnit = (unit: SellUnit | 'Rp'): unit is WeightUnit => unit in GRAMS_PER
/** True for a unit with a fixed number of millilitres. */
export const isVolumeUnit = (unit: SellUnit | 'Rp'): unit is VolumeUnit => unit in MILLILITRES_PER

/** The mode that a sell unit sets (M1). */
export const modeOf = (unit: SellUnit): MeasuredQuantity['mode'] =>
  isWeightUnit(unit) ? 'weight' : isVolumeUnit(unit) ? 'volume' : 'count'

/**
 * What one `unit` holds in the base of its mode (M1): grams for a weight, millilitres for a volume,
 * 1 for a counted unit, whose base is the unit itself.
 */
export const basePerUnit = (unit: SellUnit): number =>
  isWeightUnit(unit) ? GRAMS_PER[unit] : isVolumeUnit(unit) ? MILLILITRES_PER[unit] : 1

/** A quantity in the base of its mode (see {@link basePerUnit}): g, ml, or so many of its unit. */
export const baseAmount = (quantity: MeasuredQuantity): number =>
  quantity.amount * basePerUnit(quantity.unit)

/** The quantity of `amount` g, ml or pieces in the mode of `unit`: what was packed of an offer. */
export function quantityOfBase(unit: SellUnit, amount: number): MeasuredQuantity {
  if (isWeightUnit(unit)) return { mode: 'weight', amount, unit: 'g' }
  if (isVolumeUnit(unit)) return { mode: 'volume', amount, unit: 'ml' }
  return { mode: 'count', amount, unit }
}

/** A unit an offer can be sold by. */
export const SellUnitSchema = v.picklist(SELL_UNITS)

const AmountSchema = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(1),
  v.maxValue(Math.max(AMOUNT_BASE_MAX, VALUE_IDR_MAX)),
)

/**
 * See {@link Quantity}. Refuses 0, fractions, more than AMOUNT_BASE_MAX in the base of the mode,
 * value lines outside VALUE_IDR_MIN … VALUE_IDR_MAX, and a unit of another mode (M4).
 */
export const QuantitySchema: v.GenericSchema<unknown, Quantity> = v.pipe(
  v.variant('mode', [
    v.strictObject({
      mode: v.literal('weight'),
      amount: AmountSchema,
      unit: v.picklist(WEIGHT_UNITS),
    }),
    v.strictObject({
      mode: v.literal('volume'),
      amount: AmountSchema,
      unit: v.picklist(VOLUME_UNITS),
    }),
    v.strictObject({
      mode: v.literal('count'),
      amount: AmountSchema,
      unit: v.picklist(COUNT_UNITS),
    }),
    v.strictObject({ mode: v.literal('value'), amount: AmountSchema, unit: v.literal('Rp') }),
  ]),
  v.check((quantity) =>
    quantity.mode === 'value'
      ? quantity.amount >= VALUE_IDR_MIN && quantity.amount <= VALUE_IDR_MAX
      : baseAmount(quantity) <= AMOUNT_BASE_MAX,
  ),
)

/** The number and the unit a quantity is said with; words and plurals belong to the screens. */
export type SaidQuantity = { readonly amount: string; readonly unit: SellUnit | 'Rp' }

/**
 * How a quantity is said (M6). Bare grams and millilitres take the unit people use: 1500 g →
 * `1,5` kg, 200 g → `2` ons, 50 g stays, 1500 ml → `1,5` liter. Any other unit stays as it was
 * said: 5 ons is not "0,5 kg".
 */
export function sayQuantity(quantity: Quantity): SaidQuantity {
  const { amount, unit } = quantity
  assert(Number.isSafeInteger(amount) && amount >= 0, 'an amount is an integer >= 0')
  if (unit === 'g' && amount >= 1_000) return { amount: decimalComma(amount, 3), unit: 'kg' }
  if (unit === 'g' && amount > 0 && amount % 100 === 0) {
    return { amount: String(amount / 100), unit: 'ons' }
  }
  if (unit === 'ml' && amount >= 1_000) return { amount: decimalComma(amount, 3), unit: 'liter' }
  return { amount: groupDigits(amount), unit }
}
