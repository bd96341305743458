import type { OrderLine, PackedLine, StallOrder } from '@pasar/shared/domain/order.ts'
import { baseAmount, modeOf } from '@pasar/shared/domain/quantity.ts'
import { priceLimit, weigh } from '@pasar/shared/domain/weighing.ts'
import { AMOUNT_BASE_MAX } from '@pasar/shared/lib/limits.ts'

/** What the vendor has put down for one line: `amount` in g, ml or pieces as typed on the keypad. */
export type LineEntry = {
  readonly amount: string
  readonly isOut: boolean
  /** true once she has gone on to the next: an empty scale is not yet an answer */
  readonly isDone: boolean
  /** Rp for one sell unit as typed, or null for the price of the line */
  readonly priceIdr: number | null
}

/** A packing list in the drafts. The fact's id is drawn once: packing twice packs once. */
export type Packing = {
  readonly v: 1
  readonly factId: string
  readonly entries: { readonly [line: number]: LineEntry }
}

/** A draft as a packing list, or null where there is none. */
export function parsePacking(value: unknown): Packing | null {
  if (typeof value !== 'object' || value === null || !('v' in value) || value.v !== 1) return null
  return 'entries' in value && 'factId' in value ? (value as Packing) : null // written by this code alone
}

/** What a line begins with: its place, the draft, and what the stall asks now for one unit, in Rp. */
export type EntrySource = {
  readonly index: number
  readonly packing: Packing | null
  readonly askedIdr: number | null
}

/**
 * Where a line begins: as typed, else as packed before, else an empty scale. A line that is an
 * estimate begins with the price the stall asks now.
 */
export function entryOf(line: OrderLine, source: EntrySource): LineEntry {
  const typed = source.packing?.entries[source.index]
  if (typed) return typed
  if (line.packed) {
    const { amount, priceIdr, priceAskedIdr } = line.packed
    const isStated = !line.isBinding && line.qty.mode !== 'value'
    return {
      amount: amount === null ? '' : String(amount),
      isOut: false,
      isDone: true,
      priceIdr: isStated ? (priceAskedIdr ?? priceIdr) : null,
    }
  }
  const isOpen = !line.isBinding && line.qty.mode !== 'value'
  return {
    amount: '',
    isOut: line.status === 'unavailable',
    isDone: false,
    priceIdr: isOpen ? source.askedIdr : null,
  }
}

/** Whether an entry can be taken, and how it compares with the order. */
export type Feedback =
  | { readonly kind: 'empty' | 'out' | 'exact' | 'within' | 'under' | 'value' | 'tooMuch' }
  | { readonly kind: 'over'; readonly chargedAmount: number }

/** What the scale's figure comes to under the weight rule (O8 … O11). */
export function feedbackOf(line: OrderLine, entry: LineEntry): Feedback {
  if (entry.isOut) return { kind: 'out' }
  const amount = amountOf(entry)
  if (line.qty.mode === 'value') {
    return { kind: amount !== null && amount > AMOUNT_BASE_MAX ? 'tooMuch' : 'value' }
  }
  if (amount === null || amount === 0) return { kind: 'empty' }
  if (amount > AMOUNT_BASE_MAX) return { kind: 'tooMuch' }
  const ordered = baseAmount(line.qty)
  if (amount === ordered) return { kind: 'exact' }
  if (amount < ordered) return { kind: 'under' }
  const { chargedAmount } = packedOf(line, entry)
  if (chargedAmount !== null && chargedAmount < amount) return { kind: 'over', chargedAmount }
  return { kind: 'within' }
}

/** The packed line that an entry comes to, as the rule of both sides will have it. */
export const packedOf = (line: OrderLine, entry: LineEntry): PackedLine =>
  weigh(line, { amount: amountOf(entry), priceIdr: entry.priceIdr })

/** Digits of the keypad as an amount, or null where there are none. */
export const amountOf = (entry: LineEntry): number | null =>
  entry.amount === '' ? null : Number(entry.amount)

/** True where the line is answered: weighed, counted, by value, or out. */
export function isAnswered(line: OrderLine, entry: LineEntry): boolean {
  const { kind } = feedbackOf(line, entry)
  if (kind === 'out') return true
  return entry.isDone && kind !== 'empty' && kind !== 'tooMuch'
}

/** The highest price of one sell unit that counts without asking the buyer, or null where it is fixed. */
export function priceCapOf(line: OrderLine): number | null {
  if (line.isBinding || line.qty.mode === 'value') return null
  return priceLimit(line)
}

/** True where the scale is read in g or ml rather than counted. */
export const isWeighed = (line: OrderLine): boolean => modeOf(line.unit) !== 'count'

/** The arguments of the pack intent; lines marked out are left away. */
export function packArgs(part: StallOrder, factId: string, entries: readonly LineEntry[]) {
  const lines = entries.flatMap((entry, line) =>
    entry.isOut ? [] : [{ line, amount: amountOf(entry), priceIdr: entry.priceIdr }],
  )
  return { stallOrderId: part.id, factId, corrects: part.packedFact, lines }
}

/** Rp that the entries come to so far. */
export const totalSoFar = (part: StallOrder, entries: readonly LineEntry[]): number =>
  part.lines.reduce((sum, line, index) => {
    const entry = entries[index]
    return entry && isAnswered(line, entry) && !entry.isOut
      ? sum + packedOf(line, entry).totalIdr
      : sum
  }, 0)
