import type { Conflict } from '@pasar/shared/domain/conflict.ts'
import type { StallId, StallOrderId } from '@pasar/shared/domain/id.ts'
import type { Order, StallOrder } from '@pasar/shared/domain/order.ts'
import type { Replica } from '../db.ts'
import { rowOf, rowsOf } from './rows.ts'

/** An order with the parts its stalls fill, in their order. */
export type OrderWithParts = { readonly order: Order; readonly parts: readonly StallOrder[] }

/** This household's orders, the newest first. */
export async function ordersOf(replica: Replica): Promise<OrderWithParts[]> {
  const orders = await rowsOf(replica, 'order')
  const parts = await rowsOf(replica, 'stallOrder')
  return orders
    .sort((a, b) => b.placedAt - a.placedAt || (a.id < b.id ? 1 : -1))
    .map((order) => ({ order, parts: partsOf(order, parts) }))
}

/** What a stall was asked to fill, the first pick-up first, then as it was placed. */
export async function stallOrdersFor(replica: Replica, stallId: StallId): Promise<StallOrder[]> {
  const all = await rowsOf(replica, 'stallOrder')
  return all
    .filter((part) => part.stallId === stallId)
    .sort((a, b) => a.day - b.day || a.placedAt - b.placedAt || (a.id < b.id ? -1 : 1))
}

/** One part of an order, or null. */
export const stallOrder = (replica: Replica, id: StallOrderId): Promise<StallOrder | null> =>
  rowOf(replica, 'stallOrder', id)

/** Facts of this phone's stalls that fitted nothing, the newest first. */
export async function conflictsOf(replica: Replica): Promise<Conflict[]> {
  const conflicts = await rowsOf(replica, 'conflict')
  return conflicts.sort((a, b) => b.at - a.at)
}

const partsOf = (order: Order, parts: readonly StallOrder[]): StallOrder[] =>
  parts.filter((part) => part.orderId === order.id).sort((a, b) => partNo(a) - partNo(b))

const partNo = ({ id }: StallOrder): number => Number(id.slice(id.lastIndexOf('.') + 1))
