import * as v from 'valibot'
import { HandoverCodeSchema } from '../domain/code.ts'
import type { Conflict, ConflictWhy } from '../domain/conflict.ts'
import { FactIdSchema, StallOrderIdSchema, orderOfPart } from '../domain/id.ts'
import { PriceSchema } from '../domain/offer.ts'
import type { OrderLine, StallOrder } from '../domain/order.ts'
import { type RowKey, keyOf } from '../domain/row.ts'
import { unavailable } from '../domain/stall-order.ts'
import { weigh } from '../domain/weighing.ts'
import { AMOUNT_BASE_MAX, ORDER_LINES_MAX } from '../lib/limits.ts'
import { type Context, Draft, type Mutation } from './mutation.ts'
import { LineIndexSchema, partToFill } from './stall-order.ts'

// The facts of a vendor: who holds the goods states what is, and is never refused for business
// reasons (O17). A fact that fits no edge of the machine (shared/domain/stall-order.ts) becomes a
// conflict row for a person to settle, and moves nothing. A fact stated twice is one fact.

const StatedLineSchema = v.object({
  line: LineIndexSchema,
  amount: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(AMOUNT_BASE_MAX))),
  priceIdr: v.nullable(PriceSchema),
})

const PackSchema = v.object({
  stallOrderId: StallOrderIdSchema,
  factId: FactIdSchema,
  corrects: v.optional(v.nullable(FactIdSchema), null),
  lines: v.pipe(
    v.array(StatedLineSchema),
    v.minLength(1),
    v.maxLength(ORDER_LINES_MAX),
    v.check((lines) => new Set(lines.map(({ line }) => line)).size === lines.length),
  ),
})
type PackArgs = v.InferOutput<typeof PackSchema>

/**
 * What lies in the bag, and at what price: `amount` in g, ml or pieces, null as ordered (a value
 * line: not weighed); `priceIdr` for one sell unit, null for the price that counts. A line left out
 * is not in the bag. Charged by the weight rule (weighing.ts), never above a line's `maxIdr`.
 *
 * `corrects` names the packing that this one replaces, until the goods are handed over (O18).
 * A part that was cancelled meanwhile is packed all the same, the cancel becomes a request.
 * Refuses only `notFound`, `notPermitted`.
 */
export const packStallOrder: Mutation<PackArgs> = {
  name: 'stallOrder.pack.v1',
  schema: PackSchema,
  needs: ({ stallOrderId, factId }) => [
    keyOf('stallOrder', stallOrderId),
    keyOf('conflict', factId),
  ],
  run(view, args, ctx) {
    const found = partToFill(view, args.stallOrderId, ctx)
    if (!found.ok) return found
    const { part } = found
    const { factId } = args
    const draft = new Draft(view)
    const isKnown = part.packedFact === factId || view.get(keyOf('conflict', factId))
    if (isKnown) return draft.done()
    const fact = { part, factId, fact: 'packed', stated: JSON.stringify(args.lines) } as const
    const unfit = unfitToPack(part, args)
    const bagged = args.lines.filter(({ line }) => unfit === null && isPackable(part, line))
    const why = unfit ?? whyNotInBag(part, args)
    if (why) draft.put(conflictOf(ctx, { ...fact, why }))
    if (bagged.length > 0) {
      draft.put({
        ...part,
        status: 'packed',
        isCancelRequested: part.isCancelRequested || part.status === 'cancelled',
        lines: part.lines.map((line, index) => {
          const stated = bagged.find((one) => one.line === index)
          return stated ? packedLine(line, stated) : leftOut(line)
        }),
        packedFact: factId,
      })
    }
    return draft.done()
  },
}

const HandOverSchema = v.object({
  stallOrderId: StallOrderIdSchema,
  factId: FactIdSchema,
  code: v.nullable(HandoverCodeSchema),
})

/**
 * The goods changed hands; the stall can no longer edit. The typed code is evidence: where the
 * order is in sight (the server) it is compared, and a wrong one is flagged, not refused (O21).
 * Refuses only `notFound`, `notPermitted`.
 */
export const handOverStallOrder: Mutation<v.InferOutput<typeof HandOverSchema>> = {
  name: 'stallOrder.handOver.v1',
  schema: HandOverSchema,
  needs: ({ stallOrderId, factId }): readonly RowKey[] => [
    keyOf('stallOrder', stallOrderId),
    keyOf('conflict', factId),
    keyOf('order', orderOfPart(stallOrderId)),
  ],
  run(view, { stallOrderId, factId, code }, ctx) {
    const found = partToFill(view, stallOrderId, ctx)
    if (!found.ok) return found
    const { part } = found
    const draft = new Draft(view)
    const isKnown = part.handover?.factId === factId || view.get(keyOf('conflict', factId))
    if (isKnown) return draft.done()
    if (part.status !== 'packed') {
      const fact = { part, factId, fact: 'handedOver', stated: JSON.stringify({ code }) } as const
      draft.put(conflictOf(ctx, { ...fact, why: whyNotHandedOver(part) }))
      return draft.done()
    }
    const order = view.get(keyOf('order', part.orderId))
    const isCodeRight = order === undefined || code === null ? null : order.code === code
    const handover = { factId, at: ctx.at, code, isCodeRight }
    draft.put({ ...part, status: 'handedOver', isCancelRequested: false, handover })
    return draft.done()
  },
}

/** Why the whole packing fits no edge, or null. */
function unfitToPack(part: StallOrder, { corrects }: PackArgs): ConflictWhy | null {
  if (part.status === 'declined' || part.status === 'handedOver') return part.status
  if (part.status === 'packed') return corrects === part.packedFact ? null : 'packedTwice'
  // the vendor packed it and then agreed to the cancel: this bag is another matter
  if (part.status === 'cancelled' && part.packedFact !== null) return 'cancelled'
  return null
}

/** Why some stated line cannot be in the bag, or null. */
function whyNotInBag(part: StallOrder, { lines }: PackArgs): ConflictWhy | null {
  const lost = lines.find(({ line }) => !isPackable(part, line))
  if (!lost) return null
  return part.lines[lost.line] ? 'lineUnavailable' : 'noSuchLine'
}

/** A line can be packed while it is ordered; a correction may also take back what it left out. */
function isPackable(part: StallOrder, index: number): boolean {
  const line = part.lines[index]
  return line !== undefined && (line.status !== 'unavailable' || line.why === 'notPacked')
}

const packedLine = (line: OrderLine, stated: PackArgs['lines'][number]): OrderLine => ({
  ...line,
  status: 'packed',
  why: null,
  packed: weigh(line, stated),
})

const leftOut = (line: OrderLine): OrderLine =>
  line.status === 'unavailable' ? line : unavailable(line, 'notPacked')

function whyNotHandedOver({ status }: StallOrder): ConflictWhy {
  if (status === 'handedOver') return 'handedOverTwice'
  return status === 'declined' || status === 'cancelled' ? status : 'notPacked'
}

type Stated = Pick<Conflict, 'fact' | 'why' | 'stated'> & {
  readonly part: StallOrder
  readonly factId: string
}

const conflictOf = (ctx: Context, { part, factId, fact, why, stated }: Stated): Conflict => ({
  kind: 'conflict',
  id: factId,
  marketId: part.marketId,
  stallId: part.stallId,
  stallOrderId: part.id,
  by: ctx.actor.accountId,
  fact,
  why,
  stated,
  at: ctx.at,
})
