import { expect, test } from 'vitest'
import { commodities, commodity } from '@pasar/web/store/queries/commodities.ts'
import { aCommodity } from '../../../fixtures/commodity.ts'
import { commodityId } from '../../../fixtures/id.ts'
import { aPhone, holdRows } from '../../../fixtures/replica.ts'

test('goods come by name, one by its id', async () => {
  const replica = await aPhone().open()
  const tomat = aCommodity({ id: commodityId('tomat'), name: 'Tomat' })
  const bawang = aCommodity({ id: commodityId('z-bawang'), name: 'Bawang' })
  await holdRows(replica, 'commodities', [tomat, bawang])
  expect(await commodities(replica)).toEqual([bawang, tomat])
  expect(await commodity(replica, tomat.id)).toEqual(tomat)
  expect(await commodity(replica, commodityId('durian'))).toBe(null)
})
