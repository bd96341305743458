import { expect, test } from 'vitest'
import { demoMarketId } from '@pasar/server/seed/demo-markets.ts'
import { DEMO_HALLS } from '@pasar/server/seed/demo-stalls.ts'
import { LUMAJANG } from '@pasar/server/seed/lumajang.ts'

test('stands in known markets with known goods groups and stall types', () => {
  const marketIds = LUMAJANG.markets.map((market) => demoMarketId(market.name))
  const vendors = DEMO_HALLS.flatMap((hall) => hall.blocks.flatMap((block) => block.vendors))
  expect(DEMO_HALLS.filter((hall) => !marketIds.includes(hall.marketId))).toEqual([])
  const groups = new Set(vendors.flatMap(([, , goodsGroups]) => goodsGroups))
  expect([...groups].filter((group) => !LUMAJANG.goodsGroups.includes(group))).toEqual([])
  expect(new Set(vendors.map(([name]) => name)).size).toBe(vendors.length)
})

test('has 40 stalls or more at Pasar Baru', () => {
  const hall = DEMO_HALLS.find(({ marketId }) => marketId === 'pasar-baru')
  expect(hall?.blocks.flatMap((block) => block.vendors).length).toBeGreaterThanOrEqual(40)
})
