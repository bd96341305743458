import { createPublicKey, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  createKeys,
  randomDigits,
  randomSuffix,
  signText,
  ulidAt,
} from '@pasar/web/platform/crypto.ts'
import { fromBase64url, toBase64url } from '@pasar/web/platform/base64url.ts'
import { UlidSchema } from '@pasar/shared/sync/protocol.ts'
import * as v from 'valibot'

test('a signature is P1363 over the text’s bytes, and its key a raw point, S1', async () => {
  const keys = await createKeys()
  const text = '{"nama":"Bu Tín"}'
  const sig = fromBase64url(await signText(keys, text))
  const point = fromBase64url(keys.publicKey)
  expect([sig.length, point.length, point[0]]).toEqual([64, 65, 4])
  const key = createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: toBase64url(point.slice(1, 33)),
      y: toBase64url(point.slice(33)),
    },
  })
  const how = { key, dsaEncoding: 'ieee-p1363' } as const
  expect(verify('sha256', Buffer.from(text), how, sig)).toBe(true)
  expect(verify('sha256', Buffer.from(`${text} `), how, sig)).toBe(false)
})

test('the private key cannot be read out', async () => {
  const { privateKey } = await createKeys()
  await expect(crypto.subtle.exportKey('jwk', privateKey as CryptoKey)).rejects.toThrow() // createKeys makes CryptoKeys
})

test('ids are ULIDs of their instant and never the same', () => {
  const ids = Array.from({ length: 100 }, () => ulidAt(1_700_000_000_000))
  expect(ids.every((id) => v.is(UlidSchema, id) && id.startsWith('01HF7YAT00'))).toBe(true)
  expect(new Set(ids).size).toBe(100)
  expect(v.is(UlidSchema, ulidAt(-1))).toBe(true)
})

test('digits and suffixes have their length and their letters', () => {
  expect(randomDigits(4)).toMatch(/^\d{4}$/)
  expect(randomSuffix(8)).toMatch(/^[0-9a-hjkmnp-tv-z]{8}$/)
  const seen = new Set(Array.from({ length: 200 }, () => randomDigits(1)))
  expect(seen.size).toBe(10)
})

test('base64url goes there and back without padding', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
  const text = toBase64url(bytes)
  expect(text).toMatch(/^[A-Za-z0-9_-]+$/)
  expect(fromBase64url(text)).toEqual(bytes)
  expect(toBase64url(new Uint8Array([255, 254]))).toBe('__4')
})
