import type { Row, RowKey } from '../domain/row.ts'
import { rowKey } from '../domain/row.ts'
import { type Change, canonicalJson } from './change.ts'

const MODULUS = 2 ** 53

/**
 * 53 bits over a text: two 32-bit multiply-xor lanes, folded (after the public-domain cyrb53 by
 * bryc). Synchronous and not cryptographic: it finds accidents, not attackers.
 */
export function textHash(text: string): number {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return 4294967296 * (2097151 & b) + (a >>> 0)
}

/** The part of one row in its bucket's checksum. */
export const rowHash = (row: Row): number => textHash(`${rowKey(row)}\n${canonicalJson(row)}`)

/** A bucket's checksum with one row's part taken in. */
export const addToSum = (sum: number, hash: number): number => {
  const room = MODULUS - hash
  return sum >= room ? sum - room : sum + hash
}

/** A bucket's checksum with one row's part taken out. */
export const takeFromSum = (sum: number, hash: number): number =>
  sum >= hash ? sum - hash : MODULUS - (hash - sum)

/** The checksum of rows from nothing: what the incremental one must equal. */
export const sumOf = (rows: Iterable<Row>): number => {
  let sum = 0
  for (const row of rows) sum = addToSum(sum, rowHash(row))
  return sum
}

/** `h`: 32 bits over whole changes, independent of their order and of what stood before. */
export function changesHash(changes: readonly Change[]): number {
  const parts = changes.map((change): [RowKey, Row | null] => [change.key, change.after])
  parts.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return textHash(canonicalJson(parts)) >>> 0
}
