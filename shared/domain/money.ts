import { assert } from '../lib/assert.ts'
import { groupDigits } from '../lib/digits.ts'
import { divideHalfUp, divideUp, multiply } from '../lib/integer.ts'
import { PRICE_IDR_MAX, PRICE_IDR_MIN } from '../lib/limits.ts'
import { type Result, ok, refuse } from '../lib/result.ts'

/** Why a typed price is not taken. */
export type RupiahWhy = 'empty' | 'comma' | 'negative' | 'notANumber' | 'tooLow' | 'tooHigh'

/** Lowest and highest value taken, in Rp, both included. */
export type RupiahBounds = { readonly minIdr: number; readonly maxIdr: number }

const PRICE_BOUNDS: RupiahBounds = { minIdr: PRICE_IDR_MIN, maxIdr: PRICE_IDR_MAX }
/** More digits than any bound has: refused before they become a number. */
const DIGITS_MAX = 15

/**
 * Whole rupiah from what a person typed (M3): `12500`, `12.500`, `12 500`, with or without `Rp`.
 * Dots and spaces stand only before groups of three. A comma is refused, never dropped:
 * `12.500,00` read without it would be a hundred times too much.
 * Refuses `empty` · `comma` · `negative` · `notANumber` · `tooLow` / `tooHigh` (the bounds, by
 * default those of a price).
 */
export function parseRupiah(
  text: string,
  bounds: RupiahBounds = PRICE_BOUNDS,
): Result<number, RupiahWhy> {
  const typed = text.trim()
  if (typed === '') return refuse('empty')
  if (typed.includes(',')) return refuse('comma')
  if (/^(rp\.?)?\s*[-−–]\s*(rp\.?)?\s*\d/i.test(typed)) return refuse('negative')
  const amount = typed.replace(/^rp\.?\s*/i, '')
  if (amount === '') return refuse('empty')
  if (!/^\d+$/.test(amount) && !/^\d{1,3}(?:([.\s])\d{3})(?:\1\d{3})*$/.test(amount)) {
    return refuse('notANumber')
  }
  const digits = amount.replace(/\D/g, '').replace(/^0+(?=\d)/, '')
  if (digits.length > DIGITS_MAX) return refuse('tooHigh')
  const value = Number(digits)
  if (value < bounds.minIdr) return refuse('tooLow')
  return value > bounds.maxIdr ? refuse('tooHigh') : ok(value)
}

/** `Rp12.500`; a negative difference is `-Rp500`. `amountIdr` is a safe integer. */
export function formatRupiah(amountIdr: number): string {
  const digits = groupDigits(Math.abs(amountIdr))
  return amountIdr < 0 ? `-Rp${digits}` : `Rp${digits}`
}

/**
 * `valueIdr * amount / per` in whole Rp, halves up (M2): the price of `amount` where `per` of the
 * same unit cost `valueIdr`. Integers >= 0, `per` > 0; the product must be a safe integer, which
 * the limits of prices and amounts see to.
 */
export const proportionHalfUp = (valueIdr: number, amount: number, per: number): number =>
  divideHalfUp(multiply(valueIdr, amount), per)

/** The next multiple of `stepIdr` at or above `amountIdr`: `(3450, 500)` → 3500. */
export const roundUpTo = (amountIdr: number, stepIdr: number): number =>
  multiply(divideUp(amountIdr, stepIdr), stepIdr)

/** What is paid in cash, and what rounding added to the total (negative: what it left out). */
export type CashRounding = { readonly payIdr: number; readonly roundingIdr: number }

/**
 * A total in Rp brought to the nearest cash step, halves up, with the difference as a line of its
 * own (M5): `payIdr = totalIdr + roundingIdr`. Only at payment, only for cash.
 */
export function roundCash(totalIdr: number, stepIdr: number): CashRounding {
  assert(stepIdr > 0, 'a cash step is above zero')
  const payIdr = multiply(divideHalfUp(totalIdr, stepIdr), stepIdr)
  return { payIdr, roundingIdr: payIdr - totalIdr }
}
