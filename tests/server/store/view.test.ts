import { NamedRows, RowCache } from '@pasar/server/store/view.ts'
import { keyOf } from '@pasar/shared/domain/row.ts'
import { expect, test } from 'vitest'
import { MARKET, anInstallation } from '../installation.ts'

async function aCache() {
  const { store } = await anInstallation()
  let reads = 0
  const get = (key: Parameters<typeof store.row>[0]) => {
    reads++
    const row = store.row(key)
    return row && { row, text: '', hash: 0, version: 0, takenAt: 7 }
  }
  return { cache: new RowCache({ get }), reads: () => reads }
}

test('reads a row once per transaction, present or absent', async () => {
  const { cache, reads } = await aCache()
  for (const id of [MARKET, 'nowhere', MARKET, 'nowhere']) cache.get(keyOf('market', id))
  expect(reads()).toBe(2)
  cache.forget()
  cache.get(keyOf('market', MARKET))
  expect(reads()).toBe(3)
})

test('run cannot read a row that needs did not name', async () => {
  const named = new NamedRows((await aCache()).cache)
  expect(named.loose.get(keyOf('market', MARKET))).toBe(undefined)
  expect(() => named.strict.get(keyOf('market', MARKET))).toThrow('needs did not name')
  expect([named.name([keyOf('market', MARKET)]), named.name([keyOf('market', MARKET)])]).toEqual([
    true,
    false,
  ])
  expect(named.loose.get(keyOf('market', MARKET))?.name).toBe('Pasar Uji')
  expect(named.strict.get(keyOf('market', MARKET))?.name).toBe('Pasar Uji')
})

test('tells when the server took a row, but only of one that was named, S15', async () => {
  const named = new NamedRows((await aCache()).cache)
  expect(named.strict.takenAt?.(keyOf('market', MARKET))).toBe(undefined)
  named.name([keyOf('market', MARKET), keyOf('market', 'nowhere')])
  expect([MARKET, 'nowhere'].map((id) => named.strict.takenAt?.(keyOf('market', id)))).toEqual([
    7,
    undefined,
  ])
})
