import type { MarketId } from '@pasar/shared/domain/id.ts'
import type { Market } from '@pasar/shared/domain/market.ts'
import { draft, saveDraft } from '../store/queries/drafts.ts'
import { live } from '../store/live.svelte.ts'
import { markets } from '../store/queries/markets.ts'
import { app } from './app.svelte.ts'
import { Task } from './task.svelte.ts'

const KEY = 'market'

const asMarketId = (value: unknown): MarketId | null =>
  typeof value === 'string' ? (value as MarketId) : null // written by choose() alone

/** Which market this phone shops at. */
export class MarketChoice {
  readonly #markets = live(() => markets(app.replica))
  readonly #chosen = live(() => draft(app.replica, KEY, asMarketId))
  readonly saving = new Task()

  /** False until the phone has read what was chosen. */
  get isRead(): boolean {
    return this.#chosen.current !== undefined && this.#markets.current !== undefined
  }

  get all(): readonly Market[] {
    return this.#markets.current ?? []
  }

  get id(): MarketId | null {
    return this.#chosen.current ?? null
  }

  get market(): Market | null {
    return this.all.find((market) => market.id === this.id) ?? null
  }

  choose(marketId: MarketId, done: () => void): void {
    this.saving.run(async () => {
      await shopAt(marketId)
      done()
      return null
    })
  }
}

/** From now on this phone shops at that market. */
export async function shopAt(marketId: MarketId): Promise<void> {
  await saveDraft(app.replica, KEY, marketId)
  await app.opened.follow(marketId)
}
