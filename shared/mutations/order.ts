import * as v from 'valibot'
import { HandoverCodeSchema } from '../domain/code.ts'
import { MarketIdSchema, OrderIdSchema } from '../domain/id.ts'
import { DaySchema } from '../domain/market.ts'
import { NameSchema } from '../domain/name.ts'
import {
  type LineRequest,
  LineRequestSchema,
  LineRequestsSchema,
  type StallOrder,
} from '../domain/order.ts'
import { mayDo } from '../domain/permission.ts'
import { TypedPhoneSchema } from '../domain/phone.ts'
import { keyOf } from '../domain/row.ts'
import { mayAskCancel, mayCancel } from '../domain/stall-order.ts'
import { ORDER_LINES_MAX } from '../lib/limits.ts'
import { refuse } from '../lib/result.ts'
import { Draft, type Mutation } from './mutation.ts'
import { type PostWhy, keysOfLines, post } from './posting.ts'

const PlaceSchema = v.object({
  orderId: OrderIdSchema,
  marketId: MarketIdSchema,
  day: DaySchema,
  contact: v.object({ name: NameSchema, phone: TypedPhoneSchema }),
  code: HandoverCodeSchema,
  lines: LineRequestsSchema,
})

/**
 * A household's order for a market day (product.md, The order's life).
 *
 *     draft ──place──▶ placed ──cancel──▶ cancelled
 *               └────▶ late ───cancel──▶ cancelled
 *                        └──rebook──▶ placed | late
 *
 * What arrives after the cut-off is `late`: kept with its lines, shown to no stall. Otherwise each
 * stall gets its part. A line that cannot be had (withdrawn, out, stall suspended, unknown) is
 * placed as unavailable, so that it never takes the rest of the basket with it.
 *
 * Refuses `notPermitted` without an account, `exists`, `notFound` without the market, and what
 * `post` refuses.
 */
export const placeOrder: Mutation<v.InferOutput<typeof PlaceSchema>, PostWhy> = {
  name: 'order.place.v1',
  schema: PlaceSchema,
  needs: ({ orderId, marketId, lines }, view) => [
    keyOf('order', orderId),
    keyOf('market', marketId),
    ...keysOfLines(view, { orderId, lines }),
  ],
  run(view, { orderId, marketId, day, contact, code, lines }, ctx) {
    const accountId = ctx.actor.accountId
    if (accountId === null) return refuse('notPermitted')
    if (view.get(keyOf('order', orderId))) return refuse('exists')
    const head = { id: orderId, accountId, marketId, contact, code, placedAt: ctx.at }
    return post(view, ctx, { head, lines, day })
  },
}

const RebookSchema = v.object({
  orderId: OrderIdSchema,
  day: DaySchema,
  /** the prices that the screen shows now, line by line; without them those of the first time count */
  seen: v.optional(
    v.pipe(
      v.array(v.pick(LineRequestSchema, ['priceSeenIdr', 'priceNo'])),
      v.maxLength(ORDER_LINES_MAX),
    ),
  ),
})

/**
 * "Jadwal berikutnya?": a late order for another day, its lines priced anew (O19). Refuses
 * `notFound`, `notPermitted`, `notLate`, and what `post` refuses.
 */
export const rebookOrder: Mutation<v.InferOutput<typeof RebookSchema>, PostWhy | 'notLate'> = {
  name: 'order.rebook.v1',
  schema: RebookSchema,
  needs({ orderId, seen }, view) {
    const order = view.get(keyOf('order', orderId))
    if (!order?.lines) return [keyOf('order', orderId)]
    const { marketId } = order
    const lines = seenAnew(order.lines, seen)
    return [
      keyOf('order', orderId),
      keyOf('market', marketId),
      ...keysOfLines(view, { orderId, lines }),
    ]
  },
  run(view, { orderId, day, seen }, ctx) {
    const order = view.get(keyOf('order', orderId))
    if (!order) return refuse('notFound')
    if (!mayDo(ctx.actor, 'order', order)) return refuse('notPermitted')
    if (order.lines === null) return refuse('notLate')
    const { id, accountId, marketId, contact, code, placedAt } = order
    const head = { id, accountId, marketId, contact, code, placedAt }
    return post(view, ctx, { head, lines: seenAnew(order.lines, seen), day })
  },
}

/** The lines of a late order with the prices that its screen showed when it was booked anew. */
const seenAnew = (
  lines: readonly LineRequest[],
  seen: readonly Pick<LineRequest, 'priceSeenIdr' | 'priceNo'>[] = [],
): readonly LineRequest[] => lines.map((line, index) => ({ ...line, ...seen[index] }))

const CancelSchema = v.object({ orderId: OrderIdSchema })

/**
 * Cancels what no stall has begun to pack; a stall that packs or has packed is asked, once (O20).
 * The order itself is `cancelled` when no part is left. Again changes nothing. Refuses `tooLate`
 * where every part is beyond asking, `notFound`, `notPermitted`.
 */
export const cancelOrder: Mutation<v.InferOutput<typeof CancelSchema>, 'tooLate'> = {
  name: 'order.cancel.v1',
  schema: CancelSchema,
  needs({ orderId }, view) {
    const order = view.get(keyOf('order', orderId))
    const parts = order?.stallOrderIds ?? []
    return [keyOf('order', orderId), ...parts.map((id) => keyOf('stallOrder', id))]
  },
  run(view, { orderId }, { actor }) {
    const order = view.get(keyOf('order', orderId))
    if (!order) return refuse('notFound')
    if (!mayDo(actor, 'order', order)) return refuse('notPermitted')
    const draft = new Draft(view)
    if (order.status === 'cancelled') return draft.done()
    const parts = order.stallOrderIds.flatMap((id) => view.get(keyOf('stallOrder', id)) ?? [])
    const after = parts.map(withCancel)
    const isBeyondAsking = (part: StallOrder) => !mayCancel(part) && !mayAskCancel(part)
    if (parts.length > 0 && parts.every(isBeyondAsking)) return refuse('tooLate')
    after.forEach((part, index) => {
      if (part !== parts[index]) draft.put(part)
    })
    const isNothingLeft =
      parts.length === order.stallOrderIds.length &&
      after.every((part) => part.status === 'cancelled' || part.status === 'declined')
    if (isNothingLeft) draft.put({ ...order, status: 'cancelled', lines: null })
    return draft.done()
  },
}

/** A part as the household's cancel leaves it: the same object where nothing changes. */
function withCancel(part: StallOrder): StallOrder {
  if (mayCancel(part)) return { ...part, status: 'cancelled' }
  if (mayAskCancel(part) && !part.isCancelRequested) return { ...part, isCancelRequested: true }
  return part
}
