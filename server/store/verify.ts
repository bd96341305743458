import { createPublicKey, type KeyObject, verify } from 'node:crypto'

/** A text, its signature, and the key it is said to be signed with (both base64url). */
export type Signed = { readonly publicKey: string; readonly text: string; readonly sig: string }

/** Whether the signature is right. Never throws: what cannot be read is wrong. */
export type Verify = (signed: Signed) => boolean | Promise<boolean>

/** Raw P-256 point (0x04, x, y) and P1363 signature (r, s), in bytes. */
const POINT_BYTES = 65
const SIGNATURE_BYTES = 64
/** Parsed keys kept at hand; parsing one costs as much as using it. */
const KEYS_KEPT_MAX = 5_000

/** ECDSA over P-256 with SHA-256 as phones sign, on the thread pool beside the event loop. */
export function ecdsaVerifier(): Verify {
  const keys = new Map<string, KeyObject | null>()
  return ({ publicKey, text, sig }) => {
    let key = keys.get(publicKey)
    if (key === undefined) {
      if (keys.size >= KEYS_KEPT_MAX) keys.clear()
      key = parsePublicKey(publicKey)
      keys.set(publicKey, key)
    }
    const signature = Buffer.from(sig, 'base64url')
    if (key === null || signature.length !== SIGNATURE_BYTES) return false
    return check(key, { text, signature })
  }
}

/** True for a raw point that lies on the curve, as base64url without padding. */
export const isPublicKey = (text: string): boolean => parsePublicKey(text) !== null

function parsePublicKey(text: string): KeyObject | null {
  const point = Buffer.from(text, 'base64url')
  if (point.length !== POINT_BYTES || point[0] !== 4 || point.toString('base64url') !== text) {
    return null
  }
  const x = point.subarray(1, 33).toString('base64url')
  const y = point.subarray(33).toString('base64url')
  try {
    return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' })
  } catch {
    // A point that is not on the curve is a wrong key and nothing to report.
    return null
  }
}

function check(key: KeyObject, signed: { text: string; signature: Buffer }): Promise<boolean> {
  const data = Buffer.from(signed.text, 'utf8')
  return new Promise((resolve) => {
    const options = { key, dsaEncoding: 'ieee-p1363' } as const
    verify('sha256', data, options, signed.signature, (error, isRight) => {
      resolve(error === null && isRight)
    })
  })
}
