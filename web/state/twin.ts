import type { LineRequest, Order, StallOrder } from '@pasar/shared/domain/order.ts'
import { MINUTE_MS } from '@pasar/shared/domain/time.ts'

/** The same content within this time is asked about: "pesanan kembar?" (product.md). */
const TWIN_MS = 10 * MINUTE_MS

type Ordered = { readonly order: Order; readonly parts: readonly StallOrder[] }

/** What an order asks for, wherever it stands: a late one keeps its lines itself. */
export const orderedLines = ({
  order,
  parts,
}: Ordered): readonly Pick<LineRequest, 'offerId' | 'qty'>[] =>
  order.lines ?? parts.flatMap((part) => part.lines)

/** Minutes since an order with the very same lines was placed, or null where there is none. */
export function twinOf(
  lines: readonly LineRequest[],
  orders: readonly Ordered[],
  now: number,
): number | null {
  const wanted = contentOf(lines)
  const twin = orders.find(
    (one) =>
      one.order.status !== 'cancelled' &&
      Math.abs(now - one.order.placedAt) < TWIN_MS &&
      contentOf(orderedLines(one)) === wanted,
  )
  if (!twin) return null
  return Math.max(1, Math.floor(Math.abs(now - twin.order.placedAt) / MINUTE_MS))
}

const contentOf = (lines: readonly Pick<LineRequest, 'offerId' | 'qty'>[]): string =>
  lines
    .map(({ offerId, qty }) => `${offerId} ${qty.amount} ${qty.unit}`)
    .sort()
    .join('\n')
