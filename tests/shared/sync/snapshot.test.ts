import type { Row } from '@pasar/shared/domain/row.ts'
import { rowKey } from '@pasar/shared/domain/row.ts'
import { canonicalJson } from '@pasar/shared/sync/change.ts'
import { sumOf } from '@pasar/shared/sync/checksum.ts'
import {
  BLOCK_ROWS_MAX,
  decodeBlock,
  encodeBlocks,
  encodeSnapshot,
  type Snapshot,
  SnapshotSchema,
} from '@pasar/shared/sync/snapshot.ts'
import { is } from 'valibot'
import { describe, expect, test } from 'vitest'
import { aCatalogue, aCommodityRow, drawFrom } from '../../fixtures/catalogue.ts'
import { rowsIn } from '../../fixtures/snapshot.ts'

const META = { market: 'pasar-baru', cursor: '01J.42' }

/** Through the wire: the text is what travels. */
function carried(rows: readonly Row[]): Snapshot {
  const snapshot: unknown = JSON.parse(JSON.stringify(encodeSnapshot(rows, META)))
  expect(is(SnapshotSchema, snapshot)).toBe(true)
  return snapshot as Snapshot // checked above
}

function decoded(snapshot: Snapshot): readonly Row[] {
  const rows = rowsIn(snapshot)
  if (rows === null) throw new Error('damaged')
  return rows
}

const byKey = (rows: readonly Row[]) =>
  [...rows].sort((a, b) => (rowKey(a) < rowKey(b) ? -1 : rowKey(a) > rowKey(b) ? 1 : 0))

describe('a snapshot', () => {
  test('gives back exactly the rows of a market, M17', () => {
    for (let seed = 1; seed <= 25; seed++) {
      const draw = drawFrom(seed)
      const rows = aCatalogue(seed, { stalls: 1 + draw(40), offers: draw(700) })
      const snapshot = carried(rows)
      const back = decoded(snapshot)
      expect(byKey(back)).toStrictEqual(byKey(rows))
      expect(snapshot.checksum).toBe(sumOf(rows))
      expect(sumOf(back)).toBe(snapshot.checksum)
    }
  })

  test('gives back rows of random fields, absent ones and nulls included, M17', () => {
    const values = [null, 0, -1, 1.5, 2 ** 53, '', 'x', 'pb-1.abcd', true, [], [null], { a: 1 }, {}]
    for (let seed = 1; seed <= 150; seed++) {
      const draw = drawFrom(seed)
      const rows = Array.from({ length: 1 + draw(30) }, (_, index) => {
        const row: { [name: string]: unknown } = { ...aCommodityRow(`c-${index}`, `n ${draw(4)}`) }
        for (const name of ['extra', 'stallId', 'constructor', '__proto__x', '10', 'é']) {
          if (draw(3) > 0) row[name] = values[draw(values.length)]
        }
        if (draw(4) === 0) delete row['name']
        return row as Row // odd on purpose: the codec knows no fields
      })
      // as text: a field called constructor confuses the comparison of values
      expect(byKey(decoded(carried(rows))).map(canonicalJson)).toEqual(
        byKey(rows).map(canonicalJson),
      )
    }
  })

  test('is the same text for the same rows in any order, M17', () => {
    const rows = aCatalogue(3, { stalls: 20, offers: 600 })
    const turned = [...rows].reverse()
    expect(JSON.stringify(encodeSnapshot(turned, META))).toBe(
      JSON.stringify(encodeSnapshot(rows, META)),
    )
  })

  test('of an empty market is empty, M17', () => {
    expect(encodeSnapshot([], META)).toEqual({ v: 1, ...META, checksum: 0, blocks: [] })
    expect(decoded(carried([]))).toEqual([])
  })

  test('forgets members that are undefined, as JSON does, M17', () => {
    const row = { ...aCommodityRow('a', 'A'), extra: undefined } as Row // a member JSON cannot carry
    expect(decoded(carried([row]))).toStrictEqual([aCommodityRow('a', 'A')])
  })

  test('has blocks of one kind, BLOCK_ROWS_MAX rows at most, each readable alone, M17', () => {
    const rows = aCatalogue(4, { stalls: 251, offers: 500 })
    const blocks = encodeBlocks(rows)
    expect(blocks.map((block) => [block.kind, block.count])).toEqual([
      ['stall', BLOCK_ROWS_MAX],
      ['stall', 1],
      ['offer', BLOCK_ROWS_MAX],
      ['offer', BLOCK_ROWS_MAX],
    ])
    const back = [...blocks].reverse().flatMap((block) => decodeBlock(block))
    expect(byKey(back)).toStrictEqual(byKey(rows))
  })

  test('spends about 40 characters on an offer, M17', () => {
    const rows = aCatalogue(5, { stalls: 50, offers: 1_000 })
    const packed = JSON.stringify(encodeSnapshot(rows, META)).length
    expect(packed * 4).toBeLessThan(JSON.stringify(rows).length)
  })
})

describe('a damaged snapshot', () => {
  const rows = aCatalogue(6, { stalls: 3, offers: 30 })

  test('does not decode or add up where a row is missing, doubled or altered, M17', () => {
    const whole = carried(rows)
    const [stalls, offers] = whole.blocks
    expect(whole.blocks).toHaveLength(2)
    const altered = JSON.parse(JSON.stringify(whole).replace('"available"', '"low"')) as Snapshot // same shape
    for (const snapshot of [
      { ...whole, blocks: [stalls!] },
      { ...whole, blocks: [stalls!, offers!, offers!] },
      { ...whole, blocks: [stalls!, { ...offers!, count: offers!.count - 1 }] },
      { ...whole, checksum: whole.checksum + 1 },
      altered,
    ]) {
      expect(rowsIn(snapshot)).toBe(null)
    }
  })

  test('is told by its sum whichever letter was changed on the way, M17', () => {
    const text = JSON.stringify(carried(rows))
    let survived = 0
    for (let at = 0; at < text.length; at += 7) {
      const letter = text[at] === '7' ? '8' : '7'
      const bent = `${text.slice(0, at)}${letter}${text.slice(at + 1)}`
      const value = parsed(bent)
      if (!is(SnapshotSchema, value)) continue
      const back = rowsIn(value as Snapshot) // checked in the line above
      if (back === null) continue
      expect(byKey(back)).toStrictEqual(byKey(rows))
      survived++
    }
    // only what is no part of the rows: the names of the market and the cursor
    expect(survived).toBeLessThan(6)
  })

  test('of another shape is not taken for one, M17', () => {
    const whole = carried(rows)
    for (const value of [
      null,
      '<html>',
      {},
      { ...whole, v: 2 },
      { ...whole, blocks: [{ ...whole.blocks[0], kind: 'secret' }] },
      { ...whole, blocks: [{ ...whole.blocks[0], count: 251 }] },
      { ...whole, blocks: [{ ...whole.blocks[0], columns: [['name', { k: 'eval' }]] }] },
    ]) {
      expect(is(SnapshotSchema, value)).toBe(false)
    }
  })
})

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // bent beyond JSON: no snapshot
  }
}
