import { DAY_MS, DEFAULT_AUTH_SETTINGS, refused } from '@pasar/server/auth/auth.ts'
import { expect, test } from 'vitest'

test('sessions last 45 days idle and 180 in all, codes 72 hours', () => {
  expect(DEFAULT_AUTH_SETTINGS).toEqual({
    sessionIdleMsMax: 45 * DAY_MS,
    sessionAgeMsMax: 180 * DAY_MS,
    codeAgeMsMax: 3 * DAY_MS,
  })
})

test('a refusal names a wait only where waiting helps', () => {
  expect([refused('pinWrong'), refused('tooMany', 30)]).toEqual([
    { ok: false, why: 'pinWrong' },
    { ok: false, why: 'tooMany', retryAfterS: 30 },
  ])
})
