import { divideDown, divideHalfUp, divideUp, modulo, multiply } from '@pasar/shared/lib/integer.ts'
import { describe, expect, test } from 'vitest'

describe('integer division', () => {
  test('rounds to the nearest and halves up, M2', () => {
    expect([4, 5, 14, 15, 16, 25].map((value) => divideHalfUp(value, 10))).toEqual([
      0, 1, 1, 2, 2, 3,
    ])
    expect([1, 2, 3, 4].map((value) => divideHalfUp(value, 3))).toEqual([0, 1, 1, 1])
  })

  test('rounds up and down by the remainder, M2', () => {
    expect([0, 1, 9, 10, 11].map((value) => divideUp(value, 10))).toEqual([0, 1, 1, 1, 2])
    expect([0, 1, 9, 10, 11].map((value) => divideDown(value, 10))).toEqual([0, 0, 0, 1, 1])
  })

  test('stays exact where a fraction would not, M2', () => {
    // as doubles, (2^53 - 1) / 2 rounds to an integer and the half is lost
    expect(divideDown(Number.MAX_SAFE_INTEGER, 2)).toBe(4_503_599_627_370_495)
    expect(divideHalfUp(Number.MAX_SAFE_INTEGER, 2)).toBe(4_503_599_627_370_496)
  })

  test('agrees with big integers on any numbers, M2', () => {
    for (let index = 1; index < 2_000; index++) {
      const dividend = (index * 7_919_333_777) % Number.MAX_SAFE_INTEGER
      const divisor = ((index * 104_729) % 99_991) + 1
      const exact = (BigInt(dividend) * 2n + BigInt(divisor)) / (BigInt(divisor) * 2n)
      expect(BigInt(divideHalfUp(dividend, divisor))).toBe(exact)
    }
  })

  test('refuses to work on fractions, negatives and zero divisors, M2', () => {
    for (const [dividend, divisor] of [
      [1.5, 2],
      [-1, 2],
      [1, 0],
      [1, 0.5],
      [2 ** 53, 1],
      [NaN, 1],
    ] as const) {
      expect(() => divideHalfUp(dividend, divisor)).toThrow()
    }
  })

  test('refuses a product beyond the safe integers, M2', () => {
    expect(multiply(100_000_000, 10_000_000)).toBe(1_000_000_000_000_000)
    expect(() => multiply(2 ** 30, 2 ** 23)).toThrow()
    expect(() => multiply(0.5, 2)).toThrow()
  })

  test('takes the remainder of negatives into the range', () => {
    expect([-6, -5, -1, 0, 4, 5].map((value) => modulo(value, 5))).toEqual([4, 0, 4, 0, 4, 0])
  })
})
