import { pickupDays } from '@pasar/shared/domain/opening.ts'
import type { Offer } from '@pasar/shared/domain/offer.ts'
import type { LineRequest, Order, StallOrder } from '@pasar/shared/domain/order.ts'
import type { Trip } from '@pasar/shared/domain/trip.ts'
import { live } from '../store/live.svelte.ts'
import { commodities } from '../store/queries/commodities.ts'
import { markets } from '../store/queries/markets.ts'
import { offer } from '../store/queries/offers.ts'
import { ordersOf } from '../store/queries/orders.ts'
import { stall } from '../store/queries/stalls.ts'
import { app } from './app.svelte.ts'
import { type LateLine, lateLine, seenOf } from './late.ts'
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
  /** the goods of late orders, which are in no stall's part */
  readonly #lateOffers = live(
    async () => {
      const ids = new Set(this.all.flatMap(({ order }) => order.lines?.map(idOf) ?? []))
      const found = await Promise.all([...ids].map((id) => offer(app.replica, id)))
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

  /** What a late order would be on another trip. */
  lateLines(order: Order, trip: Trip): readonly LateLine[] {
    const market = this.marketOf(order.marketId)
    const offers = this.#lateOffers.current
    if (market === null || offers === undefined) return []
    const context = { market, day: trip.day, now: app.now }
    return (order.lines ?? []).map((wish) =>
      lateLine(wish, offers.get(wish.offerId) ?? null, context),
    )
  }

  nameOf(found: Offer | null): string {
    const named = this.#commodities.current?.find((one) => one.id === found?.commodityId)
    return found?.ownName ?? named?.name ?? ''
  }

  rebook(order: Order, trip: Trip): void {
    const seen = seenOf(order.lines ?? [], this.lateLines(order, trip))
    this.acting.run(() => app.act('order.rebook.v1', { orderId: order.id, day: trip.day, seen }))
  }
}

const idOf = ({ offerId }: LineRequest): LineRequest['offerId'] => offerId
