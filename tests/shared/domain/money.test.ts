import {
  formatRupiah,
  parseRupiah,
  proportionHalfUp,
  roundCash,
  roundUpTo,
} from '@pasar/shared/domain/money.ts'
import { PRICE_IDR_MAX, PRICE_IDR_MIN } from '@pasar/shared/lib/limits.ts'
import { describe, expect, test } from 'vitest'

const whyOf = (text: string) => {
  const result = parseRupiah(text)
  return result.ok ? result.value : result.why
}

describe('typed rupiah', () => {
  test.each([
    ['12500', 12_500],
    ['12.500', 12_500],
    ['Rp12.500', 12_500],
    ['rp 12.500', 12_500],
    ['Rp. 12.500', 12_500],
    ['RP12500', 12_500],
    ['rp 12 500', 12_500],
    ['12\u00a0500', 12_500],
    ['  12500  ', 12_500],
    ['1.250.000', 1_250_000],
    ['007500', 7_500],
  ])('reads %j as %d, M3', (text, value) => {
    expect(parseRupiah(text)).toEqual({ ok: true, value })
  })

  test.each([
    ['12.500,00', 'comma'],
    ['12,500', 'comma'],
    ['12.500,-', 'comma'],
    [',', 'comma'],
    ['', 'empty'],
    ['   ', 'empty'],
    ['Rp', 'empty'],
    ['-500', 'negative'],
    ['−500', 'negative'],
    ['Rp-500', 'negative'],
    ['- Rp 500', 'negative'],
    ['12.50', 'notANumber'],
    ['1.2500', 'notANumber'],
    ['12.500.00', 'notANumber'],
    ['1.250 000', 'notANumber'],
    ['.500', 'notANumber'],
    ['500.', 'notANumber'],
    ['1e12', 'notANumber'],
    ['0x50', 'notANumber'],
    ['Infinity', 'notANumber'],
    ['dua ribu', 'notANumber'],
    ['12rb', 'notANumber'],
    ['١٢٥٠٠', 'notANumber'],
    ['0', 'tooLow'],
    ['1000000000000', 'tooHigh'],
    ['9'.repeat(400), 'tooHigh'],
  ])('refuses %j as %s, M3', (text, why) => {
    expect(parseRupiah(text)).toEqual({ ok: false, why })
  })

  test('takes the bounds themselves and nothing beyond, M3', () => {
    expect(whyOf(String(PRICE_IDR_MIN))).toBe(PRICE_IDR_MIN)
    expect(whyOf(String(PRICE_IDR_MIN - 1))).toBe('tooLow')
    expect(whyOf(String(PRICE_IDR_MAX))).toBe(PRICE_IDR_MAX)
    expect(whyOf(String(PRICE_IDR_MAX + 1))).toBe('tooHigh')
    expect(parseRupiah('499', { minIdr: 500, maxIdr: 1_000 })).toEqual({ ok: false, why: 'tooLow' })
    expect(parseRupiah('1000', { minIdr: 500, maxIdr: 1_000 })).toEqual({ ok: true, value: 1_000 })
  })

  test('reads back whatever it writes, M3', () => {
    for (let value = PRICE_IDR_MIN; value <= PRICE_IDR_MAX; value = value * 3 + 7) {
      expect(parseRupiah(formatRupiah(value))).toEqual({ ok: true, value })
    }
  })
})

test('writes rupiah without a space, M3', () => {
  expect([0, 500, 12_500, 1_000_000, -500].map(formatRupiah)).toEqual([
    'Rp0',
    'Rp500',
    'Rp12.500',
    'Rp1.000.000',
    '-Rp500',
  ])
  expect(() => formatRupiah(0.5)).toThrow()
})

test('prices a part of a unit by whole rupiah, halves up, M2', () => {
  expect(proportionHalfUp(36_000, 540, 1_000)).toBe(19_440)
  expect(proportionHalfUp(10_000, 1_050, 1_000)).toBe(10_500)
  expect(proportionHalfUp(1, 500, 1_000)).toBe(1)
  expect(proportionHalfUp(1, 499, 1_000)).toBe(0)
  expect(proportionHalfUp(PRICE_IDR_MAX, 10_000_000, 1)).toBe(1_000_000_000_000_000)
})

test('rounds up to a step, M2', () => {
  expect([0, 1, 500, 501, 3_450].map((value) => roundUpTo(value, 500))).toEqual([
    0, 500, 500, 1_000, 3_500,
  ])
})

describe('cash', () => {
  test('goes to the nearest step, halves up, with the difference beside it, M5', () => {
    expect([12_249, 12_250, 12_500, 12_749].map((total) => roundCash(total, 500))).toEqual([
      { payIdr: 12_000, roundingIdr: -249 },
      { payIdr: 12_500, roundingIdr: 250 },
      { payIdr: 12_500, roundingIdr: 0 },
      { payIdr: 12_500, roundingIdr: -249 },
    ])
    expect(roundCash(12_449, 100)).toEqual({ payIdr: 12_400, roundingIdr: -49 })
  })

  test('loses no rupiah: what is paid is the total and the difference, M5', () => {
    for (let total = 0; total < 3_000; total += 7) {
      for (const step of [100, 500]) {
        const { payIdr, roundingIdr } = roundCash(total, step)
        expect(payIdr).toBe(total + roundingIdr)
        expect(payIdr % step).toBe(0)
        expect(Math.abs(roundingIdr)).toBeLessThanOrEqual(step / 2)
      }
    }
  })

  test('has a step above zero, M5', () => {
    expect(() => roundCash(100, 0)).toThrow()
  })
})
