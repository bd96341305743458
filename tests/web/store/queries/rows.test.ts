import { expect, test } from 'vitest'
import { rowOf, rowsOf } from '@pasar/web/store/queries/rows.ts'
import { anOffer, anOfferPrice } from '../../../fixtures/offer.ts'
import { aPhone, holdRows } from '../../../fixtures/replica.ts'

const TOMAT = anOffer()

test('rows come by kind and the beginning of their ids, without what hides the catalogue', async () => {
  const replica = await aPhone().open()
  const prices = [2, 1].map((no) => anOfferPrice(TOMAT, { no }))
  await holdRows(replica, 'stall:pb-017', [TOMAT, ...prices])
  await replica.write(() => replica.db.rows.put({ key: 'offer/pb-017.zzzzzzzz', row: null }))
  expect(await rowsOf(replica, 'offer')).toEqual([TOMAT])
  expect((await rowsOf(replica, 'offerPrice', `${TOMAT.id}:`)).map(({ no }) => no)).toEqual([1, 2])
  expect(await rowsOf(replica, 'offerPrice', 'pb-018')).toEqual([])
  expect(await rowOf(replica, 'offer', TOMAT.id)).toEqual(TOMAT)
  expect(await rowOf(replica, 'offer', 'pb-017.zzzzzzzz')).toBe(null)
  expect(await rowOf(replica, 'stall', TOMAT.id)).toBe(null)
})
