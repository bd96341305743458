import { decimalComma, groupDigits } from '@pasar/shared/lib/digits.ts'
import { expect, test } from 'vitest'

test('groups digits by dots', () => {
  expect([0, 999, 1_000, 12_500, 1_234_567, -500, -12_500].map(groupDigits)).toEqual([
    '0',
    '999',
    '1.000',
    '12.500',
    '1.234.567',
    '-500',
    '-12.500',
  ])
  expect(() => groupDigits(0.5)).toThrow()
})

test('writes decimals after a comma, without trailing zeros', () => {
  expect([0, 5, 50, 500, 1_000, 1_050, 1_500, 1_234_567].map((g) => decimalComma(g, 3))).toEqual([
    '0',
    '0,005',
    '0,05',
    '0,5',
    '1',
    '1,05',
    '1,5',
    '1.234,567',
  ])
  expect(() => decimalComma(-1, 3)).toThrow()
})
