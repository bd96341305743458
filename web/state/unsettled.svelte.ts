import { goto } from '$app/navigation'
import { dropUnsettled, resend } from '../intents/mutate.ts'
import { live } from '../store/live.svelte.ts'
import { offersById } from '../store/queries/offers.ts'
import { commodities } from '../store/queries/commodities.ts'
import { uncertain, unsettled } from '../store/queries/sync.ts'
import { app } from './app.svelte.ts'
import { isDayRefused, mayPass, mendPathOf, placedOrderOf, subjectOf } from './intents.ts'
import { shopAt } from './market-choice.svelte.ts'
import { putBack } from './putting-back.ts'
import { Task } from './task.svelte.ts'

/** "Belum beres": what was refused or is not sure, and what a person can do about it. */
export class Unsettled {
  readonly #list = live(() => unsettled(app.replica))
  readonly #uncertain = live(() => uncertain(app.replica))
  readonly #names = live(
    () => namesOf(this.#offerIds),
    () => this.#offerIds,
  )
  readonly acting = new Task()
  isUnreached = $state(false)
  isExported = $state(false)

  get isRead(): boolean {
    return this.#list.current !== undefined
  }

  get #offerIds(): readonly string[] {
    const all = [...(this.#list.current ?? []), ...(this.#uncertain.current ?? [])]
    return [...new Set(all.flatMap(({ args }) => subjectOf(args).offerIds))]
  }

  get list() {
    return (this.#list.current ?? []).map((one) => ({
      ...one,
      subject: this.#subjectText(one.args),
      mendPath: mendPathOf(one.name, one.args),
      canPutBack: placedOrderOf(one.name, one.args) !== null,
      canResend: mayPass(one.name, one.why),
    }))
  }

  get uncertain() {
    return (this.#uncertain.current ?? []).map((one) => ({
      ...one,
      subject: this.#subjectText(one.args),
    }))
  }

  resend(id: string): void {
    this.acting.run(async () => {
      const outcome = await resend(app.replica, id)
      return outcome.ok ? null : outcome.why
    })
  }

  /** Mends a refused order: its lines go back into the basket of its market, which is opened. */
  putBack(id: string): void {
    this.acting.run(async () => {
      const one = (await unsettled(app.replica)).find((entry) => entry.id === id)
      const order = one === undefined ? null : placedOrderOf(one.name, one.args)
      if (one === undefined || order === null) return 'notFound'
      const day = isDayRefused(one.why) ? null : order.day
      const names = await namesOf(order.lines.map((line) => line.offerId))
      await putBack({ ...order, day }, names)
      await shopAt(order.marketId)
      // Last: a kill before this leaves the order in both places, and nowhere does it get lost.
      await dropUnsettled(app.replica, id)
      await goto('/keranjang')
      return null
    })
  }

  drop(id: string): void {
    this.acting.run(async () => {
      await dropUnsettled(app.replica, id)
      return null
    })
  }

  sendNow(): void {
    this.acting.run(async () => {
      this.isUnreached = false
      await app.opened.syncNow()
      this.isUnreached = (app.sync?.unsent ?? 0) > 0
      return null
    })
  }

  exportUnsent(): void {
    this.acting.run(async () => {
      await app.opened.exportUnsent()
      this.isExported = true
      return null
    })
  }

  #subjectText(args: unknown): string {
    const { words, offerIds } = subjectOf(args)
    const names = offerIds.flatMap((id) => this.#names.current?.get(id) ?? [])
    return [...words, ...names].join(', ')
  }
}

/** What the offers are called, as far as this phone knows them. */
async function namesOf(offerIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const goods = new Map((await commodities(app.replica)).map((one) => [one.id, one.name]))
  const names = new Map<string, string>()
  const ids = offerIds as Parameters<typeof offersById>[1] // out of an intent's args
  const offers = await offersById(app.replica, ids)
  for (const [id, found] of offers) {
    const name = found.ownName ?? (found.commodityId ? goods.get(found.commodityId) : null)
    if (name) names.set(id, name)
  }
  return names
}
