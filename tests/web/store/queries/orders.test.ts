import { expect, test } from 'vitest'
import {
  conflictsOf,
  ordersOf,
  stallOrder,
  stallOrdersFor,
} from '@pasar/web/store/queries/orders.ts'
import { aConflict } from '../../../fixtures/conflict.ts'
import { orderId, stallId, stallOrderId, ulid } from '../../../fixtures/id.ts'
import { anOrder, aStallOrder } from '../../../fixtures/order.ts'
import { aPhone, holdRows } from '../../../fixtures/replica.ts'

const OLD = anOrder({ id: orderId(ulid(50)), placedAt: 100 })
const NEW = anOrder({ id: orderId(ulid(51)), placedAt: 200 })
const part = (order: typeof OLD, n: number, stall = 'pb-017', day = 5) =>
  aStallOrder({
    id: stallOrderId(`${order.id}.${n}`),
    orderId: order.id,
    stallId: stallId(stall),
    placedAt: order.placedAt,
    day,
  })

test('orders come newest first, with their parts in the order of the lines', async () => {
  const replica = await aPhone().open()
  const parts = [10, 2, 1].map((n) => part(OLD, n))
  await holdRows(replica, 'household:x', [OLD, NEW, ...parts])
  expect(await ordersOf(replica)).toEqual([
    { order: NEW, parts: [] },
    { order: OLD, parts: [...parts].reverse() },
  ])
  expect(await stallOrder(replica, parts[0]!.id)).toEqual(parts[0])
})

test('a stall sees its own parts, the first day first, then as they were placed', async () => {
  const replica = await aPhone().open()
  const later = part(OLD, 1, 'pb-017', 6)
  const second = part(NEW, 1)
  const first = part(OLD, 2)
  const rival = part(OLD, 3, 'pb-018')
  await holdRows(replica, 'stall:pb-017', [later, second, first, rival])
  expect(await stallOrdersFor(replica, stallId('pb-017'))).toEqual([first, second, later])
})

test('facts that fitted nothing come newest first', async () => {
  const replica = await aPhone().open()
  const facts = [1, 2].map((n) => aConflict({ id: ulid(n), at: n }))
  await holdRows(replica, 'stall:pb-017', facts)
  expect(await conflictsOf(replica)).toEqual([...facts].reverse())
})
