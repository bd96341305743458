import * as limits from '@pasar/shared/lib/limits.ts'
import { expect, test } from 'vitest'

test('every bound is a whole number above zero', () => {
  for (const [name, bound] of Object.entries(limits)) {
    expect(Number.isSafeInteger(bound) && bound > 0, name).toBe(true)
  }
})

test('the dearest price times the largest amount is a safe integer, M2', () => {
  expect(Number.isSafeInteger(limits.PRICE_IDR_MAX * limits.AMOUNT_BASE_MAX)).toBe(true)
})

test('every lowest bound is below its highest', () => {
  expect(limits.PRICE_IDR_MIN).toBeLessThan(limits.PRICE_IDR_MAX)
  expect(limits.VALUE_IDR_MIN).toBeLessThan(limits.VALUE_IDR_MAX)
  expect(limits.MUTATION_BODY_CHARS_MAX).toBeLessThan(limits.SYNC_REQUEST_BYTES_MAX)
})
