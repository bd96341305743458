import { createECDH } from 'node:crypto'
import { textHash } from '@pasar/shared/sync/checksum.ts'
import type { Verify } from '@pasar/server/store/verify.ts'
import type { Keys } from '@pasar/web/platform/platform.ts'
import type { Random } from './random.ts'

/**
 * Signing without Web Crypto, whose scheduling no seed can rule: a keyed hash that both sides know
 * how to make. It tells a changed body or another key, which is all the world needs of it.
 */
export function createKeys(random: Random): Keys {
  const curve = createECDH('prime256v1')
  curve.setPrivateKey(Buffer.from(random.text('123456789abcdef', 64), 'hex'))
  // A real point: the server refuses keys that lie on no curve.
  const publicKey = curve.getPublicKey().toString('base64url')
  return { publicKey, privateKey: publicKey }
}

export const sign = (keys: Keys, text: string): string =>
  `sim${textHash(`${String(keys.privateKey)}\n${text}`).toString(36)}`

/** The verifier given to the simulated server. */
export const verify: Verify = ({ publicKey, text, sig }) =>
  sig === sign({ publicKey, privateKey: publicKey }, text)
