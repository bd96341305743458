import type { AccountId, MarketId, OfferId, OrderId, StallId } from '@pasar/shared/domain/id.ts'
import type { Offer } from '@pasar/shared/domain/offer.ts'
import { requestLine } from '@pasar/shared/domain/pricing.ts'
import { buildIndex, goodsOf, search } from '@pasar/shared/domain/search.ts'
import { pickupDays } from '@pasar/shared/domain/opening.ts'
import { redeemCode } from '@pasar/web/account/session.ts'
import { mutate } from '@pasar/web/intents/mutate.ts'
import { browserPlatform } from '@pasar/web/platform/browser.ts'
import { openReplica, type Replica } from '@pasar/web/store/db.ts'
import { followMarket } from '@pasar/web/store/follow.ts'
import { market } from '@pasar/web/store/queries/markets.ts'
import { offersOfStall, searchInputs } from '@pasar/web/store/queries/offers.ts'
import { stallOrdersFor } from '@pasar/web/store/queries/orders.ts'
import { pendingCount } from '@pasar/web/store/queries/sync.ts'
import { downloadSnapshot, exchange } from '@pasar/web/sync/exchange.ts'
import { type Loop, startLoop } from '@pasar/web/sync/loop.ts'
import { createTransport } from '@pasar/web/sync/transport.ts'

/** One request as the page sent it: body bytes on the wire, before headers. */
type Sent = { readonly url: string; readonly upBytes: number; readonly downBytes: number }

/**
 * The replica alone in a page: no Svelte, no screens. The bench drives it from outside and reads
 * its times; every call answers plain data.
 */
class BenchPage {
  readonly #platform = browserPlatform()
  readonly #sent: Sent[] = []
  #replica: Replica | null = null
  #loop: Loop | null = null
  readonly #transport = createTransport({
    platform: this.#platform,
    fetch: (input, init) => this.#fetch(input, init),
  })

  async open(name: string): Promise<void> {
    this.#replica = await openReplica({ name, platform: this.#platform })
  }

  /** Exchanges until nothing is left on either side; answers the milliseconds it took. */
  async sync(): Promise<number> {
    const start = performance.now()
    for (let round = 0; round < 100; round++) {
      const result = await exchange(this.#open(), this.#transport)
      if (result.kind === 'done' && result.isComplete && result.snapshots.length === 0) {
        return performance.now() - start
      }
      if (result.kind !== 'done') throw new Error(`the exchange ended as ${JSON.stringify(result)}`)
      for (const id of result.snapshots) await this.#download(id)
    }
    throw new Error('the exchange never came to an end')
  }

  /** From choosing a market to its offers in hand. */
  async firstCatalogue(marketId: string): Promise<{ ms: number; offers: number }> {
    const id = marketId as MarketId // comes from the bench's own market
    const start = performance.now()
    await followMarket(this.#open(), id)
    await this.#download(id)
    const { offers } = await searchInputs(this.#open(), id)
    return { ms: performance.now() - start, offers: offers.length }
  }

  /** The same bytes by a bare fetch: what no replica could beat. */
  async bareFetch(path: string): Promise<number> {
    const start = performance.now()
    const reply = await fetch(path, { cache: 'no-store' })
    await reply.text()
    return performance.now() - start
  }

  async redeem(code: string): Promise<void> {
    const result = await redeemCode(this.#open(), this.#transport, { code, pin: '123456' })
    if (!result.ok) throw new Error(`the code was refused: ${result.why}`)
  }

  async register(): Promise<void> {
    const replica = this.#open()
    await this.#must('account.register.v1', {
      accountId: this.#platform.ulid() as AccountId, // a fresh ULID
      client: replica.client,
      name: 'Bu Sri Wahyuni',
      phone: '6281234567890',
      publicKey: replica.keys.publicKey,
      consent: { version: 1 },
    })
  }

  /** Keeps in touch by itself, as the app does. */
  startLoop(): void {
    this.#loop = startLoop(this.#open(), this.#transport)
  }

  /** Resolves when the loop has nothing to send and rests. */
  async settled(): Promise<void> {
    for (;;) {
      const { unsent } = await pendingCount(this.#open())
      if (unsent === 0 && this.#loop?.state() === 'idle') return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  /** Waits until the stall has seen so many orders, then accepts the last that came. */
  async accept(stallId: string, count: number): Promise<void> {
    for (;;) {
      const parts = await stallOrdersFor(this.#open(), stallId as StallId) // the bench's own stall
      const part = parts.find(({ status }) => status === 'placed')
      if (parts.length >= count && part !== undefined) {
        return this.#must('stallOrder.accept.v1', { stallOrderId: part.id })
      }
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  /** Places `count` orders of `lines` lines each; answers the milliseconds of each save. */
  async order(
    at: string,
    size: { count: number; lines: number; stallId?: string },
  ): Promise<number[]> {
    const replica = this.#open()
    const marketId = at as MarketId // comes from the bench's own market
    const row = await market(replica, marketId)
    const trip = row && pickupDays(row, Date.now())[0]
    if (!trip) throw new Error('the bench market has no day to order for')
    const offers = (await searchInputs(replica, marketId)).offers.filter(
      (offer) =>
        offer.unit === 'kg' &&
        offer.availability === 'available' &&
        (size.stallId === undefined || offer.stallId === size.stallId),
    )
    const times: number[] = []
    for (let n = 0; n < size.count; n++) {
      const picked = Array.from(
        { length: size.lines },
        (_, line) => offers[(n * 31 + line * 7) % offers.length] as Offer, // the index is in range
      )
      const args = {
        orderId: this.#platform.ulid() as OrderId, // a fresh ULID
        marketId,
        day: trip.day,
        contact: { name: 'Bu Sri Wahyuni', phone: '6281234567890' },
        code: this.#platform.randomDigits(4),
        lines: picked.map((offer) =>
          requestLine(offer, trip.day, {
            qty: { mode: 'weight', amount: 5, unit: 'ons' },
            policy: 'replace',
          }),
        ),
      }
      const start = performance.now()
      await this.#must('order.place.v1', args)
      times.push(performance.now() - start)
      // What follows a save (signing) is done long before a person orders again.
      await replica.idle()
    }
    return times
  }

  /** Queues `count` prices of the stall's own offers. */
  async price(stallId: string, count: number): Promise<void> {
    const offers = await offersOfStall(this.#open(), stallId as StallId) // the bench's own stall
    for (let n = 0; n < count; n++) {
      const offer = offers[n % offers.length]
      if (!offer) throw new Error('the bench stall has no offers')
      await this.#must('offer.price.v1', {
        offerId: offer.id as OfferId, // read from a row
        priceIdr: 10_000 + n * 50,
        basedOn: offer.priceNo,
      })
    }
  }

  /** Milliseconds of each search over the whole catalogue, its index built beforehand as the shop does. */
  async search(at: string, texts: readonly string[]): Promise<{ indexMs: number; ms: number[] }> {
    const inputs = await searchInputs(this.#open(), at as MarketId) // the bench's own market
    const start = performance.now()
    const named = new Map(
      inputs.commodities.map((commodity) => [commodity.id as string, commodity]),
    )
    const index = buildIndex(goodsOf(inputs.offers, named))
    const indexMs = performance.now() - start
    const ms = texts.map((text) => {
      const began = performance.now()
      search(index, text).flatMap((good) => good.items)
      return performance.now() - began
    })
    return { indexMs, ms }
  }

  /** Forgets what was sent so far. */
  forgetSent(): void {
    this.#sent.length = 0
  }

  sent(): readonly Sent[] {
    return this.#sent
  }

  async usedBytes(): Promise<number> {
    return (await navigator.storage.estimate()).usage ?? Number.NaN
  }

  #open(): Replica {
    if (!this.#replica) throw new Error('open first')
    return this.#replica
  }

  async #must(name: Parameters<typeof mutate>[1], args: unknown): Promise<void> {
    const result = await mutate(this.#open(), name, args)
    if (!result.ok) throw new Error(`${name} was refused: ${result.why}`)
  }

  async #download(id: MarketId): Promise<void> {
    const outcome = await downloadSnapshot(this.#open(), this.#transport, { marketId: id })
    if (outcome !== 'done') throw new Error(`the catalogue came to ${outcome}`)
  }

  async #fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const reply = await fetch(input, init)
    const body = init?.body
    const upBytes =
      body instanceof Uint8Array || body instanceof ArrayBuffer
        ? body.byteLength
        : new TextEncoder().encode(typeof body === 'string' ? body : '').length
    const copy = await reply.clone().arrayBuffer()
    this.#sent.push({ url: String(input), upBytes, downBytes: copy.byteLength })
    return reply
  }
}

declare global {
  var bench: BenchPage
}

globalThis.bench = new BenchPage()
