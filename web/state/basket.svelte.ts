import { goto } from '$app/navigation'
import type { AccountId, OrderId } from '@pasar/shared/domain/id.ts'
import type { Offer } from '@pasar/shared/domain/offer.ts'
import { parseName } from '@pasar/shared/domain/name.ts'
import { pickupDays } from '@pasar/shared/domain/opening.ts'
import type { LineRequest } from '@pasar/shared/domain/order.ts'
import { parsePhone } from '@pasar/shared/domain/phone.ts'
import type { Trip } from '@pasar/shared/domain/trip.ts'
import { live } from '../store/live.svelte.ts'
import { draft, saveDraft } from '../store/queries/drafts.ts'
import { offer } from '../store/queries/offers.ts'
import { ordersOf } from '../store/queries/orders.ts'
import { app } from './app.svelte.ts'
import {
  type Basket,
  type BasketLine,
  byStall,
  parseBasket,
  pricedLine,
  type PricedLine,
  totalsOf,
  withLine,
  withoutLine,
} from './basket.ts'
import type { MarketChoice } from './market-choice.svelte.ts'
import { Task } from './task.svelte.ts'
import { twinOf } from './twin.ts'

/** The consent that the sentence on the basket's screen asks for; counts up with its words. */
export const CONSENT_VERSION = 1

type Contact = { readonly name: string; readonly phone: string }
type Placing = {
  readonly trip: Trip
  readonly lines: readonly LineRequest[]
  readonly contact: Contact
}

/** The basket of one market, kept in the drafts, with what it costs now. */
export class BasketState {
  readonly #choice: MarketChoice
  readonly placing = new Task()
  readonly editing = new Task()
  /** minutes since the same order was placed; the person is asked whether it is meant twice */
  twinMinutes = $state<number | null>(null)
  nameProblem = $state<string | null>(null)
  phoneProblem = $state<string | null>(null)
  consentProblem = $state(false)
  #last: Promise<void> = Promise.resolve()

  readonly #draft = live(
    async () => {
      const key = this.#key
      return { key, basket: key === null ? null : await draft(app.replica, key, parseBasket) }
    },
    () => this.#key,
  )
  readonly #offers = live(
    async () => {
      const ids = this.lines.map((line) => line.offerId)
      const found = new Map<string, Offer | null>()
      for (const id of ids) found.set(id, await offer(app.replica, id))
      return found
    },
    () => this.lines,
  )
  readonly trips: readonly Trip[] = $derived.by(() => {
    const market = this.#choice.market
    return market === null ? [] : pickupDays(market, app.now)
  })
  readonly trip: Trip | null = $derived(this.#tripOf(this.draft))
  readonly priced: readonly PricedLine[] = $derived.by(() => {
    const market = this.#choice.market
    const offers = this.#offers.current
    if (market === null || offers === undefined) return []
    const context = { market, day: this.trip?.day ?? 0, now: app.now }
    return this.lines.flatMap((line) => {
      const found = offers.get(line.offerId)
      return found === undefined ? [] : [pricedLine(line, found, context)]
    })
  })
  readonly totals = $derived(totalsOf(this.priced))
  readonly stalls = $derived(byStall(this.priced))

  constructor(choice: MarketChoice) {
    this.#choice = choice
  }

  get #key(): string | null {
    return this.#choice.id === null ? null : `basket:${this.#choice.id}`
  }

  /** False until the phone has read the basket. */
  get isRead(): boolean {
    return this.#draft.current !== undefined && this.#draft.current.key === this.#key
  }

  get draft(): Basket | null {
    return this.isRead ? (this.#draft.current?.basket ?? null) : null
  }

  get lines(): readonly BasketLine[] {
    return this.draft?.lines ?? []
  }

  /** The day that was chosen has passed its cut-off, so another one stands in for it. */
  get isDayGone(): boolean {
    const day = this.draft?.day ?? null
    return day !== null && this.trip !== null && this.trip.day !== day
  }

  /** Name and phone as typed, else as the account has them. */
  get name(): string {
    return this.draft?.name || (app.account?.name ?? '')
  }

  get phone(): string {
    return this.draft?.phone || (app.account?.phone ?? '')
  }

  /** Nothing of the person is asked where the account has it. */
  get isKnownPerson(): boolean {
    return app.account !== null && app.account.phone !== null
  }

  lineOf(offerId: string): BasketLine | null {
    return this.lines.find((line) => line.offerId === offerId) ?? null
  }

  put(line: BasketLine, done: () => void): void {
    this.editing.run(async () => {
      await this.#change((basket) => withLine(basket, line))
      done()
      return null
    })
  }

  remove(offerId: string): void {
    this.editing.run(async () => {
      await this.#change((basket) => withoutLine(basket, offerId))
      return null
    })
  }

  /** Takes today's price of a line as seen. */
  takePrice(priced: PricedLine): void {
    const { line, price, offer } = priced
    if (price === null || offer === null) return
    this.put({ ...line, seenIdr: price.priceIdr, seenNo: offer.priceNo }, () => undefined)
  }

  set(fields: Partial<Pick<Basket, 'day' | 'name' | 'phone' | 'hasConsent'>>): void {
    this.consentProblem = false
    void this.#change((basket) => ({ ...basket, ...fields })).catch((error: unknown) =>
      app.fail(error),
    )
  }

  /** Orders what can be had. `isTwinMeant`: the same order a moment ago was another one. */
  place(isTwinMeant: boolean): void {
    this.placing.run(async () => {
      // Not what the screen holds: it may still be behind the tap before this one.
      const basket = await this.#stored()
      const trip = basket === null ? null : this.#tripOf(basket)
      if (basket === null || trip === null) return null
      const lines = await this.#requests(basket, trip)
      if (lines.length === 0) return null
      const contact = this.#contact(basket)
      if (contact === null) return null
      if (!isTwinMeant) {
        this.twinMinutes = twinOf(lines, await ordersOf(app.replica), app.exactNow)
        if (this.twinMinutes !== null) return null
      }
      this.twinMinutes = null
      const why =
        (await this.#register(basket, contact)) ??
        (await this.#order(basket, { trip, lines, contact }))
      if (why !== null) return why
      await goto(`/keranjang?o=${basket.orderId}`, { replace: true })
      if (this.#key !== null) await saveDraft(app.replica, this.#key, null)
      return null
    })
  }

  forgetTwin(): void {
    this.twinMinutes = null
  }

  /** The basket with every edit that was begun. */
  async #stored(): Promise<Basket | null> {
    await this.#last
    const key = this.#key
    return key === null ? null : draft(app.replica, key, parseBasket)
  }

  #tripOf(basket: Basket | null): Trip | null {
    return this.trips.find((trip) => trip.day === basket?.day) ?? this.trips[0] ?? null
  }

  /** The lines that can be had, as they are sent. */
  async #requests(basket: Basket, trip: Trip): Promise<readonly LineRequest[]> {
    const market = this.#choice.market
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
  async #register(basket: Basket, contact: Contact): Promise<string | null> {
    if (app.account !== null) return null
    const why = await app.act('account.register.v1', {
      accountId: basket.accountId,
      client: app.replica.client,
      publicKey: app.replica.keys.publicKey,
      ...contact,
      consent: { version: CONSENT_VERSION },
    })
    // A tap that was cut off between the two left the account behind: it is this person's.
    return why === 'exists' ? null : why
  }

  async #order(basket: Basket, { trip, lines, contact }: Placing): Promise<string | null> {
    const why = await app.act('order.place.v1', {
      orderId: basket.orderId,
      marketId: trip.marketId,
      day: trip.day,
      contact,
      code: basket.code,
      lines,
    })
    // The same basket was ordered before, by another tab or by a tap that was cut off.
    return why === 'exists' ? null : why
  }

  /** Edits follow one another, each on what the drafts hold then. */
  #change(edit: (basket: Basket) => Basket): Promise<void> {
    const key = this.#key
    if (key === null) return Promise.resolve()
    const work = this.#last.then(async () => {
      const now = (await draft(app.replica, key, parseBasket)) ?? newBasket()
      await saveDraft(app.replica, key, edit(now))
    })
    this.#last = work.catch(() => undefined) // the failure belongs to the caller of this edit
    return work
  }
}

function newBasket(): Basket {
  const { platform } = app.replica
  return {
    v: 1,
    orderId: platform.ulid() as OrderId, // a ULID names an order
    accountId: platform.ulid() as AccountId, // and an account
    code: platform.randomDigits(4),
    lines: [],
    day: null,
    name: '',
    phone: '',
    hasConsent: false,
  }
}
