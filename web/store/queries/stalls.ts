import type { MarketId, StallId } from '@pasar/shared/domain/id.ts'
import { keyOf } from '@pasar/shared/domain/row.ts'
import { byWalkOrder, type Stall } from '@pasar/shared/domain/stall.ts'
import { readCatalogue } from '../catalogue.ts'
import type { Replica } from '../db.ts'
import { Staged } from '../staged.ts'

/** The stalls of a market in the order of the walk through it. */
export async function stallsAt(replica: Replica, marketId: MarketId): Promise<Stall[]> {
  const { stalls } = await replica.read(() => readCatalogue(replica, marketId))
  return [...stalls].sort(byWalkOrder)
}

/** One stall, from this phone's own rows or a catalogue kept here; null where neither has it. */
export const stall = (replica: Replica, id: StallId): Promise<Stall | null> =>
  replica.read(async () => {
    const key = keyOf('stall', id)
    const staged = new Staged(replica)
    await staged.load([key])
    return staged.view('strict').get(key) ?? null
  })
