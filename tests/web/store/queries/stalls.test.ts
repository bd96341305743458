import { expect, test } from 'vitest'
import { encodeSnapshot } from '@pasar/shared/sync/snapshot.ts'
import { saveSnapshot } from '@pasar/web/store/follow.ts'
import { stall } from '@pasar/web/store/queries/stalls.ts'
import { marketId, stallId } from '../../../fixtures/id.ts'
import { aPhone, holdRows } from '../../../fixtures/replica.ts'
import { aStall } from '../../../fixtures/stall.ts'

const MARKET = marketId('pasar-baru')

test('one’s own stall stands before the catalogue’s', async () => {
  const replica = await aPhone().open()
  const stalls = ['pb-003', 'pb-001', 'pb-002'].map((id) => aStall({ id: stallId(id) }))
  await saveSnapshot(replica, encodeSnapshot(stalls, { market: MARKET, cursor: 'e1.1' }), 0)
  const mine = { ...stalls[1]!, name: 'Bu Tin Baru' }
  await holdRows(replica, 'stall:pb-001', [mine])
  expect(await stall(replica, stallId('pb-001'))).toEqual(mine)
  expect(await stall(replica, stallId('pb-002'))).toEqual(stalls[2])
  expect(await stall(replica, stallId('pb-009'))).toBe(null)
})
