import type { AccountId, MarketId, OrderId } from '@pasar/shared/domain/id.ts'
import type { Offer } from '@pasar/shared/domain/offer.ts'
import type { Market } from '@pasar/shared/domain/market.ts'
import { pickupDays } from '@pasar/shared/domain/opening.ts'
import { askedOn } from '@pasar/shared/domain/pricing.ts'
import type { Trip } from '@pasar/shared/domain/trip.ts'
import { live } from '../store/live.svelte.ts'
import { draft, saveDraft } from '../store/queries/drafts.ts'
import { offer } from '../store/queries/offers.ts'
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

/** The basket of one market, kept in the drafts, with what it costs now. */
export class BasketState {
  readonly #choice: MarketChoice
  readonly editing = new Task()
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
  readonly trip: Trip | null = $derived(this.tripOf(this.draft))
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

  /** The market that this basket is of. */
  get market(): Market | null {
    return this.#choice.market
  }

  get #key(): string | null {
    return this.#choice.id === null ? null : basketKey(this.#choice.id)
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
    if (price === null || offer === null || this.trip === null) return
    const asked = askedOn(offer, this.trip.day)
    this.put({ ...line, seenIdr: asked.priceIdr, seenNo: asked.no }, () => undefined)
  }

  set(fields: Partial<Pick<Basket, 'day' | 'name' | 'phone' | 'hasConsent'>>): void {
    void this.#change((basket) => ({ ...basket, ...fields })).catch((error: unknown) =>
      app.fail(error),
    )
  }

  /** The basket with every edit that was begun: the screen may still be behind a tap. */
  async stored(): Promise<Basket | null> {
    await this.#last
    const key = this.#key
    return key === null ? null : draft(app.replica, key, parseBasket)
  }

  /** The pick-up that a basket is for: the chosen day, else the first that can be had. */
  tripOf(basket: Basket | null): Trip | null {
    return this.trips.find((trip) => trip.day === basket?.day) ?? this.trips[0] ?? null
  }

  /**
   * Lines were ordered under that id. What `left` leaves of those that lie in the basket by now, from
   * another tab or after a kill, stays for an order of its own; mostly that is nothing.
   */
  takeOut(
    orderId: OrderId,
    left: (lines: readonly BasketLine[]) => readonly BasketLine[],
  ): Promise<void> {
    return this.#afterEdits(async (key) => {
      const now = await draft(app.replica, key, parseBasket)
      if (now?.orderId !== orderId) return // another tab was faster
      const lines = left(now.lines)
      await saveDraft(
        app.replica,
        key,
        lines.length === 0 ? null : { ...now, ...freshIds(), lines },
      )
    })
  }

  #change(edit: (basket: Basket) => Basket): Promise<void> {
    return this.#afterEdits(async (key) => {
      const now = (await draft(app.replica, key, parseBasket)) ?? newBasket()
      await saveDraft(app.replica, key, edit(now))
    })
  }

  /** Edits follow one another, each on what the drafts hold then. */
  #afterEdits(edit: (key: string) => Promise<void>): Promise<void> {
    const key = this.#key
    if (key === null) return Promise.resolve()
    const work = this.#last.then(() => edit(key))
    this.#last = work.catch(() => undefined) // the failure belongs to the caller of this edit
    return work
  }
}

/** Where a market's basket lies in the drafts. */
export const basketKey = (marketId: MarketId): string => `basket:${marketId}`

/** Ids and a code for the next order. */
export function freshIds(): Pick<Basket, 'orderId' | 'accountId' | 'code'> {
  const { platform } = app.replica
  return {
    orderId: platform.ulid() as OrderId, // a ULID names an order
    accountId: platform.ulid() as AccountId, // and an account
    code: platform.randomDigits(4),
  }
}

export function newBasket(): Basket {
  return {
    v: 1,
    ...freshIds(),
    lines: [],
    day: null,
    name: '',
    phone: '',
    hasConsent: false,
  }
}
