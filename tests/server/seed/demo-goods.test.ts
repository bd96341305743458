import { expect, test } from 'vitest'
import { GRADES, GROUP_GOODS, GROUP_OWN_GOODS } from '@pasar/server/seed/demo-goods.ts'
import { LUMAJANG } from '@pasar/server/seed/lumajang.ts'

const slugs = LUMAJANG.products.map((product) => product.slug)

test('puts every good into a goods group and no other good', () => {
  const grouped = new Set(Object.values(GROUP_GOODS).flat())
  expect([...grouped].sort()).toEqual([...slugs].sort())
})

test('knows every goods group of the markets and no other', () => {
  const groups = new Set([...Object.keys(GROUP_GOODS), ...Object.keys(GROUP_OWN_GOODS)])
  expect([...groups].sort()).toEqual([...LUMAJANG.goodsGroups].sort())
})

test('grades only goods that are there', () => {
  expect(Object.keys(GRADES).filter((slug) => !slugs.includes(slug))).toEqual([])
})
