import { Limiter } from '@pasar/server/auth/limiter.ts'
import { expect, test } from 'vitest'

const limit = { most: 2, windowMs: 10_000 }

function aLimiter() {
  const clock = { now: 1_000_000 }
  return { clock, limiter: new Limiter(() => clock.now) }
}

test('lets pass up to the limit, then says how long to wait', () => {
  const { clock, limiter } = aLimiter()
  expect(limiter.waitS('a', limit)).toBe(null)
  limiter.note('a')
  expect(limiter.waitS('a', limit)).toBe(null)
  limiter.note('a')
  clock.now += 2_500
  expect(limiter.waitS('a', limit)).toBe(8)
  expect(limiter.waitS('b', limit)).toBe(null)
})

test('forgets when the window is over', () => {
  const { clock, limiter } = aLimiter()
  for (let count = 0; count < 5; count++) limiter.note('a')
  clock.now += 10_000
  expect(limiter.waitS('a', limit)).toBe(null)
})

test('locks nobody out when the clock is set back', () => {
  const { clock, limiter } = aLimiter()
  for (let count = 0; count < 5; count++) limiter.note('a')
  clock.now -= 500_000
  expect(limiter.waitS('a', limit)).toBe(null)
})

test('keeps a bounded number of keys, the oldest going first', () => {
  const { limiter } = aLimiter()
  for (const key of ['first', 'first']) limiter.note(key)
  for (let count = 0; count < 20_000; count++) limiter.note(`k${count}`)
  expect([limiter.waitS('first', limit), limiter.waitS('k19999', { ...limit, most: 1 })]).toEqual([
    null,
    10,
  ])
})
