import * as v from 'valibot'
import type { MarketId, StallId } from './id.ts'
import { NameSchema } from './name.ts'

/** What kind of place it is; screens call the stall by it. */
export const StallTypeSchema = v.picklist(['ruko', 'kios', 'los', 'pelataran', 'pkl', 'mlijo'])
export type StallType = v.InferOutput<typeof StallTypeSchema>

/** A place in a market and the business of the vendor who owns it. Row key `stall/<id>`. */
export type Stall = {
  readonly kind: 'stall'
  readonly id: StallId
  readonly marketId: MarketId
  /** As people call it: "Bu Tin". */
  readonly name: string
  readonly type: StallType
  readonly block: string
  readonly number: string
  /** Position on the walk through the market, ascending. */
  readonly walkOrder: number
  readonly goodsGroups: readonly string[]
  readonly isSuspended: boolean
}

/** Longest block or number of a place, in UTF-16 units: what a signboard holds. */
const PLACE_CHARS_MAX = 20
/** Most groups of goods of one stall. */
const GOODS_GROUPS_MAX = 20
/** Highest position on the walk through a market. */
const WALK_ORDER_MAX = 100_000

const PlaceSchema = v.union([v.literal(''), v.pipe(NameSchema, v.maxLength(PLACE_CHARS_MAX))])

/** What can be said about a stall, field by field: intents pick from here. Block and number may be ''. */
export const stallEntries = {
  name: NameSchema,
  type: StallTypeSchema,
  block: PlaceSchema,
  number: PlaceSchema,
  walkOrder: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(WALK_ORDER_MAX)),
  goodsGroups: v.pipe(v.array(NameSchema), v.maxLength(GOODS_GROUPS_MAX)),
}
