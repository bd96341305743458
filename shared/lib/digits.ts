import { assert } from './assert.ts'

/** An integer in Indonesian writing: `12500` → `12.500`, `-500` → `-500`. */
export function groupDigits(value: number): string {
  assert(Number.isSafeInteger(value), 'groupDigits takes a safe integer')
  const digits = String(Math.abs(value)).replace(/\B(?=(\d{3})+$)/g, '.')
  return value < 0 ? `-${digits}` : digits
}

/**
 * `value / 10^places` in Indonesian writing, without trailing zeros: `(1050, 3)` → `1,05`,
 * `(2000, 3)` → `2`. `value` is a safe integer >= 0; text and integers only, so nothing is lost.
 */
export function decimalComma(value: number, places: number): string {
  assert(Number.isSafeInteger(value) && value >= 0, 'decimalComma takes a safe integer >= 0')
  const divisor = 10 ** places
  const rest = value % divisor
  const whole = groupDigits((value - rest) / divisor)
  const decimals = String(rest).padStart(places, '0').replace(/0+$/, '')
  return rest === 0 ? whole : `${whole},${decimals}`
}
