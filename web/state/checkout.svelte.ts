import { goto } from '$app/navigation'
import { parseName } from '@pasar/shared/domain/name.ts'
import type { LineRequest } from '@pasar/shared/domain/order.ts'
import { parsePhone } from '@pasar/shared/domain/phone.ts'
import type { Trip } from '@pasar/shared/domain/trip.ts'
import { me } from '../store/queries/me.ts'
import { offer } from '../store/queries/offers.ts'
import { ordersOf, type OrderWithParts } from '../store/queries/orders.ts'
import { app } from './app.svelte.ts'
import { type Basket, pricedLine } from './basket.ts'
import type { BasketState } from './basket.svelte.ts'
import { leftOf } from './leftover.ts'
import { Task } from './task.svelte.ts'
import { orderedLines, twinOf } from './twin.ts'

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
    this.placing.run(() => this.#place(isTwinMeant))
  }

  async #place(isTwinMeant: boolean): Promise<string | null> {
    // Not what the screen holds: it may still be behind the tap before this one.
    const basket = await this.#basket.stored()
    const trip = basket === null ? null : this.#basket.tripOf(basket)
    if (basket === null || trip === null) return null
    const lines = await this.#requests(basket, trip)
    if (lines.length === 0) return null
    const contact = this.#contact(basket)
    if (contact === null) return null
    const orders = await ordersOf(app.replica)
    const ordered = withId(orders, basket.orderId)
    if (ordered !== undefined) return this.#goOn(ordered, { basket, lines, isTwinMeant })
    this.twinMinutes = isTwinMeant ? null : twinOf(lines, orders, app.exactNow)
    if (this.twinMinutes !== null) return null
    const why = await this.#orderAs(contact, { basket, trip, lines })
    if (why === null) return this.#finish(basket)
    // Refused because another tab was faster by a moment: then its order is found now.
    const isThere = withId(await ordersOf(app.replica), basket.orderId) !== undefined
    return isThere ? this.#place(isTwinMeant) : why
  }

  /**
   * Another tab, or a tap that was cut off, has ordered this very basket: it is no twin. Only what
   * that order does not have is still to be ordered, and all of it where it was cancelled.
   */
  async #goOn(
    ordered: OrderWithParts,
    { basket, lines, isTwinMeant }: Pick<Placing, 'basket' | 'lines'> & { isTwinMeant: boolean },
  ): Promise<string | null> {
    const had = ordered.order.status === 'cancelled' ? [] : orderedLines(ordered)
    if (leftOf(lines, had).length === 0) return this.#finish(basket)
    await this.#basket.takeOut(basket.orderId, (now) => leftOf(now, had))
    return this.#place(isTwinMeant)
  }

  /** Emptied before the page is left: a kill in between would show an ordered basket again. */
  async #finish(basket: Basket): Promise<null> {
    this.twinMinutes = null
    await this.#basket.takeOut(basket.orderId, (now) => leftOf(now, basket.lines))
    await goto(`/keranjang?o=${basket.orderId}`, { replace: true })
    return null
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
    return app.act('order.place.v1', {
      orderId: basket.orderId,
      marketId: trip.marketId,
      day: trip.day,
      contact,
      code: basket.code,
      lines,
    })
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

const withId = (orders: readonly OrderWithParts[], orderId: string): OrderWithParts | undefined =>
  orders.find(({ order }) => order.id === orderId)
