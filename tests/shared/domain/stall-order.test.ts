import type { StallOrderStatus } from '@pasar/shared/domain/order.ts'
import {
  STALL_ORDER_EDGES,
  isAtLeast,
  isOpen,
  mayAskCancel,
  mayCancel,
  mayDecline,
  mayMove,
  mayPack,
  mayReach,
  unavailable,
} from '@pasar/shared/domain/stall-order.ts'
import { expect, test } from 'vitest'
import { aLine, aPackedLine, aStallOrder } from '../../fixtures/order.ts'

const STATUSES = Object.keys(STALL_ORDER_EDGES) as StallOrderStatus[] // the table has every status

/** The statuses of which `holds` is true. */
const where = (holds: (status: StallOrderStatus) => boolean) => STATUSES.filter(holds)

test('has the edges of the diagram and no other, O13', () => {
  const edges = STATUSES.flatMap((from) =>
    where((to) => mayMove(from, to)).map((to) => `${from} ${to}`),
  )
  expect(edges.sort()).toEqual([
    'accepted cancelled',
    'accepted declined',
    'accepted packing',
    'cancelled packed',
    'packed cancelled',
    'packed handedOver',
    'packed packed',
    'packing cancelled',
    'packing declined',
    'packing packed',
    'placed accepted',
    'placed cancelled',
    'placed declined',
  ])
})

test('a later step implies those before it, custody must be stated, O14', () => {
  expect(where((from) => mayReach(from, 'accepted'))).toEqual(['placed'])
  expect(where((from) => mayReach(from, 'packing'))).toEqual(['placed', 'accepted'])
  expect(where((from) => mayReach(from, 'packed'))).toEqual([
    'placed',
    'accepted',
    'packing',
    'packed',
    'cancelled',
  ])
  expect(where((from) => mayReach(from, 'handedOver'))).toEqual(['packed'])
  expect(where((from) => mayReach(from, 'placed'))).toEqual([])
})

test('knows who may still do what, O14 O16 O20', () => {
  const having = (status: StallOrderStatus) => aStallOrder({ status })
  expect(where((status) => mayCancel(having(status)))).toEqual(['placed', 'accepted'])
  expect(where((status) => mayAskCancel(having(status)))).toEqual(['packing', 'packed'])
  expect(mayAskCancel(aStallOrder({ status: 'packed', isCancelRefused: true }))).toBe(false)
  expect(where((status) => mayDecline(having(status)))).toEqual(['placed', 'accepted', 'packing'])
  expect(where((status) => mayPack(having(status)))).toEqual([
    'placed',
    'accepted',
    'packing',
    'packed',
    'cancelled',
  ])
  expect(where((status) => isOpen(having(status)))).toEqual([
    'placed',
    'accepted',
    'packing',
    'packed',
  ])
  expect(where((status) => isAtLeast(having(status), 'packing'))).toEqual([
    'packing',
    'packed',
    'handedOver',
  ])
})

test('a line that brings nothing keeps its wish and loses its packing, O18', () => {
  const packed = aLine({ status: 'packed', packed: aPackedLine() })
  expect(unavailable(packed, 'notPacked')).toEqual(
    aLine({ status: 'unavailable', why: 'notPacked' }),
  )
})
