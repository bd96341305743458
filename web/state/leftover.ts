import type { LineRequest } from '@pasar/shared/domain/order.ts'
import { baseAmount, type Quantity, quantityOfBase } from '@pasar/shared/domain/quantity.ts'
import { VALUE_IDR_MIN } from '@pasar/shared/lib/limits.ts'

type Wanted = Pick<LineRequest, 'offerId' | 'qty'>

/**
 * What of `lines` is not in `had`: an offer that is in both stays with the quantity that is missing
 * (in g, ml or pieces; a value of at least VALUE_IDR_MIN), and goes where nothing is. An offer had
 * in another mode is not had, for nothing leads from rupiah to grams before the scale.
 */
export const leftOf = <Line extends Wanted>(
  lines: readonly Line[],
  had: readonly Wanted[],
): readonly Line[] =>
  lines.flatMap((line) => {
    const same = had.filter((one) => one.offerId === line.offerId)
    const qty = missing(
      line.qty,
      same.map((one) => one.qty),
    )
    return qty === null ? [] : [{ ...line, qty }]
  })

function missing(wanted: Quantity, quantities: readonly Quantity[]): Quantity | null {
  const had = quantities.filter(({ mode }) => mode === wanted.mode)
  if (had.length === 0) return wanted
  const left = amountOf(wanted) - had.reduce((sum, one) => sum + amountOf(one), 0)
  if (left <= 0) return null
  if (wanted.mode !== 'value') return quantityOfBase(wanted.unit, left)
  return { ...wanted, amount: Math.max(left, VALUE_IDR_MIN) }
}

const amountOf = (quantity: Quantity): number =>
  quantity.mode === 'value' ? quantity.amount : baseAmount(quantity)
