import { Commit } from '@pasar/server/store/commit.ts'
import { openDatabase } from '@pasar/server/store/database.ts'
import { migrate } from '@pasar/server/store/migrate.ts'
import { Rows } from '@pasar/server/store/rows.ts'
import { RowCache } from '@pasar/server/store/view.ts'
import type { Stall } from '@pasar/shared/domain/stall.ts'
import type { MarketId, StallId } from '@pasar/shared/domain/id.ts'
import { type Row, keyOf, rowKey } from '@pasar/shared/domain/row.ts'
import type { Change } from '@pasar/shared/sync/change.ts'
import { changesHash, sumOf } from '@pasar/shared/sync/checksum.ts'
import { expect, test } from 'vitest'

function aCommit() {
  const db = openDatabase(':memory:')
  migrate(db)
  const rows = new Rows(db)
  const cache = new RowCache(rows)
  return { rows, commit: new Commit(rows, cache, 0) }
}

const aStall = (id: string, over: Partial<Stall> = {}): Stall => ({
  kind: 'stall',
  id: id as StallId,
  marketId: 'm' as MarketId,
  name: 'Bu Tin',
  type: 'los',
  block: '',
  number: '',
  walkOrder: 0,
  goodsGroups: [],
  isSuspended: false,
  ...over,
})

const put = (row: Row, before: Row | null = null): Change => ({
  key: rowKey(row),
  before,
  after: row,
})

test('gives each changed row a version of its own, and h of the whole, S5', () => {
  const { commit } = aCommit()
  const changes = [put(aStall('b')), put(aStall('a'))]
  const applied = commit.apply(changes, 7)
  expect([applied.versions, applied.hash, commit.version]).toEqual([
    [1, 2],
    changesHash(changes),
    2,
  ])
  expect(JSON.parse(applied.journal)).toEqual(changes)
})

test('a row that leaves a bucket is gone there and stays elsewhere', () => {
  const { rows, commit } = aCommit()
  const stall = aStall('a')
  const suspended = aStall('a', { isSuspended: true })
  commit.apply([put(stall)], 7)
  commit.apply([put(suspended, stall)], 7)
  expect(commit.keep()).toEqual(['market:m', 'stall:a', 'desk:m'])
  commit.flush()
  expect([...rows.entriesAfter('market:m', 0)]).toEqual([
    { key: 'stall/a', version: 2, text: null },
  ])
  expect(rows.rowsOf('stall:a')).toEqual([suspended])
  expect(['market:m', 'stall:a'].map((bucket) => rows.bucket(bucket))).toEqual([
    { checksum: 0, count: 0, version: 2 },
    { checksum: sumOf([suspended]), count: 1, version: 2 },
  ])
})

test('a deleted row is gone everywhere', () => {
  const { rows, commit } = aCommit()
  const stall = aStall('a')
  commit.apply([put(stall)], 7)
  commit.apply([{ key: rowKey(stall), before: stall, after: null }], 7)
  commit.keep()
  commit.flush()
  expect(rows.get(keyOf('stall', 'a'))).toBe(undefined)
  expect(rows.rowsOf('market:m')).toEqual([])
  expect(rows.bucket('market:m')).toEqual({ checksum: 0, count: 0, version: 2 })
})

test('totals of a mutation that was rolled back count nowhere', () => {
  const { rows, commit } = aCommit()
  commit.apply([put(aStall('a'))], 7)
  commit.keep()
  commit.apply([put(aStall('b'))], 7)
  commit.drop()
  commit.flush()
  expect(rows.bucket('market:m')).toEqual({ checksum: sumOf([aStall('a')]), count: 1, version: 1 })
})

test('checksums kept step by step equal those from scratch, S7', () => {
  const { rows, commit } = aCommit()
  const held = new Map<string, Stall>()
  let draw = 7
  const next = (below: number): number => {
    draw = (draw * 48_271) % 2_147_483_647
    return draw % below
  }
  for (let step = 0; step < 2_000; step++) {
    const id = `s${next(30)}`
    const before = held.get(id) ?? null
    const over = {
      name: `n${step}`,
      marketId: `m${next(3)}` as MarketId,
      isSuspended: next(2) === 0,
    }
    const after = before && next(4) === 0 ? null : aStall(id, over)
    commit.apply([{ key: keyOf('stall', id), before, after }], 7)
    commit.keep()
    if (after) held.set(id, after)
    else held.delete(id)
  }
  commit.flush()
  const buckets = ['m0', 'm1', 'm2'].flatMap((market) => [`market:${market}`, `desk:${market}`])
  const kept = buckets.map((bucket) => rows.bucket(bucket))
  const scratch = buckets.map((bucket) => rows.rowsOf(bucket))
  expect(kept.map(({ checksum, count }) => ({ checksum, count }))).toEqual(
    scratch.map((found) => ({ checksum: sumOf(found), count: found.length })),
  )
  expect(kept.every(({ count }) => count > 0)).toBe(true)
})

test('notes when the server took a row, beside it and never in it, S15', () => {
  const { rows, commit } = aCommit()
  commit.apply([put(aStall('a'))], 7)
  expect(rows.get(keyOf('stall', 'a'))).toMatchObject({ takenAt: 7, row: aStall('a') })
})
