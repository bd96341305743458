import { ecdsaVerifier, isPublicKey } from '@pasar/server/store/verify.ts'
import { expect, test } from 'vitest'
import { signed, someKeys } from '../phone.ts'

const verify = ecdsaVerifier()
const keys = someKeys()
const text = '{"name":"Bu Sri – brambang"}'

test('accepts what the key has signed, byte for byte, S1', async () => {
  expect(await verify({ publicKey: keys.publicKey, text, sig: signed(keys, text) })).toBe(true)
})

test('accepts what Web Crypto signs on a phone', async () => {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
    'verify',
  ])
  const bytes = new TextEncoder().encode(text)
  const sig = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, bytes)
  const point = await crypto.subtle.exportKey('raw', pair.publicKey)
  const publicKey = Buffer.from(point).toString('base64url')
  expect(await verify({ publicKey, text, sig: Buffer.from(sig).toString('base64url') })).toBe(true)
})

test.each([
  ['another text', { text: `${text} ` }],
  ['another key', { publicKey: someKeys().publicKey }],
  ['a cut signature', { sig: signed(keys, text).slice(0, -4) }],
  ['no signature', { sig: '' }],
  ['a signature that is no base64url', { sig: '!'.repeat(86) }],
  ['no key', { publicKey: '' }],
  ['a key that is no point', { publicKey: 'A'.repeat(87) }],
])('takes %s for wrong, without throwing', async (_, wrong) => {
  const right = { publicKey: keys.publicKey, text, sig: signed(keys, text) }
  expect(await verify({ ...right, ...wrong })).toBe(false)
})

test('knows a point on the curve from one beside it', () => {
  const point = Buffer.from(keys.publicKey, 'base64url')
  point[64] = (point[64] ?? 0) ^ 1
  expect([isPublicKey(keys.publicKey), isPublicKey(point.toString('base64url'))]).toEqual([
    true,
    false,
  ])
})
