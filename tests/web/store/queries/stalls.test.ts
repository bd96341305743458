import { expect, test } from 'vitest'
import { encodeSnapshot } from '@pasar/shared/sync/snapshot.ts'
import { saveSnapshot } from '@pasar/web/store/follow.ts'
import { stall, stallsAt } from '@pasar/web/store/queries/stalls.ts'
import { marketId, stallId } from '../../../fixtures/id.ts'
import { aPhone, holdRows } from '../../../fixtures/replica.ts'
import { aStall } from '../../../fixtures/stall.ts'

const MARKET = marketId('pasar-baru')

test('stalls come in the order of the walk; one’s own stands before the catalogue’s', async () => {
  const replica = await aPhone().open()
  const stalls = ['pb-003', 'pb-001', 'pb-002'].map((id, index) =>
    aStall({ id: stallId(id), walkOrder: index === 0 ? 1 : 2 }),
  )
  await saveSnapshot(replica, encodeSnapshot(stalls, { market: MARKET, cursor: 'e1.1' }), 0)
  const mine = { ...stalls[1]!, name: 'Bu Tin Baru' }
  await holdRows(replica, 'stall:pb-001', [mine])
  expect((await stallsAt(replica, MARKET)).map(({ id }) => id)).toEqual([
    'pb-003',
    'pb-001',
    'pb-002',
  ])
  expect(await stall(replica, stallId('pb-001'))).toEqual(mine)
  expect(await stall(replica, stallId('pb-002'))).toEqual(stalls[2])
  expect(await stall(replica, stallId('pb-009'))).toBe(null)
})
