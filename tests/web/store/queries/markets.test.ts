import { expect, test } from 'vitest'
import { isCatalogueHere, market, markets } from '@pasar/web/store/queries/markets.ts'
import { marketId } from '../../../fixtures/id.ts'
import { aMarket } from '../../../fixtures/market.ts'
import { aPhone, holdRows } from '../../../fixtures/replica.ts'

test('markets come by name, one by its id', async () => {
  const replica = await aPhone().open()
  const baru = aMarket()
  const ranuyoso = aMarket({ id: marketId('a-ranuyoso'), name: 'Pasar Ranuyoso' })
  await holdRows(replica, 'markets', [ranuyoso, baru])
  expect((await markets(replica)).map(({ name }) => name)).toEqual(['Pasar Baru', 'Pasar Ranuyoso'])
  expect(await market(replica, baru.id)).toEqual(baru)
  expect(await market(replica, marketId('pasar-tempeh'))).toBe(null)
})

test('a market that nobody chose has no catalogue', async () => {
  const replica = await aPhone().open()
  expect(await isCatalogueHere(replica, marketId('pasar-baru'))).toBe(false)
})
