import { goto } from '$app/navigation'
import type { StallOrder } from '@pasar/shared/domain/order.ts'
import { priceOn } from '@pasar/shared/domain/pricing.ts'
import { baseAmount } from '@pasar/shared/domain/quantity.ts'
import { localDay } from '@pasar/shared/domain/time.ts'
import { live } from '../store/live.svelte.ts'
import { commodities } from '../store/queries/commodities.ts'
import { draft, saveDraft } from '../store/queries/drafts.ts'
import { offer } from '../store/queries/offers.ts'
import { stallOrder } from '../store/queries/orders.ts'
import { app } from './app.svelte.ts'
import {
  entryOf,
  isAnswered,
  type LineEntry,
  packArgs,
  type Packing,
  parsePacking,
  totalSoFar,
} from './packing.ts'
import { Task } from './task.svelte.ts'

/** Packing one stall order, and handing it over. What is typed lies in the drafts at once. */
export class PackingState {
  readonly #id: StallOrder['id']
  readonly #part
  readonly #draft
  readonly #commodities = live(() => commodities(app.replica))
  readonly #offers = live(
    () => Promise.all((this.part?.lines ?? []).map((line) => offer(app.replica, line.offerId))),
    () => this.part,
  )
  readonly saving = new Task()
  /** what the keypad shows before the drafts have it */
  #packing = $state.raw<Packing | null>(null)
  #open = $state<number | null>(null)
  #last: Promise<void> = Promise.resolve()

  readonly entries: readonly LineEntry[] = $derived.by(() => {
    const packing = this.#packing ?? this.#draft.current ?? null
    const offers = this.#offers.current ?? []
    return (this.part?.lines ?? []).map((line, index) => {
      const sold = offers[index] ?? null
      const askedIdr = sold === null ? null : priceOn(sold, localDay(app.now))
      return entryOf(line, { index, packing, askedIdr })
    })
  })

  constructor(stallOrderId: string) {
    this.#id = stallOrderId as StallOrder['id'] // a stale address finds nothing
    this.#part = live(() => stallOrder(app.replica, this.#id))
    this.#draft = live(() => draft(app.replica, this.#key, parsePacking))
  }

  get #key(): string {
    return `packing:${this.#id}`
  }

  get isRead(): boolean {
    return this.#part.current !== undefined && this.#draft.current !== undefined
  }

  get part(): StallOrder | null {
    return this.#part.current ?? null
  }

  /** The line on the scale: the one tapped, else the first that has no answer. */
  get open(): number {
    const first = this.part?.lines.findIndex((_, index) => !this.isAnswered(index)) ?? -1
    return this.#open ?? Math.max(first, 0)
  }

  set open(index: number) {
    this.#open = index
  }

  isAnswered(index: number): boolean {
    const line = this.part?.lines[index]
    const entry = this.entries[index]
    return line !== undefined && entry !== undefined && isAnswered(line, entry)
  }

  get left(): number {
    return (this.part?.lines ?? []).filter((_, index) => !this.isAnswered(index)).length
  }

  get isAllOut(): boolean {
    return this.entries.length > 0 && this.entries.every((entry) => entry.isOut)
  }

  get totalIdr(): number {
    return this.part === null ? 0 : totalSoFar(this.part, this.entries)
  }

  categoryOf(commodityId: string | null): string | null {
    return this.#commodities.current?.find((one) => one.id === commodityId)?.category ?? null
  }

  type(index: number, amount: string): void {
    this.#set(index, { amount, isOut: false, isDone: false })
  }

  statePrice(index: number, priceIdr: number | null): void {
    this.#set(index, { priceIdr })
  }

  asOrdered(index: number): void {
    const qty = this.part?.lines[index]?.qty
    if (qty === undefined || qty.mode === 'value') return
    this.#set(index, { amount: String(baseAmount(qty)), isOut: false, isDone: true })
  }

  markOut(index: number, isOut: boolean): void {
    this.#set(index, { isOut, isDone: isOut })
    if (isOut) this.#goOn(index)
  }

  /** Takes the scale's figure and shows the next line that has no answer. */
  next(index: number): void {
    this.#set(index, { isDone: true })
    this.#goOn(index)
  }

  pack(): void {
    const part = this.part
    if (part === null || this.left > 0) return
    this.saving.run(async () => {
      await this.#last
      const why = this.isAllOut
        ? await this.#declineEmpty(part)
        : await app.act('stallOrder.pack.v1', packArgs(part, this.#current().factId, this.entries))
      if (why !== null) return why
      await saveDraft(app.replica, this.#key, null)
      await goto('/lapak')
      return null
    })
  }

  handOver(code: string | null): void {
    const part = this.part
    if (part === null) return
    this.saving.run(async () => {
      // A new packing is a new hand-over: an earlier one may have become a conflict, and its fact
      // said again would change nothing.
      const key = `handover:${part.packedFact ?? part.id}`
      const factId = await handOverFact(key)
      // Asked once the fact is drawn: another tab may have stated its own and forgotten it.
      const isDone = (await stallOrder(app.replica, part.id))?.status === 'handedOver'
      const why = isDone
        ? null
        : await app.act('stallOrder.handOver.v1', { stallOrderId: part.id, factId, code })
      if (why !== null) return why
      await saveDraft(app.replica, key, null)
      await goto('/lapak')
      return null
    })
  }

  /** Nothing of it is there: that is a "no", with its reason. */
  #declineEmpty(part: StallOrder): Promise<string | null> {
    return app.act('stallOrder.decline.v1', { stallOrderId: part.id, reason: 'Barang habis' })
  }

  #goOn(index: number): void {
    const count = this.part?.lines.length ?? 0
    const others = Array.from({ length: count }, (_, step) => (index + 1 + step) % count)
    this.#open = others.find((other) => !this.isAnswered(other)) ?? index
  }

  #current(): Packing {
    return (
      this.#packing ??
      this.#draft.current ?? { v: 1, factId: app.replica.platform.ulid(), entries: {} }
    )
  }

  #set(index: number, fields: Partial<LineEntry>): void {
    const entry = this.entries[index]
    if (entry === undefined) return
    const now = this.#current()
    const packing = { ...now, entries: { ...now.entries, [index]: { ...entry, ...fields } } }
    this.#packing = packing
    this.#last = this.#last
      .then(() => saveDraft(app.replica, this.#key, packing))
      .catch((error: unknown) => app.fail(error))
  }
}

/** Drawn once per packing, so that a second tap or a second tab states the same fact. */
async function handOverFact(key: string): Promise<string> {
  const known = await draft(app.replica, key, (value) => (typeof value === 'string' ? value : null))
  if (known !== null) return known
  const factId = app.replica.platform.ulid()
  await saveDraft(app.replica, key, factId)
  return factId
}
