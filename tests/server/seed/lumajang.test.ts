import { expect, test } from 'vitest'
import { LUMAJANG } from '@pasar/server/seed/lumajang.ts'

test('holds 108 goods, each with one slug, a whole price and a named source', () => {
  const { products, sources } = LUMAJANG
  expect(products.length).toBe(108)
  expect(new Set(products.map((product) => product.slug)).size).toBe(108)
  expect(products.filter((product) => !Number.isInteger(product.priceIdr))).toEqual([])
  expect(products.filter((product) => !Number.isInteger(product.basePerUnit))).toEqual([])
  expect(products.filter((product) => !(product.source in sources))).toEqual([])
})

test('gives aliases only to goods that are there', () => {
  const slugs = new Set(LUMAJANG.products.map((product) => product.slug))
  expect(Object.keys(LUMAJANG.aliases).filter((slug) => !slugs.has(slug))).toEqual([])
  expect(LUMAJANG.aliases['bawang-merah']).toContain('brambang')
})

test('places each market in a kecamatan of the regency, or says that it is not known', () => {
  const names = new Set(LUMAJANG.kecamatan.map(({ name }) => name))
  const placed = LUMAJANG.markets.flatMap(({ kecamatan }) => kecamatan ?? [])
  expect(LUMAJANG.markets.length).toBe(13)
  expect(placed.filter((kecamatan) => !names.has(kecamatan))).toEqual([])
})
