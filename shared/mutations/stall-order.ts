import * as v from 'valibot'
import { type StallOrderId, StallOrderIdSchema } from '../domain/id.ts'
import { NoteSchema } from '../domain/name.ts'
import type { StallOrder } from '../domain/order.ts'
import { mayDo } from '../domain/permission.ts'
import { type RowKey, keyOf } from '../domain/row.ts'
import { isAtLeast, mayDecline, mayReach, unavailable } from '../domain/stall-order.ts'
import { assert } from '../lib/assert.ts'
import { LINE_INDEX_MAX } from '../lib/limits.ts'
import { type Refusal, refuse } from '../lib/result.ts'
import { type Context, Draft, type Mutation, type Outcome, type View } from './mutation.ts'

// The requests of a vendor. The machine, with its diagram, is shared/domain/stall-order.ts.
// A request is refused where no edge leads; what already is, said again, changes nothing.

const PartSchema = v.object({ stallOrderId: StallOrderIdSchema })
type PartArgs = v.InferOutput<typeof PartSchema>

/** The place of a line in its part, from 0. */
export const LineIndexSchema = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(0),
  v.maxValue(LINE_INDEX_MAX),
)

/**
 * "Siap, saya siapkan." Not bound by acceptBy: only the server's clockwork ends the wait, until
 * then a late yes is a yes (O15). Refuses `wasCancelled`, `wasDeclined`, `notFound`, `notPermitted`.
 */
export const acceptStallOrder: Mutation<PartArgs, 'wasCancelled' | 'wasDeclined'> = {
  name: 'stallOrder.accept.v1',
  schema: PartSchema,
  needs: needsOfPart,
  run: (view, { stallOrderId }, ctx) => advance(view, ctx, { stallOrderId, to: 'accepted' }),
}

/** Packing has begun; implies the yes. Refuses as accept does. */
export const startPacking: Mutation<PartArgs, 'wasCancelled' | 'wasDeclined'> = {
  name: 'stallOrder.start.v1',
  schema: PartSchema,
  needs: needsOfPart,
  run: (view, { stallOrderId }, ctx) => advance(view, ctx, { stallOrderId, to: 'packing' }),
}

const DeclineSchema = v.object({ stallOrderId: StallOrderIdSchema, reason: NoteSchema })

/**
 * The stall cannot fill its part, until it is packed (O16). Declined already: changes nothing.
 * Refuses `wasCancelled`, `alreadyPacked`, `notFound`, `notPermitted`.
 */
export const declineStallOrder: Mutation<
  v.InferOutput<typeof DeclineSchema>,
  'wasCancelled' | 'alreadyPacked'
> = {
  name: 'stallOrder.decline.v1',
  schema: DeclineSchema,
  needs: needsOfPart,
  run(view, { stallOrderId, reason }, ctx) {
    const found = partToFill(view, stallOrderId, ctx)
    if (!found.ok) return found
    const { part } = found
    const draft = new Draft(view)
    if (part.status === 'declined') return draft.done()
    if (part.status === 'cancelled') return refuse('wasCancelled')
    if (!mayDecline(part)) return refuse('alreadyPacked')
    draft.put({ ...part, status: 'declined', reason, isCancelRequested: false })
    return draft.done()
  },
}

const DeclineLineSchema = v.object({ stallOrderId: StallOrderIdSchema, line: LineIndexSchema })

/**
 * One line is out; with the last one the part is declined (O16). A line that is out already:
 * changes nothing. Refuses `noSuchLine`, `wasCancelled`, `wasDeclined`, `alreadyPacked`,
 * `notFound`, `notPermitted`.
 */
export const declineLine: Mutation<
  v.InferOutput<typeof DeclineLineSchema>,
  'noSuchLine' | 'wasCancelled' | 'wasDeclined' | 'alreadyPacked'
> = {
  name: 'stallOrder.declineLine.v1',
  schema: DeclineLineSchema,
  needs: needsOfPart,
  run(view, { stallOrderId, line: index }, ctx) {
    const found = partToFill(view, stallOrderId, ctx)
    if (!found.ok) return found
    const { part } = found
    const line = part.lines[index]
    if (!line) return refuse('noSuchLine')
    const draft = new Draft(view)
    if (line.status === 'unavailable') return draft.done()
    if (part.status === 'cancelled') return refuse('wasCancelled')
    if (part.status === 'declined') return refuse('wasDeclined')
    if (!mayDecline(part)) return refuse('alreadyPacked')
    const lines = part.lines.map((other) =>
      other === line ? unavailable(line, 'declined') : other,
    )
    const isLeft = lines.some((other) => other.status !== 'unavailable')
    draft.put(
      isLeft
        ? { ...part, lines }
        : { ...part, lines, status: 'declined', isCancelRequested: false },
    )
    return draft.done()
  },
}

const AnswerSchema = v.object({ stallOrderId: StallOrderIdSchema, isAccepted: v.boolean() })

/**
 * The vendor's yes or no to a household that wants to cancel what is being packed (O20); after a
 * no it cannot be asked again. Answered alike before: changes nothing. Refuses `notAsked`,
 * `notFound`, `notPermitted`.
 */
export const answerCancel: Mutation<v.InferOutput<typeof AnswerSchema>, 'notAsked'> = {
  name: 'stallOrder.answerCancel.v1',
  schema: AnswerSchema,
  needs: needsOfPart,
  run(view, { stallOrderId, isAccepted }, ctx) {
    const found = partToFill(view, stallOrderId, ctx)
    if (!found.ok) return found
    const { part } = found
    const draft = new Draft(view)
    const isAnswered = isAccepted ? part.status === 'cancelled' : part.isCancelRefused
    if (isAnswered) return draft.done()
    if (!part.isCancelRequested) return refuse('notAsked')
    draft.put(
      isAccepted
        ? { ...part, status: 'cancelled', isCancelRequested: false }
        : { ...part, isCancelRequested: false, isCancelRefused: true },
    )
    return draft.done()
  },
}

/** The part that `actor` may fill, or why not. */
export function partToFill(
  view: View,
  stallOrderId: StallOrderId,
  { actor }: Context,
): { readonly ok: true; readonly part: StallOrder } | Refusal<'notFound' | 'notPermitted'> {
  const part = view.get(keyOf('stallOrder', stallOrderId))
  if (!part) return refuse('notFound')
  return mayDo(actor, 'fill', part) ? { ok: true, part } : refuse('notPermitted')
}

function needsOfPart({ stallOrderId }: PartArgs): readonly RowKey[] {
  return [keyOf('stallOrder', stallOrderId)]
}

function advance(
  view: View,
  ctx: Context,
  { stallOrderId, to }: PartArgs & { readonly to: 'accepted' | 'packing' },
): Outcome<'notFound' | 'notPermitted' | 'wasCancelled' | 'wasDeclined'> {
  const found = partToFill(view, stallOrderId, ctx)
  if (!found.ok) return found
  const { part } = found
  const draft = new Draft(view)
  if (isAtLeast(part, to)) return draft.done()
  if (part.status === 'cancelled') return refuse('wasCancelled')
  if (part.status === 'declined') return refuse('wasDeclined')
  assert(mayReach(part.status, to), `no way from ${part.status} to ${to}`)
  draft.put({ ...part, status: to })
  return draft.done()
}
