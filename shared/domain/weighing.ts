import type { OrderLine, PackedLine } from './order.ts'
import { basisIdr, dearestPrice, largestAmount, lineTotal, overTolerance } from './pricing.ts'
import { baseAmount } from './quantity.ts'

/**
 * What the vendor states of one line: `amount` in g, ml or pieces as it lies in the bag (null: as
 * ordered; a value line: not weighed), `priceIdr` for one sell unit (null: the price that counts).
 */
export type StatedLine = { readonly amount: number | null; readonly priceIdr: number | null }

/**
 * What a line comes to when packed: the weight rule (product.md; O8 … O11). The price is the one
 * stated, down to the bound price or to what the line's ceiling allows for the amount ordered.
 * Under-weight is paid as it is; over-weight is paid within the tolerance and the ceiling, and
 * what lies in the bag beyond that is recorded and free. Pieces beyond the order are free. A value
 * line costs its rupiah. `totalIdr <= line.maxIdr` always.
 */
export function weigh(line: OrderLine, stated: StatedLine): PackedLine {
  const applied = appliedPrice(line, stated.priceIdr)
  if (line.qty.mode === 'value') {
    return { ...applied, amount: stated.amount, chargedAmount: null, totalIdr: line.qty.amount }
  }
  const ordered = baseAmount(line.qty)
  const amount = stated.amount ?? ordered
  const chargedAmount = Math.min(amount, chargeable(line, ordered, applied.priceIdr))
  const totalIdr = lineTotal(applied.priceIdr, chargedAmount, line.unit)
  return { ...applied, amount, chargedAmount, totalIdr }
}

function appliedPrice(
  line: OrderLine,
  statedIdr: number | null,
): Pick<PackedLine, 'priceIdr' | 'priceAskedIdr'> {
  const wantedIdr = statedIdr ?? basisIdr(line)
  const priceIdr = Math.min(wantedIdr, priceLimit(line))
  return { priceIdr, priceAskedIdr: priceIdr < wantedIdr ? wantedIdr : null }
}

/**
 * The dearest price of one sell unit, in Rp, that the line allows without asking (O8): the bound
 * price; for an estimate what keeps the amount ordered within its ceiling; for a value line none.
 */
export function priceLimit(line: OrderLine): number {
  if (line.isBinding) return basisIdr(line)
  // the rupiah of a value line are fixed: at a dearer price it brings less, not a higher bill
  if (line.qty.mode === 'value') return Number.MAX_SAFE_INTEGER
  return Math.max(basisIdr(line), dearestPrice(line.maxIdr, baseAmount(line.qty), line.unit))
}

/** The most that may be charged, in g, ml or pieces; never less than was ordered. */
function chargeable(line: OrderLine, ordered: number, priceIdr: number): number {
  if (line.qty.mode === 'count') return ordered
  const orderedIdr = lineTotal(priceIdr, ordered, line.unit)
  const limitIdr = Math.min(orderedIdr + overTolerance(orderedIdr), line.maxIdr)
  return Math.max(ordered, largestAmount(limitIdr, priceIdr, line.unit))
}
