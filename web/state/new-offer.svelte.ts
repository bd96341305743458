import type { Commodity } from '@pasar/shared/domain/commodity.ts'
import type { CommodityId, OfferId } from '@pasar/shared/domain/id.ts'
import { parseRupiah } from '@pasar/shared/domain/money.ts'
import { parseName } from '@pasar/shared/domain/name.ts'
import { nextPriceNo, type Offer } from '@pasar/shared/domain/offer.ts'
import { isVolumeUnit, isWeightUnit, type SellUnit } from '@pasar/shared/domain/quantity.ts'
import { buildIndex, search } from '@pasar/shared/domain/search.ts'
import { live } from '../store/live.svelte.ts'
import { commodities } from '../store/queries/commodities.ts'
import { draft, saveDraft } from '../store/queries/drafts.ts'
import { offersById, priceHistory } from '../store/queries/offers.ts'
import { app } from './app.svelte.ts'
import { Task } from './task.svelte.ts'

/** A good being put on sale, as it lies in the drafts. Its id is drawn once for one good. */
type NewOfferDraft = {
  readonly v: 1
  readonly suffix: string
  readonly commodityId: CommodityId | null
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
      const why = await this.#create(chosen, meantBy(chosen, { stallId, priceIdr: price.value }))
      if (why !== null) return why
      this.#now = null
      await saveDraft(app.replica, KEY, null)
      done(name)
      return null
    })
  }

  /**
   * The draft's id outlives its save in a second tab, and where a tap was cut off. What then
   * `exists` is saved only where it is what is meant now; else it is added under another id.
   */
  async #create(chosen: NewOfferDraft, meant: Meant): Promise<string | null> {
    const why = await app.act('offer.create.v1', withId(chosen, meant))
    if (why !== 'exists') return why
    const { offerId } = withId(chosen, meant)
    const stored = (await offersById(app.replica, [offerId])).get(offerId)
    if (stored !== undefined && isSameGood(stored, meant)) return restatePrice(stored, meant)
    const fresh = { ...chosen, suffix: app.replica.platform.randomSuffix(8) }
    this.#now = fresh
    await saveDraft(app.replica, KEY, fresh)
    return app.act('offer.create.v1', withId(fresh, meant))
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

/** What a draft comes to, as it is sent. */
type Meant = Pick<Offer, 'commodityId' | 'ownName' | 'grade' | 'unit' | 'priceIdr' | 'photo'> & {
  readonly stallId: string
}

const meantBy = (
  chosen: NewOfferDraft,
  { stallId, priceIdr }: Pick<Meant, 'stallId' | 'priceIdr'>,
): Meant => ({
  stallId,
  commodityId: chosen.commodityId,
  ownName: chosen.ownName === '' ? null : chosen.ownName,
  grade: gradeOf(chosen.grade),
  unit: chosen.unit,
  priceIdr,
  photo: null,
})

/** A grade as it will be stored; one that is no name is sent as it is, to be refused. */
function gradeOf(typed: string): string | null {
  if (typed.trim() === '') return null
  const grade = parseName(typed)
  return grade.ok ? grade.value : typed
}

const withId = ({ suffix }: NewOfferDraft, meant: Meant) => ({
  ...meant,
  offerId: `${meant.stallId}.${suffix}` as OfferId, // the schema of the intent judges its shape
})

/** True where an offer on sale is of the good that is meant; what it costs by now does not matter. */
const isSameGood = (stored: Offer, meant: Meant): boolean =>
  !stored.isWithdrawn &&
  stored.commodityId === meant.commodityId &&
  stored.ownName === meant.ownName &&
  stored.grade === meant.grade &&
  stored.unit === meant.unit

/** Says the price that is meant, where it is neither the one it was made with nor today's. */
async function restatePrice(stored: Offer, { priceIdr }: Meant): Promise<string | null> {
  const first = (await priceHistory(app.replica, stored.id)).find(({ no }) => no === 1)
  if (first?.priceIdr === priceIdr || stored.priceIdr === priceIdr) return null
  const basedOn = nextPriceNo(stored) - 1
  return app.act('offer.price.v1', { offerId: stored.id, priceIdr, basedOn })
}
