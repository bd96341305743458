import * as v from 'valibot'
import { type Commodity, commodityEntries } from '../domain/commodity.ts'
import { CommodityIdSchema } from '../domain/id.ts'
import { mayDo } from '../domain/permission.ts'
import { keyOf } from '../domain/row.ts'
import { refuse } from '../lib/result.ts'
import { Draft, type Mutation } from './mutation.ts'

const PutSchema = v.object({
  ...commodityEntries,
  commodityId: CommodityIdSchema,
  aliases: v.optional(commodityEntries.aliases, []),
  unitRules: v.optional(commodityEntries.unitRules, []),
})

/** A canonical good as it shall be from now on, new or not. Refuses `notPermitted`. */
export const putCommodity: Mutation<v.InferOutput<typeof PutSchema>> = {
  name: 'commodity.put.v1',
  schema: PutSchema,
  needs: ({ commodityId }) => [keyOf('commodity', commodityId)],
  run(view, { commodityId, ...said }, { actor }) {
    const commodity: Commodity = { kind: 'commodity', id: commodityId, ...said }
    if (!mayDo(actor, 'govern', commodity)) return refuse('notPermitted')
    const draft = new Draft(view)
    draft.put(commodity)
    return draft.done()
  },
}
