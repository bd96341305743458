import { fromBase64url, toBase64url } from './base64url.ts'
import type { Keys } from './platform.ts'

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const ULID_TIME_CHARS = 10
const ULID_RANDOM_CHARS = 16

/** A key pair whose private half cannot be read, only used. */
export async function createKeys(): Promise<Keys> {
  const pair = await crypto.subtle.generateKey(CURVE, false, ['sign', 'verify'])
  const point = await crypto.subtle.exportKey('raw', pair.publicKey)
  return { publicKey: toBase64url(new Uint8Array(point)), privateKey: pair.privateKey }
}

/** Signs a text. Web Crypto gives P1363 (r and s, 32 bytes each), which is what the wire wants. */
export async function signText(keys: Keys, text: string): Promise<string> {
  const key = keys.privateKey as CryptoKey // made by createKeys above, kept by IndexedDB as it was
  const signature = await crypto.subtle.sign(SIGNATURE, key, new TextEncoder().encode(text))
  return toBase64url(new Uint8Array(signature))
}

/** PBKDF2-SHA-256 over a secret: 32 bytes as base64url. */
export async function derive(from: {
  secret: string
  salt: string
  iterations: number
}): Promise<string> {
  const secret = new TextEncoder().encode(from.secret)
  const key = await crypto.subtle.importKey('raw', secret, 'PBKDF2', false, ['deriveBits'])
  const bits = await crypto.subtle.deriveBits(
    {
      name: 'PBKDF2',
      hash: 'SHA-256',
      salt: fromBase64url(from.salt),
      iterations: from.iterations,
    },
    key,
    256,
  )
  return toBase64url(new Uint8Array(bits))
}

/** A ULID of the instant `at` (epoch ms): ids are identity here, their order means nothing. */
export function ulidAt(at: number): string {
  let time = ''
  for (let rest = Math.max(0, at), n = 0; n < ULID_TIME_CHARS; n++) {
    time = CROCKFORD.charAt(rest % 32) + time
    rest = Math.floor(rest / 32)
  }
  return time + randomText(CROCKFORD, ULID_RANDOM_CHARS)
}

/** Characters of Crockford's base 32, lowercase. */
export const randomSuffix = (count: number): string => randomText(CROCKFORD, count).toLowerCase()

/** Decimal digits, each equally likely: bytes from 250 on are drawn again. */
export function randomDigits(count: number): string {
  let digits = ''
  while (digits.length < count) {
    for (const byte of crypto.getRandomValues(new Uint8Array(count))) {
      if (byte < 250 && digits.length < count) digits += String(byte % 10)
    }
  }
  return digits
}

/** Characters of an alphabet of 32: a byte divides evenly. */
function randomText(alphabet: string, count: number): string {
  let text = ''
  for (const byte of crypto.getRandomValues(new Uint8Array(count))) {
    text += alphabet.charAt(byte % 32)
  }
  return text
}
