import type { Row } from '@pasar/shared/domain/row.ts'
import {
  addToSum,
  changesHash,
  rowHash,
  sumOf,
  takeFromSum,
  textHash,
} from '@pasar/shared/sync/checksum.ts'
import type { Change } from '@pasar/shared/sync/change.ts'
import { describe, expect, test } from 'vitest'
import { aCatalogue, aCommodityRow, drawFrom } from '../../fixtures/catalogue.ts'

const MODULUS = 2 ** 53

describe('the hash of a text', () => {
  // fixed values: another hash on the next version of a phone would re-download every bucket
  test('stays what it is, S7', () => {
    expect(textHash('')).toBe(3_338_908_027_751_811)
    expect(textHash('a')).toBe(7_929_297_801_672_961)
    expect(textHash('ꦥꦱꦂ 🌶️')).toBe(3_930_466_076_504_406)
  })

  test('is a safe integer >= 0 and tells near texts apart, S7', () => {
    const seen = new Set<number>()
    for (let index = 0; index < 20_000; index++) {
      const hash = textHash(`offer/pb-${index}`)
      expect(Number.isSafeInteger(hash) && hash >= 0).toBe(true)
      seen.add(hash)
    }
    expect(seen.size).toBe(20_000)
  })
})

describe('the checksum of a bucket', () => {
  test('kept row by row equals the one from nothing, S7', () => {
    const draw = drawFrom(7)
    const rows = aCatalogue(7, { stalls: 20, offers: 180 })
    const held = new Map<number, Row>()
    let sum = 0
    for (let step = 0; step < 2_000; step++) {
      const at = draw(rows.length)
      const old = held.get(at)
      if (old) {
        sum = takeFromSum(sum, rowHash(old))
        held.delete(at)
      }
      if (draw(3) > 0) {
        const row = { ...rows[at]!, version: step }
        held.set(at, row)
        sum = addToSum(sum, rowHash(row))
      }
    }
    expect(held.size).toBeGreaterThan(50)
    expect(sum).toBe(sumOf(held.values()))
  })

  test('does not depend on the order of rows or of their fields, S7', () => {
    const rows = aCatalogue(8, { stalls: 5, offers: 40 })
    const turned = rows.map((row) => Object.fromEntries(Object.entries(row).reverse()) as Row) // same fields
    expect(sumOf([...turned].reverse())).toBe(sumOf(rows))
  })

  test('sees every lost, doubled and altered row, S7', () => {
    const rows = aCatalogue(9, { stalls: 5, offers: 40 })
    const sum = sumOf(rows)
    for (let at = 0; at < rows.length; at++) {
      const rest = rows.filter((_, index) => index !== at)
      expect(sumOf(rest)).not.toBe(sum)
      expect(sumOf([...rows, rows[at]!])).not.toBe(sum)
      expect(sumOf([...rest, { ...rows[at]!, marketId: 'other' } as Row])).not.toBe(sum) // a row altered on purpose
    }
  })

  test('stays exact at the edges of its range, S7', () => {
    const edges = [0, 1, 2, MODULUS / 2, MODULUS - 2, MODULUS - 1]
    for (const sum of edges) {
      for (const hash of edges) {
        const added = addToSum(sum, hash)
        expect(BigInt(added)).toBe((BigInt(sum) + BigInt(hash)) % BigInt(MODULUS))
        expect(takeFromSum(added, hash)).toBe(sum)
      }
    }
  })

  test('of nothing is zero, S7', () => {
    expect(sumOf([])).toBe(0)
  })
})

describe('the hash of changes', () => {
  const change = (id: string, before: string | null, after: string | null): Change => ({
    key: `commodity/${id}`,
    before: before === null ? null : aCommodityRow(id, before),
    after: after === null ? null : aCommodityRow(id, after),
  })

  test('is 32 bits, the same in any order and whatever stood before, S3', () => {
    const here = [change('a', null, 'x'), change('b', 'y', null), change('c', 'y', 'z')]
    const there = [change('c', 'other', 'z'), change('a', 'old', 'x'), change('b', 'older', null)]
    expect(changesHash(there)).toBe(changesHash(here))
    expect(changesHash(here)).toBe(changesHash(here) >>> 0)
  })

  test('tells apart what is put, deleted and left alone, S3', () => {
    const hashes = [
      [],
      [change('a', null, 'x')],
      [change('a', null, 'y')],
      [change('a', 'x', null)],
      [change('b', null, 'x')],
      [change('a', null, 'x'), change('b', null, 'x')],
    ].map(changesHash)
    expect(new Set(hashes).size).toBe(hashes.length)
  })
})
