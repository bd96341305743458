import { openDatabase } from '@pasar/server/store/database.ts'
import { migrate } from '@pasar/server/store/migrate.ts'
import { Rows } from '@pasar/server/store/rows.ts'
import { keyOf } from '@pasar/shared/domain/row.ts'
import { expect, test } from 'vitest'

function someRows(): Rows {
  const db = openDatabase(':memory:')
  migrate(db)
  const rows = new Rows(db)
  for (const [id, version] of [
    ['a', 1],
    ['b', 2],
    ['c', 3],
  ] as const) {
    const key = keyOf('commodity', id)
    rows.put(key, { version, hash: version, takenAt: 7, text: `{"kind":"commodity","id":"${id}"}` })
    rows.mark('commodities', { key, version, isGone: false })
  }
  return rows
}

test('gives a row as it was put last', () => {
  const rows = someRows()
  const text = '{"kind":"commodity","id":"a","name":"Jahe\\u0000"}'
  rows.put(keyOf('commodity', 'a'), { version: 9, hash: 2 ** 53 - 1, takenAt: 8, text })
  expect(rows.get(keyOf('commodity', 'a'))).toEqual({
    row: { kind: 'commodity', id: 'a', name: 'Jahe\0' },
    text,
    hash: 2 ** 53 - 1,
    version: 9,
    takenAt: 8,
  })
  expect(rows.get(keyOf('commodity', 'z'))).toBe(undefined)
})

test('lists what changed in a bucket since a version, oldest first, with what left it', () => {
  const rows = someRows()
  const key = keyOf('commodity', 'a')
  rows.mark('commodities', { key, version: 4, isGone: true })
  expect([...rows.entriesAfter('commodities', 2)]).toEqual([
    { key: 'commodity/c', version: 3, text: '{"kind":"commodity","id":"c"}' },
    { key, version: 4, text: null },
  ])
  expect([...rows.entriesAfter('markets', 0)]).toEqual([])
  expect([2, 9].map((most) => rows.countAfter('commodities', 1, most))).toEqual([2, 3])
})

test('lists the rows of a bucket and of a kind in key order', () => {
  const rows = someRows()
  rows.mark('commodities', { key: keyOf('commodity', 'b'), version: 4, isGone: true })
  rows.put(keyOf('market', 'm'), {
    version: 5,
    hash: 1,
    takenAt: 7,
    text: '{"kind":"market","id":"m"}',
  })
  expect(rows.rowsOf('commodities').map((row) => row.id)).toEqual(['a', 'c'])
  expect(rows.rowsOfKind('commodity').map((row) => row.id)).toEqual(['a', 'b', 'c'])
  rows.delete(keyOf('commodity', 'c'))
  expect(rows.rowsOfKind('commodity').map((row) => row.id)).toEqual(['a', 'b'])
})

test('a bucket that never was is empty', () => {
  const rows = someRows()
  expect(rows.bucket('markets')).toEqual({ checksum: 0, count: 0, version: 0 })
  rows.putBucket('markets', { checksum: 5, count: 1, version: 2 })
  rows.putBucket('markets', { checksum: 7, count: 2, version: 3 })
  expect(rows.bucket('markets')).toEqual({ checksum: 7, count: 2, version: 3 })
})

test('a key stands in a bucket once: what left and came back is not gone any more', () => {
  const rows = someRows()
  const key = keyOf('commodity', 'a')
  rows.mark('commodities', { key, version: 4, isGone: true })
  rows.mark('commodities', { key, version: 5, isGone: false })
  expect([...rows.entriesAfter('commodities', 2)]).toEqual([
    { key: 'commodity/c', version: 3, text: '{"kind":"commodity","id":"c"}' },
    { key, version: 5, text: '{"kind":"commodity","id":"a"}' },
  ])
})
