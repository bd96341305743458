import { expect, test } from 'vitest'
import { keyOf, type RowKey } from '@pasar/shared/domain/row.ts'
import { gather } from '@pasar/web/store/gather.ts'
import { anOffer } from '../../fixtures/offer.ts'
import { aPhone } from '../../fixtures/replica.ts'

const key = (n: number): RowKey => keyOf('offer', `pb-${String(n).padStart(3, '0')}.aaaaaaaa`)

/** A phone whose table of rows holds the offers of these numbers. */
async function holding(numbers: readonly number[]) {
  const replica = await aPhone().open()
  const records = numbers.map((n) => ({ key: key(n), row: anOffer({ priceIdr: n * 100 }) }))
  await replica.write(() => replica.db.rows.bulkPut(records))
  return replica.db.rows
}

const everyTen = Array.from({ length: 30 }, (_, index) => index * 10)

test('records come in the order asked for, with gaps, as bulkGet has them', async () => {
  const rows = await holding([1, 2, 5])
  const keys = [key(5), keyOf('market', 'pasar-baru'), key(1), key(4), key(2)]
  const records = await gather(rows, keys)
  expect(records).toEqual(await rows.bulkGet(keys))
  expect(records.map((record) => record?.key)).toEqual([
    key(5),
    undefined,
    key(1),
    undefined,
    key(2),
  ])
  expect(await gather(rows, [])).toEqual([])
})

test('a range that holds many others still gives all that were asked for', async () => {
  const rows = await holding([...everyTen, ...everyTen.map((n) => n + 1)])
  for (const asked of [everyTen, [0, 150, 290], [5, 155, 291], [290, 0, 1]]) {
    const keys = asked.map(key)
    expect(await gather(rows, keys)).toEqual(await rows.bulkGet(keys))
  }
})
