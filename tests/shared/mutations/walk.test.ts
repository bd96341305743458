import { sumsOfOrder } from '@pasar/shared/domain/order.ts'
import { type MutationName, loadMutation } from '@pasar/shared/mutations/registry.ts'
import { mayReach } from '@pasar/shared/domain/stall-order.ts'
import { assert } from '@pasar/shared/lib/assert.ts'
import { expect, test } from 'vitest'
import { HOUSEHOLD, VENDOR } from '../../fixtures/account.ts'
import { NIGHT } from '../../fixtures/day.ts'
import { drawing } from '../../fixtures/draw.ts'
import { ulid } from '../../fixtures/id.ts'
import { aLine, aStallOrder, anOrder } from '../../fixtures/order.ts'
import { Rows } from '../../fixtures/rows.ts'

const orderId = ulid(100)
const stallOrderId = `${orderId}.1`
const PART = `stallOrder/${stallOrderId}` as const
const LINES = [aLine(), aLine({ name: 'Bayam' }), aLine({ name: 'Cabai', isBinding: true })]

type Step = readonly [MutationName, Readonly<Record<string, unknown>>]

/** Any of the acts on one part, sensible or not. */
function anAct(draw: (below: number) => number): Step {
  const factId = ulid(900 + draw(4))
  const line = { line: draw(3), amount: 1 + draw(3_000), priceIdr: 50 + draw(40_000) }
  const acts: readonly Step[] = [
    ['stallOrder.accept.v1', { stallOrderId }],
    ['stallOrder.start.v1', { stallOrderId }],
    ['stallOrder.decline.v1', { stallOrderId, reason: 'banjir' }],
    ['stallOrder.declineLine.v1', { stallOrderId, line: draw(3) }],
    ['stallOrder.pack.v1', { stallOrderId, factId, lines: [line] }],
    ['stallOrder.pack.v1', { stallOrderId, factId, corrects: ulid(900 + draw(4)), lines: [line] }],
    ['stallOrder.answerCancel.v1', { stallOrderId, isAccepted: draw(2) === 0 }],
    ['stallOrder.handOver.v1', { stallOrderId, factId, code: '0427' }],
    ['order.cancel.v1', { orderId }],
  ]
  return acts[draw(acts.length)] ?? ['order.cancel.v1', { orderId }]
}

test('no order of acts makes an illegal step or a sum above its ceiling, O12 O13 I5 I6', async () => {
  const draw = drawing(2_026)
  const reached = new Set<string>()
  for (let round = 0; round < 500; round++) {
    const rows = new Rows(anOrder(), aStallOrder({ lines: LINES }))
    const ceiling = sumsOfOrder(anOrder(), [aStallOrder({ lines: LINES })]).maxIdr
    for (let step = 0; step < 8; step++) {
      const [name, args] = anAct(draw)
      const mutation = await loadMutation(name)
      const from = rows.get(PART)?.status
      assert(mutation && from, 'the mutation and the part are there')
      const by = name.startsWith('order.') ? HOUSEHOLD : VENDOR
      const outcome = rows.run(mutation, args, { by, at: NIGHT + step })
      const part = rows.get(PART)
      assert(part, 'a part is never deleted')
      const told = `round ${round}, step ${step}: ${name} ${from} → ${part.status}`
      expect(part.status === from || mayReach(from, part.status), told).toBe(true)
      const isFact = name.endsWith('.pack.v1') || name.endsWith('.handOver.v1')
      expect(outcome.ok || !isFact, told).toBe(true)
      const sums = sumsOfOrder(anOrder(), [part])
      expect(sums.estimateIdr <= sums.maxIdr && sums.maxIdr <= ceiling, told).toBe(true)
      expect(sums.packedIdr >= 0 && sums.packedIdr <= sums.maxIdr, told).toBe(true)
      for (const line of part.lines) {
        expect((line.status === 'unavailable') === (line.why !== null), told).toBe(true)
        expect((line.status === 'packed') === (line.packed !== null), told).toBe(true)
      }
      reached.add(part.status)
    }
  }
  expect([...reached].sort()).toEqual([
    'accepted',
    'cancelled',
    'declined',
    'handedOver',
    'packed',
    'packing',
    'placed',
  ])
})
