import * as v from 'valibot'
import { MarketIdSchema, StallIdSchema } from '../domain/id.ts'
import { mayDo } from '../domain/permission.ts'
import { keyOf } from '../domain/row.ts'
import { type Stall, stallEntries } from '../domain/stall.ts'
import { refuse } from '../lib/result.ts'
import { Draft, type Mutation } from './mutation.ts'

const OpenSchema = v.object({
  ...stallEntries,
  stallId: StallIdSchema,
  marketId: MarketIdSchema,
  block: v.optional(stallEntries.block, ''),
  number: v.optional(stallEntries.number, ''),
  walkOrder: v.optional(stallEntries.walkOrder, 0),
  goodsGroups: v.optional(stallEntries.goodsGroups, []),
})

/**
 * A new stall in a market, by the system, an admin or an officer of that market (A3). Refuses
 * `notFound` without the market, `exists`, `notPermitted`.
 */
export const openStall: Mutation<v.InferOutput<typeof OpenSchema>> = {
  name: 'stall.open.v1',
  schema: OpenSchema,
  needs: ({ stallId, marketId }) => [keyOf('stall', stallId), keyOf('market', marketId)],
  run(view, { stallId, ...said }, { actor }) {
    const stall: Stall = { kind: 'stall', id: stallId, ...said, isSuspended: false }
    if (!mayDo(actor, 'govern', stall)) return refuse('notPermitted')
    if (!view.get(keyOf('market', stall.marketId))) return refuse('notFound')
    if (view.get(keyOf('stall', stallId))) return refuse('exists')
    const draft = new Draft(view)
    draft.put(stall)
    return draft.done()
  },
}

const EditSchema = v.object({
  stallId: StallIdSchema,
  name: v.exactOptional(stallEntries.name),
  type: v.exactOptional(stallEntries.type),
  block: v.exactOptional(stallEntries.block),
  number: v.exactOptional(stallEntries.number),
  walkOrder: v.exactOptional(stallEntries.walkOrder),
  goodsGroups: v.exactOptional(stallEntries.goodsGroups),
  isSuspended: v.exactOptional(v.boolean()),
})

/** Sets the fields that are given; a stall never changes its market. As `stall.open` for who may. */
export const editStall: Mutation<v.InferOutput<typeof EditSchema>> = {
  name: 'stall.edit.v1',
  schema: EditSchema,
  needs: ({ stallId }) => [keyOf('stall', stallId)],
  run(view, { stallId, ...said }, { actor }) {
    const stall = view.get(keyOf('stall', stallId))
    if (!stall) return refuse('notFound')
    if (!mayDo(actor, 'govern', stall)) return refuse('notPermitted')
    const draft = new Draft(view)
    draft.put({ ...stall, ...said })
    return draft.done()
  },
}
