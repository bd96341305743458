import { parseRupiah } from '@pasar/shared/domain/money.ts'
import { type Availability, nextPriceNo, type Offer } from '@pasar/shared/domain/offer.ts'
import { isOpenOn } from '@pasar/shared/domain/opening.ts'
import { askedOn } from '@pasar/shared/domain/pricing.ts'
import { localDay } from '@pasar/shared/domain/time.ts'
import { groupDigits } from '@pasar/shared/lib/digits.ts'
import { live } from '../store/live.svelte.ts'
import { commodities } from '../store/queries/commodities.ts'
import { draft, saveDraft } from '../store/queries/drafts.ts'
import { markets } from '../store/queries/markets.ts'
import { offersOfStall, priceHistory } from '../store/queries/offers.ts'
import { app } from './app.svelte.ts'
import { StallChoice } from './desk.svelte.ts'
import { meetingOf, parseTyped, steppedPrice, type TypedPrices } from './prices.ts'
import { Task } from './task.svelte.ts'

/** A vendor looks this many days ahead for the next market day. */
const NEXT_DAYS_MAX = 14

/** Harga pagi: the prices of a stall, typed and saved in one go. */
export class Prices {
  readonly choice = new StallChoice()
  readonly #offers = live(
    async () => (this.choice.id === null ? [] : offersOfStall(app.replica, this.choice.id)),
    () => this.choice.id,
  )
  readonly #commodities = live(() => commodities(app.replica))
  readonly #markets = live(() => markets(app.replica))
  readonly #draft = live(
    () => draft(app.replica, this.#key, parseTyped),
    () => this.#key,
  )
  readonly #histories = live(
    async () => {
      const ids = this.all.map((offer) => offer.id)
      const found = await Promise.all(ids.map((id) => priceHistory(app.replica, id)))
      return new Map(ids.map((id, index) => [id, found[index] ?? []]))
    },
    () => this.all,
  )
  readonly saving = new Task()
  /** how many prices the last tap saved, for the note at the bottom */
  savedCount = $state(0)
  /** what is typed, ahead of the drafts */
  #typed = $state.raw<TypedPrices | null>(null)
  #last: Promise<void> = Promise.resolve()

  readonly all: readonly Offer[] = $derived(
    [...(this.#offers.current ?? [])].sort((a, b) => (this.nameOf(a) < this.nameOf(b) ? -1 : 1)),
  )
  /** The changed prices that can be saved. */
  readonly changed: readonly { readonly offer: Offer; readonly priceIdr: number }[] = $derived(
    this.all.flatMap((offer) => {
      const read = parseRupiah(this.textOf(offer))
      if (!this.isTyped(offer) || !read.ok) return []
      return read.value === this.priceOf(offer) ? [] : [{ offer, priceIdr: read.value }]
    }),
  )

  get #key(): string {
    return `prices:${this.choice.id ?? ''}`
  }

  get isRead(): boolean {
    return this.#offers.current !== undefined && this.#draft.current !== undefined
  }

  get typed(): TypedPrices {
    return this.#typed ?? this.#draft.current ?? {}
  }

  nameOf(offer: Offer): string {
    return offer.ownName ?? this.commodityOf(offer)?.name ?? ''
  }

  commodityOf(offer: Offer) {
    return this.#commodities.current?.find((one) => one.id === offer.commodityId) ?? null
  }

  /** What the offer asks today. */
  priceOf(offer: Offer): number {
    return askedOn(offer, localDay(app.now)).priceIdr
  }

  isTyped(offer: Offer): boolean {
    return this.typed[offer.id] !== undefined
  }

  textOf(offer: Offer): string {
    return this.typed[offer.id] ?? String(this.priceOf(offer))
  }

  /** Why the typed price cannot be saved, or null. */
  problemOf(offer: Offer): string | null {
    if (!this.isTyped(offer)) return null
    const read = parseRupiah(this.textOf(offer))
    return read.ok ? null : read.why
  }

  /** The other phone's price that met this one, or null. */
  meetingOf(offer: Offer) {
    return meetingOf(offer, this.historyOf(offer))
  }

  historyOf(offer: Offer) {
    return this.#histories.current?.get(offer.id) ?? []
  }

  /** The next day after today on which the market works: the day of "harga besok". */
  get nextDay(): number | null {
    const market = this.#markets.current?.find((one) => one.id === this.choice.stall?.marketId)
    if (!market) return null
    const today = localDay(app.now)
    const days = Array.from({ length: NEXT_DAYS_MAX }, (_, step) => today + 1 + step)
    return days.find((day) => isOpenOn(market, day)) ?? null
  }

  type(offer: Offer, text: string): void {
    this.savedCount = 0
    this.#write({ ...this.typed, [offer.id]: text })
  }

  step(offer: Offer, direction: 1 | -1): void {
    const read = parseRupiah(this.textOf(offer))
    const from = read.ok ? read.value : this.priceOf(offer)
    this.type(offer, groupDigits(steppedPrice(from, direction)))
  }

  undo(): void {
    this.#write({})
  }

  /** One intent per changed price; each is saved, or keeps its place in the field. */
  save(): void {
    const changed = this.changed
    this.saving.run(async () => {
      await this.#last
      let problem: string | null = null
      const left = { ...this.typed }
      let saved = 0
      for (const { offer, priceIdr } of changed) {
        const basedOn = nextPriceNo(offer) - 1
        const why = await app.act('offer.price.v1', { offerId: offer.id, priceIdr, basedOn })
        if (why === null) {
          saved += 1
          delete left[offer.id]
        }
        problem = why ?? problem
      }
      this.#write(left)
      await this.#last
      this.savedCount = saved
      return problem
    })
  }

  setAvailability(offer: Offer, availability: Availability): void {
    this.saving.run(() => app.act('offer.availability.v1', { offerId: offer.id, availability }))
  }

  /** Publishes the price of a coming day, or takes it back. */
  setNext(offer: Offer, day: number, priceIdr: number | null): void {
    const basedOn = nextPriceNo(offer) - 1
    this.saving.run(() =>
      app.act('offer.priceOn.v1', { offerId: offer.id, day, priceIdr, basedOn }),
    )
  }

  edit(offer: Offer, fields: { ownName: string | null; grade: string | null }): void {
    this.saving.run(() => app.act('offer.edit.v1', { offerId: offer.id, ...fields }))
  }

  withdraw(offer: Offer, done: () => void): void {
    this.saving.run(async () => {
      const why = await app.act('offer.withdraw.v1', { offerId: offer.id })
      if (why === null) done()
      return why
    })
  }

  #write(typed: TypedPrices): void {
    const key = this.#key
    this.#typed = typed
    this.#last = this.#last
      .then(() => saveDraft(app.replica, key, typed))
      .catch((error: unknown) => app.fail(error))
  }
}
