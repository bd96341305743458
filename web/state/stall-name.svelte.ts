import type { StallId } from '@pasar/shared/domain/id.ts'
import { live } from '../store/live.svelte.ts'
import { commodities } from '../store/queries/commodities.ts'
import { stall } from '../store/queries/stalls.ts'
import { app } from './app.svelte.ts'

/** One stall, and the categories of goods for their pictures. */
export class StallName {
  readonly #stall
  readonly #commodities = live(() => commodities(app.replica))

  constructor(stallId: () => string) {
    this.#stall = live(
      () => stall(app.replica, stallId() as StallId), // an id out of a row
      stallId,
    )
  }

  get stall() {
    return this.#stall.current ?? null
  }

  categoryOf(commodityId: string | null | undefined): string | null {
    return this.#commodities.current?.find((one) => one.id === commodityId)?.category ?? null
  }
}
