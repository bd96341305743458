import { ok, refuse } from '@pasar/shared/lib/result.ts'
import { expect, test } from 'vitest'

test('a value and a refusal are plain data', () => {
  expect(ok(5)).toEqual({ ok: true, value: 5 })
  expect(refuse('tooLow')).toEqual({ ok: false, why: 'tooLow' })
})
