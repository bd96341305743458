import { goto } from '$app/navigation'
import type { Offer } from '@pasar/shared/domain/offer.ts'
import type { LinePolicy } from '@pasar/shared/domain/order.ts'
import { askedOn } from '@pasar/shared/domain/pricing.ts'
import { parseRupiah } from '@pasar/shared/domain/money.ts'
import { localDay } from '@pasar/shared/domain/time.ts'
import { AMOUNT_BASE_MAX, VALUE_IDR_MAX, VALUE_IDR_MIN } from '@pasar/shared/lib/limits.ts'
import { parseWeight } from '@pasar/shared/domain/weight-text.ts'
import { basePerUnit, isWeightUnit } from '@pasar/shared/domain/quantity.ts'
import { live } from '../store/live.svelte.ts'
import { commodities } from '../store/queries/commodities.ts'
import { offer } from '../store/queries/offers.ts'
import { stall } from '../store/queries/stalls.ts'
import { app } from './app.svelte.ts'
import type { BasketState } from './basket.svelte.ts'
import {
  costOf,
  quantityOf,
  startOf,
  stepped,
  type Way,
  waysOf,
  type Wish,
  wishOf,
} from './line.ts'

/** One line in the making: how much of an offer, and what if it is out. */
export class LineState {
  readonly #basket: BasketState
  readonly #offer
  readonly #stall = live(
    async () => (this.offer === null ? null : stall(app.replica, this.offer.stallId)),
    () => this.offer?.stallId,
  )
  readonly #commodities = live(() => commodities(app.replica))
  #wish = $state.raw<Wish | null>(null)
  #policy = $state<LinePolicy | null>(null)
  /** what is being typed, or null while the buttons set the amount */
  typed = $state<string | null>(null)
  typedProblem = $state<string | null>(null)

  constructor(offerId: string, basket: BasketState) {
    this.#basket = basket
    this.#offer = live(() => offer(app.replica, offerId as Offer['id'])) // a stale address finds nothing
  }

  get isRead(): boolean {
    return this.#offer.current !== undefined && this.#basket.isRead
  }

  get offer(): Offer | null {
    const found = this.#offer.current ?? null
    return found === null || found.isWithdrawn ? null : found
  }

  get stall() {
    return this.#stall.current ?? null
  }

  get commodity() {
    return this.#commodities.current?.find((one) => one.id === this.offer?.commodityId) ?? null
  }

  get name(): string {
    return this.offer?.ownName ?? this.commodity?.name ?? ''
  }

  /** What is asked today, and since when. */
  get asked() {
    return this.offer === null ? null : askedOn(this.offer, localDay(app.now))
  }

  /** The line of this offer that lies in the basket already. */
  get inBasket() {
    return this.offer === null ? null : this.#basket.lineOf(this.offer.id)
  }

  get ways(): readonly Way[] {
    return this.offer === null ? [] : waysOf(this.offer.unit)
  }

  get wish(): Wish {
    const first = this.ways.find((way) => way === this.offer?.unit) ?? this.ways[0] ?? 'kg'
    const laid = this.inBasket
    return this.#wish ?? (laid && this.offer ? wishOf(laid.qty, this.offer.unit) : startOf(first))
  }

  get policy(): LinePolicy {
    return this.#policy ?? this.inBasket?.policy ?? 'replace'
  }

  set policy(policy: LinePolicy) {
    this.#policy = policy
  }

  get costIdr(): number {
    const { offer: sold, asked } = this
    return sold === null || asked === null ? 0 : costOf(this.wish, asked.priceIdr, sold.unit)
  }

  choose(way: Way): void {
    this.set(startOf(way))
  }

  set(wish: Wish): void {
    this.#wish = wish
    this.typed = null
    this.typedProblem = null
  }

  step(direction: 1 | -1): void {
    this.set(stepped(this.wish, direction))
  }

  type(text: string): void {
    this.typed = text
    const read = readAmount(text, this.wish.way)
    this.typedProblem = read.ok ? null : read.why
    if (read.ok) this.#wish = { way: this.wish.way, amount: read.value }
  }

  putInBasket(): void {
    const { offer: sold, asked } = this
    if (sold === null || asked === null || this.typedProblem !== null) return
    const line = {
      offerId: sold.id,
      stallId: sold.stallId,
      name: this.name,
      qty: quantityOf(this.wish),
      policy: this.policy,
      seenIdr: asked.priceIdr,
      seenNo: asked.no,
    }
    this.#basket.put(line, () => void goto('/'))
  }

  takeOut(): void {
    if (this.offer) this.#basket.remove(this.offer.id)
  }
}

/** What was typed as an amount in the base of `way`, or why it is none. */
function readAmount(text: string, way: Way) {
  if (way === 'Rp') return parseRupiah(text, { minIdr: VALUE_IDR_MIN, maxIdr: VALUE_IDR_MAX })
  if (isWeightUnit(way)) return parseWeight(text, way)
  const count = parseRupiah(text, {
    minIdr: 1,
    maxIdr: Math.floor(AMOUNT_BASE_MAX / basePerUnit(way)),
  })
  return count.ok ? { ...count, value: count.value * basePerUnit(way) } : count
}
