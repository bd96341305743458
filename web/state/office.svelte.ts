import { live } from '../store/live.svelte.ts'
import { commodities } from '../store/queries/commodities.ts'
import { markets } from '../store/queries/markets.ts'
import { app } from './app.svelte.ts'

/** What the installation holds, for its first admin. */
export class Office {
  readonly #markets = live(() => markets(app.replica))
  readonly #commodities = live(() => commodities(app.replica))

  get isRead(): boolean {
    return this.#markets.current !== undefined && this.#commodities.current !== undefined
  }

  get markets() {
    return this.#markets.current ?? []
  }

  get commodityCount(): number {
    return this.#commodities.current?.length ?? 0
  }
}
