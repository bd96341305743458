import type { OrderLine, StallOrder, StallOrderStatus } from '@pasar/shared/domain/order.ts'
import type { Change } from '@pasar/shared/sync/change.ts'
import type { MutationBody } from '@pasar/shared/sync/protocol.ts'
import { checkLine } from './money.ts'
import type { JournalEntry } from './shadow.ts'
import { demand } from './violation.ts'

/** Every step of a stall order that product.md allows, and the intents that may take it. */
const STEPS: Readonly<Record<string, readonly string[]>> = {
  'new placed': ['order.place.v1', 'order.rebook.v1'],
  'new declined': ['order.place.v1', 'order.rebook.v1'],
  'placed accepted': ['stallOrder.accept.v1'],
  'placed packing': ['stallOrder.start.v1'],
  'placed packed': ['stallOrder.pack.v1'],
  'placed declined': ['stallOrder.decline.v1', 'stallOrder.declineLine.v1'],
  'placed cancelled': ['order.cancel.v1'],
  'accepted packing': ['stallOrder.start.v1'],
  'accepted packed': ['stallOrder.pack.v1'],
  'accepted declined': ['stallOrder.decline.v1', 'stallOrder.declineLine.v1'],
  'accepted cancelled': ['order.cancel.v1'],
  'packing packed': ['stallOrder.pack.v1'],
  'packing declined': ['stallOrder.decline.v1', 'stallOrder.declineLine.v1'],
  'packing cancelled': ['stallOrder.answerCancel.v1'],
  'packed handedOver': ['stallOrder.handOver.v1'],
  'packed cancelled': ['stallOrder.answerCancel.v1'],
  'cancelled packed': ['stallOrder.pack.v1'],
}

/** A fact is refused for what it is or who says it, never for what it finds. */
const FACT_REFUSALS = ['badArgs', 'notPermitted', 'notFound', 'deviceRevoked', 'unknownMutation']
const FACTS = ['stallOrder.pack.v1', 'stallOrder.handOver.v1']

/** How many prices each offer ever had, counted from the journal alone. */
export class PriceCounts {
  readonly #counts = new Map<string, number>()

  take(change: Change): void {
    const { after, before, key } = change
    if (after?.kind !== 'offerPrice') {
      demand(before?.kind !== 'offerPrice', 'I2', () => `${key}: a price left the history`)
      return
    }
    demand(before === null, 'I2', () => `${key}: the history was rewritten`)
    const no = (this.#counts.get(after.offerId) ?? 0) + 1
    demand(after.no === no, 'I2', () => `${key}: is price ${after.no}, should be the ${no}th`)
    demand(key === `offerPrice/${after.offerId}:${no}`, 'I2', () => `${key}: holds price ${no}`)
    this.#counts.set(after.offerId, no)
  }
}

/** What one accepted intent may have done, judged without the code that did it. */
export function checkEffects(
  entry: JournalEntry,
  {
    body,
    changes,
    prices,
  }: { body: MutationBody; changes: readonly Change[]; prices: PriceCounts },
): void {
  const { name } = body
  for (const change of changes) {
    prices.take(change)
    const { before, after, key } = change
    if (after?.kind === 'stallOrder' || before?.kind === 'stallOrder') {
      checkPart(name, { key, before: partOf(before), after: partOf(after) })
    }
    if (after?.kind === 'conflict') {
      demand(before === null && FACTS.includes(name), 'I6', () => `${name} wrote ${key}`)
    }
    demand(before?.kind !== 'conflict', 'I6', () => `${key}: a conflict was changed`)
    if (after?.kind === 'order' && name === 'order.place.v1') {
      demand(before === null, 'I2', () => `${key} was placed twice`)
    }
  }
  const kept = changes.filter(({ after }) => after?.kind === 'offerPrice').length
  const wanted = name === 'offer.price.v1' || name === 'offer.create.v1' ? 1 : null
  demand(wanted === null || kept === wanted, 'I2', () => `${entry.id} ${name} kept ${kept} prices`)
  if (name === 'order.place.v1') checkPlaced(entry, changes)
}

/** Refusals that would break "facts are never rejected". */
export function checkRefusal(entry: JournalEntry, name: string): void {
  if (!FACTS.includes(name)) return
  demand(FACT_REFUSALS.includes(entry.why ?? ''), 'I6', () => `a fact was refused: ${entry.why}`)
}

const partOf = (row: Change['after']): StallOrder | null =>
  row?.kind === 'stallOrder' ? row : null

type Move = { key: string; before: StallOrder | null; after: StallOrder | null }

function checkPart(name: string, { key, before, after }: Move): void {
  demand(after, 'I6', () => `${key} was deleted`)
  const from: StallOrderStatus | 'new' = before?.status ?? 'new'
  if (from !== after.status) {
    const allowed = STEPS[`${from} ${after.status}`] ?? []
    demand(allowed.includes(name), 'I6', () => `${name} moved ${key} ${from} → ${after.status}`)
  }
  for (const line of after.lines) checkLine(line, key)
  if (!before || from === 'placed' || from === 'accepted' || from === 'packing') return
  // Custody has moved, or nothing is left: what it comes to stands.
  const isOver = from === 'handedOver' || from === 'declined'
  demand(!isOver || billOf(before) === billOf(after), 'I6', () => `${key}: ${from}, and changed`)
}

const billOf = (part: StallOrder): string =>
  part.lines.map((line: OrderLine) => `${line.status} ${line.packed?.totalIdr ?? '-'}`).join(';')

/** All lines that were asked for are in the order or its parts, each once. */
function checkPlaced(entry: JournalEntry, changes: readonly Change[]): void {
  const { args } = JSON.parse(entry.body) as { args: { lines: unknown[] } } // parsed by its schema
  let lines = 0
  for (const { after } of changes) {
    if (after?.kind === 'order') lines += after.lines?.length ?? 0
    if (after?.kind === 'stallOrder') lines += after.lines.length
  }
  demand(lines === args.lines.length, 'I2', () => {
    return `${entry.id} asked for ${args.lines.length} lines and got ${lines}`
  })
}
