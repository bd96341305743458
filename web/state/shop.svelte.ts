import type { Commodity } from '@pasar/shared/domain/commodity.ts'
import type { Offer } from '@pasar/shared/domain/offer.ts'
import type { buildIndex, goodsOf, search, SearchIndex } from '@pasar/shared/domain/search.ts'
import type { Stall } from '@pasar/shared/domain/stall.ts'
import { localDay } from '@pasar/shared/domain/time.ts'
import { live } from '../store/live.svelte.ts'
import { isCatalogueHere } from '../store/queries/markets.ts'
import { searchInputs } from '../store/queries/offers.ts'
import { app } from './app.svelte.ts'
import type { MarketChoice } from './market-choice.svelte.ts'
import { inListOrder, inShopOrder } from './shop-order.ts'

/** The groups of the shop, in the order in which people shop. */
export const GROUPS = ['vegetable', 'spice', 'protein', 'fruit', 'staple', 'ukm'] as const
export type Group = (typeof GROUPS)[number]

type Finder = {
  readonly buildIndex: typeof buildIndex
  readonly goodsOf: typeof goodsOf
  readonly search: typeof search
}

/** What the goods of a market are, searched or by group. */
export class Shop {
  readonly #choice: MarketChoice
  words = $state('')
  group = $state<Group | null>(null)

  readonly #inputs = live(
    async () => (this.#choice.id === null ? null : searchInputs(app.replica, this.#choice.id)),
    () => this.#choice.id,
  )
  readonly #isHere = live(
    async () => this.#choice.id !== null && isCatalogueHere(app.replica, this.#choice.id),
    () => this.#choice.id,
  )
  readonly commodities: ReadonlyMap<string, Commodity> = $derived(
    new Map((this.#inputs.current?.commodities ?? []).map((one) => [one.id, one])),
  )
  readonly #stalls: ReadonlyMap<string, Stall> = $derived(
    new Map((this.#inputs.current?.stalls ?? []).map((stall) => [stall.id, stall])),
  )
  /** null for the moment until it is loaded: the list itself does not wait for it */
  #finder = $state.raw<Finder | null>(null)
  #index = $state.raw<SearchIndex<Offer> | null>(null)
  /** its own rune: the list is sorted anew when the day changes, not with every minute */
  readonly #today = $derived(localDay(app.now))
  readonly #all = $derived(
    inListOrder(this.#inputs.current?.offers ?? [], {
      today: this.#today,
      nameOf: (offer) => this.nameOf(offer) ?? '',
    }),
  )
  /** The offers to show: what was searched for, else of the group, else all. */
  readonly offers: readonly Offer[] = $derived.by(() => {
    if (this.words.trim() !== '') {
      if (this.#finder === null || this.#index === null) return []
      const goods = this.#finder.search(this.#index, this.words)
      return goods.flatMap((good) => inShopOrder(good.items, this.#today))
    }
    if (this.group === null) return this.#all
    return this.#all.filter((offer) => this.categoryOf(offer) === this.group)
  })

  constructor(choice: MarketChoice) {
    this.#choice = choice
    void import('@pasar/shared/domain/search.ts').then((finder) => {
      this.#finder = finder
    })
    // Built when the list is on the screen, so that neither it nor the first letter waits.
    $effect(() => {
      const finder = this.#finder
      const offers = this.#inputs.current?.offers ?? []
      const { commodities } = this
      if (finder === null) return
      const timer = setTimeout(() => {
        this.#index = finder.buildIndex(finder.goodsOf(offers, commodities))
      })
      return () => clearTimeout(timer)
    })
  }

  get isRead(): boolean {
    return this.#inputs.current !== undefined && this.#isHere.current !== undefined
  }

  /** False while the market's list of goods has not reached this phone. */
  get isCatalogueHere(): boolean {
    return this.#isHere.current ?? false
  }

  get count(): number {
    return this.#inputs.current?.offers.length ?? 0
  }

  stallOf(offer: Offer): Stall | null {
    return this.#stalls.get(offer.stallId) ?? null
  }

  nameOf(offer: Offer): string | null {
    const commodity = offer.commodityId === null ? null : this.commodities.get(offer.commodityId)
    return offer.ownName ?? commodity?.name ?? null
  }

  categoryOf(offer: Offer): string | null {
    if (offer.commodityId === null) return null
    return this.commodities.get(offer.commodityId)?.category ?? null
  }
}
