import { goto } from '$app/navigation'
import { parseName } from '@pasar/shared/domain/name.ts'
import type { LineRequest } from '@pasar/shared/domain/order.ts'
import { parsePhone } from '@pasar/shared/domain/phone.ts'
import type { Trip } from '@pasar/shared/domain/trip.ts'
import { me } from '../store/queries/me.ts'
import { offer } from '../store/queries/offers.ts'
import { ordersOf } from '../store/queries/orders.ts'
import { app } from './app.svelte.ts'
import { type Basket, pricedLine } from './basket.ts'
import type { BasketState } from './basket.svelte.ts'
import { Task } from './task.svelte.ts'
import { twinOf } from './twin.ts'

/** The consent that the sentence on the basket's screen asks for; counts up with its words. */
export const CONSENT_VERSION = 1

type Contact = { readonly name: string; readonly phone: string }
type Placing = {
  readonly basket: Basket
  readonly trip: Trip
  readonly lines: readonly LineRequest[]
}

/** Ordering what lies in a basket. */
export class Checkout {
  readonly #basket: BasketState
  readonly placing = new Task()
  /** minutes since the same order was placed; the person is asked whether it is meant twice */
  twinMinutes = $state<number | null>(null)
  nameProblem = $state<string | null>(null)
  phoneProblem = $state<string | null>(null)
  consentProblem = $state(false)

  constructor(basket: BasketState) {
    this.#basket = basket
  }

  /** Orders what can be had. `isTwinMeant`: the same order a moment ago was another one. */
  place(isTwinMeant: boolean): void {
    this.placing.run(async () => {
      // Not what the screen holds: it may still be behind the tap before this one.
      const basket = await this.#basket.stored()
      const trip = basket === null ? null : this.#basket.tripOf(basket)
      if (basket === null || trip === null) return null
      const lines = await this.#requests(basket, trip)
      if (lines.length === 0) return null
      const contact = this.#contact(basket)
      if (contact === null) return null
      const orders = await ordersOf(app.replica)
      // Another tab, or a tap that was cut off, has ordered this very basket: it is no twin.
      const isOrdered = orders.some(({ order }) => order.id === basket.orderId)
      this.twinMinutes = isTwinMeant || isOrdered ? null : twinOf(lines, orders, app.exactNow)
      if (this.twinMinutes !== null) return null
      const why = isOrdered ? null : await this.#orderAs(contact, { basket, trip, lines })
      if (why !== null) return why
      await goto(`/keranjang?o=${basket.orderId}`, { replace: true })
      await this.#basket.clear()
      return null
    })
  }

  forgetTwin(): void {
    this.twinMinutes = null
  }

  /** The lines that can be had, as they are sent. */
  async #requests(basket: Basket, trip: Trip): Promise<readonly LineRequest[]> {
    const market = this.#basket.market
    if (market === null) return []
    const context = { market, day: trip.day, now: app.exactNow }
    const requests: LineRequest[] = []
    for (const line of basket.lines) {
      const { request } = pricedLine(line, await offer(app.replica, line.offerId), context)
      if (request) requests.push(request)
    }
    return requests
  }

  #contact(basket: Basket): Contact | null {
    const name = parseName(basket.name || (app.account?.name ?? ''))
    const phone = parsePhone(basket.phone || (app.account?.phone ?? ''))
    this.nameProblem = name.ok ? null : name.why
    this.phoneProblem = phone.ok ? null : phone.why
    this.consentProblem = app.account === null && !basket.hasConsent
    if (!name.ok || !phone.ok || this.consentProblem) return null
    return { name: name.value, phone: phone.value }
  }

  /** A phone without an account makes one with its first order. */
  async #orderAs(contact: Contact, { basket, trip, lines }: Placing): Promise<string | null> {
    const why = (await this.#isRegistered()) ? null : await this.#register(basket, contact)
    // Refused because another tab has just registered: then this is that person's phone.
    if (why !== null && !(await this.#isRegistered())) return why
    const placed = await app.act('order.place.v1', {
      orderId: basket.orderId,
      marketId: trip.marketId,
      day: trip.day,
      contact,
      code: basket.code,
      lines,
    })
    return placed === 'exists' ? null : placed
  }

  /** Asked of the database: the screen may be behind another tab. */
  async #isRegistered(): Promise<boolean> {
    return (await me(app.replica)).accountId !== null
  }

  #register(basket: Basket, contact: Contact): Promise<string | null> {
    return app.act('account.register.v1', {
      accountId: basket.accountId,
      client: app.replica.client,
      publicKey: app.replica.keys.publicKey,
      ...contact,
      consent: { version: CONSENT_VERSION },
    })
  }
}
