import type { StallId } from '@pasar/shared/domain/id.ts'
import { keyOf } from '@pasar/shared/domain/row.ts'
import type { Stall } from '@pasar/shared/domain/stall.ts'
import type { Replica } from '../db.ts'
import { Staged } from '../staged.ts'

/** One stall, from this phone's own rows or a catalogue kept here; null where neither has it. */
export const stall = (replica: Replica, id: StallId): Promise<Stall | null> =>
  replica.read(async () => {
    const key = keyOf('stall', id)
    const staged = new Staged(replica)
    await staged.load([key])
    return staged.view('strict').get(key) ?? null
  })
