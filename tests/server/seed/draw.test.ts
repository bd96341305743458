import { expect, test } from 'vitest'
import {
  drawInt,
  drawOne,
  drawPrice,
  drawSuffix,
  drawTrue,
  drawUlid,
} from '@pasar/server/seed/draw.ts'
import { UlidSchema } from '@pasar/shared/sync/protocol.ts'
import * as v from 'valibot'

const KEYS = Array.from({ length: 2_000 }, (_, index) => `key ${index}`)

test('draws the same for the same key and other things for other keys', () => {
  expect(KEYS.map(drawSuffix)).toEqual(KEYS.map(drawSuffix))
  expect(new Set(KEYS.map(drawSuffix)).size).toBe(KEYS.length)
  expect(new Set(KEYS.map(drawUlid)).size).toBe(KEYS.length)
})

test('draws whole numbers of the whole range and nothing outside it', () => {
  const drawn = new Set(KEYS.map((key) => drawInt(key, 3, 7)))
  expect([...drawn].sort()).toEqual([3, 4, 5, 6, 7])
})

test('draws one of the list and throws where there is none', () => {
  expect(new Set(KEYS.map((key) => drawOne(key, ['a', 'b'])))).toEqual(new Set(['a', 'b']))
  expect(() => drawOne('key', [])).toThrow('nothing to draw from for key')
})

test('draws true about as often as asked', () => {
  const count = KEYS.filter((key) => drawTrue(key, 20)).length
  expect(count).toBeGreaterThan(KEYS.length * 0.17)
  expect(count).toBeLessThan(KEYS.length * 0.23)
})

test('makes suffixes and ULIDs of the forms that ids have', () => {
  expect(KEYS.filter((key) => !/^[0-9a-hjkmnp-tv-z]{8}$/.test(drawSuffix(key)))).toEqual([])
  expect(KEYS.filter((key) => !v.is(UlidSchema, drawUlid(key)))).toEqual([])
})

test('keeps a price within 15 percent before rounding, and on its step', () => {
  for (const key of KEYS) {
    const dear = drawPrice(key, 83_000)
    expect(dear % 1_000).toBe(0)
    expect(Math.abs(dear - 83_000)).toBeLessThanOrEqual(83_000 * 0.15 + 500)
    expect(drawPrice(key, 2_500) % 500).toBe(0)
    expect(drawPrice(key, 1_000) % 100).toBe(0)
  }
})
