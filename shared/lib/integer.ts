import { assert } from './assert.ts'

/**
 * `dividend / divisor` rounded to the nearest integer, halves up (M2). Both are safe integers,
 * dividend >= 0, divisor > 0. The remainder decides, so no fraction is ever formed.
 */
export function divideHalfUp(dividend: number, divisor: number): number {
  const rest = restOf(dividend, divisor)
  const whole = (dividend - rest) / divisor
  return rest >= divisor - rest ? whole + 1 : whole
}

/** `dividend / divisor` rounded up; bounds as in {@link divideHalfUp}. */
export function divideUp(dividend: number, divisor: number): number {
  const rest = restOf(dividend, divisor)
  const whole = (dividend - rest) / divisor
  return rest === 0 ? whole : whole + 1
}

/** `dividend / divisor` rounded down; bounds as in {@link divideHalfUp}. */
export function divideDown(dividend: number, divisor: number): number {
  return (dividend - restOf(dividend, divisor)) / divisor
}

/** `first * second`, which must stay a safe integer: beyond 2^53 cents would vanish unseen. */
export function multiply(first: number, second: number): number {
  const product = first * second
  assert(
    Number.isSafeInteger(first) && Number.isSafeInteger(second) && Number.isSafeInteger(product),
    'product leaves the safe integers',
  )
  return product
}

/** The remainder in 0 … divisor - 1, also for a negative `value`. */
export const modulo = (value: number, divisor: number): number =>
  ((value % divisor) + divisor) % divisor

function restOf(dividend: number, divisor: number): number {
  assert(Number.isSafeInteger(dividend) && dividend >= 0, 'dividend is a safe integer >= 0')
  assert(Number.isSafeInteger(divisor) && divisor > 0, 'divisor is a safe integer > 0')
  return dividend % divisor
}
