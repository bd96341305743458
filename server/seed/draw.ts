import { textHash } from '@pasar/shared/sync/checksum.ts'

/** Crockford's base 32, lowercase: no i, l, o, u. */
const BASE32 = '0123456789abcdefghjkmnpqrstvwxyz'

/** A whole number from `from` to `to`, both included: the same for the same key, on any machine. */
export const drawInt = (key: string, from: number, to: number): number =>
  from + (textHash(key) % (to - from + 1))

/** One of `list`: the same for the same key. */
export function drawOne<Item>(key: string, list: readonly Item[]): Item {
  const item = list[drawInt(key, 0, list.length - 1)]
  if (item === undefined) throw new Error(`nothing to draw from for ${key}`)
  return item
}

/** True in `percent` of keys. */
export const drawTrue = (key: string, percent: number): boolean =>
  drawInt(key, 0, 99_999) < percent * 1_000

/** The eight characters that end an offer's id. */
export const drawSuffix = (key: string): string => base32(textHash(key), 8)

/** A ULID that is the same for the same key. Its time part is of the past, so it is no one else's. */
export const drawUlid = (key: string): string =>
  `01DEM0SEED${base32(textHash(`${key}/a`), 8)}${base32(textHash(`${key}/b`), 8)}`.toUpperCase()

/**
 * An example price spread by up to 15 percent and rounded as a market rounds: to Rp1.000 from
 * Rp20.000, to Rp500 from Rp2.000, to Rp100 below.
 */
export function drawPrice(key: string, exampleIdr: number): number {
  const spreadIdr = Math.round((exampleIdr * drawInt(key, 85, 115)) / 100)
  const stepIdr = exampleIdr >= 20_000 ? 1_000 : exampleIdr >= 2_000 ? 500 : 100
  return Math.max(stepIdr, Math.round(spreadIdr / stepIdr) * stepIdr)
}

function base32(hash: number, length: number): string {
  let rest = hash
  let text = ''
  while (text.length < length) {
    text += BASE32[rest % 32] ?? ''
    rest = Math.floor(rest / 32)
  }
  return text
}
