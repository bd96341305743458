import type { Commodity } from '@pasar/shared/domain/commodity.ts'
import { parseRupiah } from '@pasar/shared/domain/money.ts'
import { parseName } from '@pasar/shared/domain/name.ts'
import { isVolumeUnit, isWeightUnit, type SellUnit } from '@pasar/shared/domain/quantity.ts'
import { buildIndex, search } from '@pasar/shared/domain/search.ts'
import { live } from '../store/live.svelte.ts'
import { commodities } from '../store/queries/commodities.ts'
import { draft, saveDraft } from '../store/queries/drafts.ts'
import { app } from './app.svelte.ts'
import { Task } from './task.svelte.ts'

/** A good being put on sale, as it lies in the drafts. Its id is drawn once. */
type NewOfferDraft = {
  readonly v: 1
  readonly suffix: string
  readonly commodityId: string | null
  readonly ownName: string
  readonly unit: SellUnit
  readonly price: string
  readonly grade: string
}

const KEY = 'new-offer'
/** More hits than these are no help on a small screen. */
const HITS_MAX = 12
const OWN_UNITS: readonly SellUnit[] = ['kg', 'ons', 'ikat', 'biji', 'bungkus', 'liter', 'ekor']

const parse = (value: unknown): NewOfferDraft | null =>
  typeof value === 'object' && value !== null && 'suffix' in value
    ? (value as NewOfferDraft) // written by this code alone
    : null

/** Adding an offer: commodity by search, unit, price. */
export class NewOffer {
  readonly #commodities = live(() => commodities(app.replica))
  readonly #draft = live(() => draft(app.replica, KEY, parse))
  readonly saving = new Task()
  words = $state('')
  #now = $state.raw<NewOfferDraft | null>(null)
  readonly #index = $derived(
    buildIndex(
      (this.#commodities.current ?? []).map((one) => ({
        name: one.name,
        aliases: one.aliases,
        items: [one],
      })),
    ),
  )
  readonly hits: readonly Commodity[] = $derived(
    search(this.#index, this.words)
      .flatMap((good) => good.items)
      .slice(0, HITS_MAX),
  )

  get isRead(): boolean {
    return this.#draft.current !== undefined && this.#commodities.current !== undefined
  }

  get draft(): NewOfferDraft | null {
    return this.#now ?? this.#draft.current ?? null
  }

  /** A good is chosen: the list's, or one by its own name. */
  get isChosen(): boolean {
    return this.draft !== null && (this.draft.commodityId !== null || this.draft.ownName !== '')
  }

  get commodity(): Commodity | null {
    return this.#commodities.current?.find((one) => one.id === this.draft?.commodityId) ?? null
  }

  get name(): string {
    return this.commodity?.name ?? this.draft?.ownName ?? ''
  }

  /** The units it can be sold by: the usual one first. */
  get units(): readonly SellUnit[] {
    const usual = this.commodity?.usualUnit
    if (usual === undefined) return OWN_UNITS
    const ruled = this.commodity?.unitRules.map((rule) => rule.unit) ?? []
    const kin: readonly SellUnit[] = isWeightUnit(usual)
      ? ['kg', 'ons']
      : isVolumeUnit(usual)
        ? ['liter']
        : this.commodity?.base === 'g'
          ? ['kg', 'ons', 'biji']
          : ['biji', 'bungkus']
    return [...new Set([usual, ...ruled, ...kin])]
  }

  get price() {
    return parseRupiah(this.draft?.price ?? '')
  }

  chooseCommodity(commodity: Commodity): void {
    this.#set({ commodityId: commodity.id, ownName: '', unit: commodity.usualUnit })
  }

  chooseOwn(): void {
    const name = parseName(this.words)
    if (name.ok) this.#set({ commodityId: null, ownName: name.value, unit: 'kg' })
  }

  set(fields: Partial<Pick<NewOfferDraft, 'unit' | 'price' | 'grade'>>): void {
    this.#set(fields)
  }

  forget(): void {
    this.words = ''
    this.#set({ commodityId: null, ownName: '' })
  }

  save(stallId: string, done: (name: string) => void): void {
    const chosen = this.draft
    const price = this.price
    const name = this.name
    if (chosen === null || !price.ok) return
    this.saving.run(async () => {
      const why = await app.act('offer.create.v1', {
        offerId: `${stallId}.${chosen.suffix}`,
        stallId,
        commodityId: chosen.commodityId,
        ownName: chosen.ownName === '' ? null : chosen.ownName,
        grade: chosen.grade.trim() === '' ? null : chosen.grade.trim(),
        unit: chosen.unit,
        priceIdr: price.value,
        photo: null,
      })
      // The same draft was saved before, by a tap that was cut off.
      if (why !== null && why !== 'exists') return why
      this.#now = null
      await saveDraft(app.replica, KEY, null)
      done(name)
      return null
    })
  }

  #set(fields: Partial<NewOfferDraft>): void {
    const fresh = {
      v: 1 as const,
      suffix: this.draft?.suffix ?? app.replica.platform.randomSuffix(8),
      commodityId: null,
      ownName: '',
      unit: 'kg' as const,
      price: '',
      grade: '',
    }
    const next = { ...fresh, ...this.draft, ...fields }
    this.#now = next
    void saveDraft(app.replica, KEY, next).catch((error: unknown) => app.fail(error))
  }
}
