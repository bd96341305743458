import { gunzipSync } from 'node:zlib'
import { accepts, gzipped } from '@pasar/server/http/compress.ts'
import { expect, test } from 'vitest'

test.each([
  ['gzip, deflate, br', true],
  ['GZIP', false],
  ['gzip;q=0.5', true],
  ['gzip;q=0', false],
  ['br', false],
  ['', false],
  [undefined, false],
])('"%s" takes gzip: %s', (header, expected) => {
  expect(accepts(header, 'gzip')).toBe(expected)
})

test('gives back what was packed', async () => {
  expect(gunzipSync(await gzipped('harga brambang')).toString()).toBe('harga brambang')
})
