import { pickupDays } from '@pasar/shared/domain/opening.ts'
import type { Order, StallOrder } from '@pasar/shared/domain/order.ts'
import type { Trip } from '@pasar/shared/domain/trip.ts'
import { live } from '../store/live.svelte.ts'
import { commodities } from '../store/queries/commodities.ts'
import { markets } from '../store/queries/markets.ts'
import { ordersOf } from '../store/queries/orders.ts'
import { stall } from '../store/queries/stalls.ts'
import { app } from './app.svelte.ts'
import { Task } from './task.svelte.ts'

/** The orders of this household. */
export class Orders {
  readonly #orders = live(() => ordersOf(app.replica))
  readonly #markets = live(() => markets(app.replica))
  readonly #commodities = live(() => commodities(app.replica))
  readonly #stalls = live(
    async () => {
      const ids = new Set(this.all.flatMap(({ parts }) => parts.map((part) => part.stallId)))
      const found = await Promise.all([...ids].map((id) => stall(app.replica, id)))
      return new Map(found.flatMap((one) => (one === null ? [] : [[one.id, one] as const])))
    },
    () => this.all,
  )
  readonly acting = new Task()

  get isRead(): boolean {
    return this.#orders.current !== undefined
  }

  get all(): readonly { readonly order: Order; readonly parts: readonly StallOrder[] }[] {
    return this.#orders.current ?? []
  }

  find(orderId: string) {
    return this.all.find(({ order }) => order.id === orderId) ?? null
  }

  stallOf(stallId: string) {
    return this.#stalls.current?.get(stallId as StallOrder['stallId']) ?? null // an id out of a row
  }

  marketOf(marketId: string) {
    return this.#markets.current?.find((market) => market.id === marketId) ?? null
  }

  categoryOf(commodityId: string | null) {
    return this.#commodities.current?.find((one) => one.id === commodityId)?.category ?? null
  }

  /** The next pick-ups that a late order can move to. */
  nextTrips(order: Order): readonly Trip[] {
    const market = this.marketOf(order.marketId)
    return market === null ? [] : pickupDays(market, app.now)
  }

  cancel(order: Order): void {
    this.acting.run(() => app.act('order.cancel.v1', { orderId: order.id }))
  }

  rebook(order: Order, trip: Trip): void {
    this.acting.run(() => app.act('order.rebook.v1', { orderId: order.id, day: trip.day }))
  }
}
