import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { Catalogues } from '@pasar/server/store/catalogue.ts'
import type { Store } from '@pasar/server/store/open.ts'
import { SnapshotSchema } from '@pasar/shared/sync/snapshot.ts'
import { canonicalJson } from '@pasar/shared/sync/change.ts'
import * as v from 'valibot'
import { beforeEach, expect, test } from 'vitest'
import { rowsIn } from '../../fixtures/snapshot.ts'
import { MARKET, STALL, anInstallation } from '../installation.ts'

let store: Store
let catalogues: Catalogues

beforeEach(async () => {
  store = (await anInstallation()).store
  catalogues = new Catalogues(store)
})

const addOffers = (from: number, to: number) =>
  Promise.all(
    Array.from({ length: to - from }, (_, index) => {
      const offerId = `${STALL}.${String(from + index).padStart(8, '0')}`
      const args = { offerId, stallId: STALL, commodityId: null, ownName: 'Jahe', unit: 'kg' }
      return store.asSystem('offer.create.v1', { ...args, priceIdr: 900 }, offerId)
    }),
  )

test('holds exactly the rows of the market, with its checksum and cursor, S8', async () => {
  const made = await catalogues.of(MARKET)
  const snapshot = v.parse(SnapshotSchema, JSON.parse(made?.plain.toString() ?? ''))
  const sorted = (rows: readonly unknown[]) => rows.map((row) => canonicalJson(row)).sort()
  const { rows, checksum, cursor } = store.rowsOf(`market:${MARKET}`)
  expect(sorted(rowsIn(snapshot) ?? [])).toEqual(sorted(rows))
  expect([snapshot.checksum, snapshot.cursor]).toEqual([checksum, cursor])
})

test('is the same in all its forms', async () => {
  const made = await catalogues.of(MARKET)
  if (!made) throw new Error('the market is there')
  expect(brotliDecompressSync(made.brotli).equals(made.plain)).toBe(true)
  expect(gunzipSync(made.gzip).equals(made.plain)).toBe(true)
})

test('is made once for everyone, and anew when much has changed', async () => {
  const [one, other] = await Promise.all([catalogues.of(MARKET), catalogues.of(MARKET)])
  expect(one).toBe(other)
  await addOffers(100, 250)
  expect(await catalogues.of(MARKET)).toBe(one)
  await addOffers(250, 251)
  const fresh = await catalogues.of(MARKET)
  expect(fresh).not.toBe(one)
  expect(fresh?.version).toBe(store.lastVersion())
})

test('is of no market that is not there', async () => {
  expect([await catalogues.of('nowhere'), await catalogues.of('../etc')]).toEqual([null, null])
})
