import { isFresh } from '@pasar/server/http/etag.ts'
import { expect, test } from 'vitest'

test.each([
  ['"a"', true],
  ['W/"a"', true],
  ['"b", "a"', true],
  ['*', true],
  ['"b"', false],
  ['a', false],
  [undefined, false],
])('%s is fresh: %s', (header, expected) => {
  expect(isFresh(header, '"a"')).toBe(expected)
})
