import { createHash } from 'node:crypto'
import { CODE_ALPHABET, CODE_LETTERS } from '@pasar/shared/domain/code.ts'

type Random = (bytes: number) => Uint8Array

const TOKEN_BYTES = 32

/** 256 random bits, base64url. */
export const drawToken = (random: Random): string =>
  Buffer.from(random(TOKEN_BYTES)).toString('base64url')

/** What is stored of a token. */
export const tokenHash = (token: string): string =>
  createHash('sha256').update(token).digest('base64url')

/** Bytes from this value on would make some letters likelier than others. */
const FAIR_BYTES = 256 - (256 % CODE_ALPHABET.length)

/** Eight letters, each as likely as the other. */
export function drawCode(random: Random): string {
  let code = ''
  while (code.length < CODE_LETTERS) {
    for (const byte of random(CODE_LETTERS)) {
      if (byte < FAIR_BYTES && code.length < CODE_LETTERS) {
        code += CODE_ALPHABET[byte % CODE_ALPHABET.length]
      }
    }
  }
  return code
}

const ULID_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const ULID_TIME_LETTERS = 10
const ULID_RANDOM_LETTERS = 16

/** A ULID: 48 bits of time, 80 of chance. */
export function drawUlid(now: number, random: Random): string {
  let time = ''
  for (let rest = now, left = ULID_TIME_LETTERS; left > 0; left--) {
    time = ULID_LETTERS.charAt(rest % 32) + time
    rest = Math.floor(rest / 32)
  }
  const chance = [...random(ULID_RANDOM_LETTERS)].map((byte) => ULID_LETTERS.charAt(byte % 32))
  return time + chance.join('')
}
