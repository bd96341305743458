import * as v from 'valibot'
import { MarketIdSchema } from '../domain/id.ts'
import { type Market, marketEntries } from '../domain/market.ts'
import { mayDo } from '../domain/permission.ts'
import { keyOf } from '../domain/row.ts'
import { refuse } from '../lib/result.ts'
import { Draft, type Mutation } from './mutation.ts'

const CreateSchema = v.object({
  ...marketEntries,
  marketId: MarketIdSchema,
  alsoKnownAs: v.optional(marketEntries.alsoKnownAs, []),
  kecamatan: v.optional(marketEntries.kecamatan, null),
  notice: v.optional(marketEntries.notice, null),
  officePhone: v.optional(marketEntries.officePhone, null),
  closures: v.optional(marketEntries.closures, []),
  pickupCutoffMin: v.optional(marketEntries.pickupCutoffMin, 60),
  acceptAfterOpenMin: v.optional(marketEntries.acceptAfterOpenMin, 120),
  priceGraceMin: v.optional(marketEntries.priceGraceMin, 30),
  ceilingPercent: v.optional(marketEntries.ceilingPercent, 15),
  cashStepIdr: v.optional(marketEntries.cashStepIdr, 500),
})

/** A new market. Who governs may (A3). Refuses `exists`, `notPermitted`. */
export const createMarket: Mutation<v.InferOutput<typeof CreateSchema>> = {
  name: 'market.create.v1',
  schema: CreateSchema,
  needs: ({ marketId }) => [keyOf('market', marketId)],
  run(view, { marketId, ...said }, { actor }) {
    const market: Market = { kind: 'market', id: marketId, ...said }
    if (!mayDo(actor, 'govern', market)) return refuse('notPermitted')
    if (view.get(keyOf('market', marketId))) return refuse('exists')
    const draft = new Draft(view)
    draft.put(market)
    return draft.done()
  },
}

const EditSchema = v.object({
  marketId: MarketIdSchema,
  name: v.exactOptional(marketEntries.name),
  alsoKnownAs: v.exactOptional(marketEntries.alsoKnownAs),
  kecamatan: v.exactOptional(marketEntries.kecamatan),
  notice: v.exactOptional(marketEntries.notice),
  officePhone: v.exactOptional(marketEntries.officePhone),
  opening: v.exactOptional(marketEntries.opening),
  closures: v.exactOptional(marketEntries.closures),
  pickupCutoffMin: v.exactOptional(marketEntries.pickupCutoffMin),
  acceptAfterOpenMin: v.exactOptional(marketEntries.acceptAfterOpenMin),
  priceGraceMin: v.exactOptional(marketEntries.priceGraceMin),
  ceilingPercent: v.exactOptional(marketEntries.ceilingPercent),
  cashStepIdr: v.exactOptional(marketEntries.cashStepIdr),
})

/** Sets the fields that are given. Refuses `notFound`, `notPermitted`. */
export const editMarket: Mutation<v.InferOutput<typeof EditSchema>> = {
  name: 'market.edit.v1',
  schema: EditSchema,
  needs: ({ marketId }) => [keyOf('market', marketId)],
  run(view, { marketId, ...said }, { actor }) {
    const market = view.get(keyOf('market', marketId))
    if (!market) return refuse('notFound')
    if (!mayDo(actor, 'govern', market)) return refuse('notPermitted')
    const draft = new Draft(view)
    draft.put({ ...market, ...said })
    return draft.done()
  },
}
