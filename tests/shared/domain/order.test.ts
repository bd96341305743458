import {
  LineRequestsSchema,
  type StallOrderStatus,
  orderState,
  sumsOfOrder,
  sumsOfPart,
} from '@pasar/shared/domain/order.ts'
import { ORDER_LINES_MAX } from '@pasar/shared/lib/limits.ts'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { aLine, aPackedLine, aStallOrder, aTrip, aWish, anOrder } from '../../fixtures/order.ts'

const packed = aLine({ status: 'packed', packed: aPackedLine({ totalIdr: 10_500 }) })
const gone = aLine({ status: 'unavailable', why: 'declined' })

test('shows ordered and packed side by side, O12', () => {
  expect(sumsOfPart(aStallOrder({ lines: [aLine(), packed, gone] }))).toEqual({
    orderedIdr: 30_000,
    estimateIdr: 20_500,
    maxIdr: 22_000,
    packedIdr: 10_500,
    isFinal: false,
  })
})

test('once all is packed the estimate, the most and the packed are the bill, O12', () => {
  const part = aStallOrder({ status: 'packed', lines: [packed, gone] })
  expect(sumsOfOrder(anOrder(), [part, part])).toEqual({
    orderedIdr: 40_000,
    estimateIdr: 21_000,
    maxIdr: 21_000,
    packedIdr: 21_000,
    isFinal: true,
  })
})

test('nothing is due for a part that was declined or cancelled, O12', () => {
  for (const status of ['declined', 'cancelled'] as const) {
    expect(sumsOfPart(aStallOrder({ status, lines: [aLine(), packed] }))).toEqual({
      orderedIdr: 20_000,
      estimateIdr: 0,
      maxIdr: 0,
      packedIdr: 0,
      isFinal: true,
    })
  }
})

test('the fee belongs to the trip and is counted once, O12', () => {
  const order = anOrder({ trip: { ...aTrip(), feeIdr: 5_000 } })
  const part = aStallOrder({ lines: [packed] })
  expect(sumsOfOrder(order, [part, part]).estimateIdr).toBe(26_000)
  expect(sumsOfOrder(order, []).estimateIdr).toBe(0)
})

test('says how the whole order stands from its parts, O22', () => {
  const state = (...statuses: StallOrderStatus[]) =>
    orderState(
      anOrder(),
      statuses.map((status) => aStallOrder({ status })),
    )
  expect(orderState(anOrder({ status: 'late' }), [])).toBe('late')
  expect(orderState(anOrder({ status: 'cancelled' }), [])).toBe('cancelled')
  expect(state()).toBe('waiting')
  expect(state('placed', 'packed', 'declined')).toBe('waiting')
  expect(state('accepted', 'packed')).toBe('accepted')
  expect(state('packing', 'handedOver')).toBe('accepted')
  expect(state('packed', 'handedOver', 'cancelled')).toBe('ready')
  expect(state('handedOver', 'declined')).toBe('done')
  expect(state('cancelled', 'declined')).toBe('cancelled')
  expect(state('declined', 'declined')).toBe('declined')
})

test('a packing that outran the cancel shows although the household cancelled, O20 O22', () => {
  const part = aStallOrder({ status: 'packed', isCancelRequested: true })
  expect(orderState(anOrder({ status: 'cancelled' }), [part])).toBe('ready')
})

test('takes 1 to 300 lines, A5', () => {
  const lines = (count: number) => v.is(LineRequestsSchema, new Array(count).fill(aWish()))
  expect([0, 1, ORDER_LINES_MAX, ORDER_LINES_MAX + 1].map(lines)).toEqual([
    false,
    true,
    true,
    false,
  ])
})
