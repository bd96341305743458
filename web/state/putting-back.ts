import { stallOfOffer } from '@pasar/shared/domain/id.ts'
import { unknownGood } from '../messages/id/common.ts'
import { draft, saveDraft } from '../store/queries/drafts.ts'
import { app } from './app.svelte.ts'
import { type Basket, type BasketLine, parseBasket } from './basket.ts'
import { basketKey, freshIds, newBasket } from './basket.svelte.ts'
import type { PlacedOrder } from './intents.ts'

/**
 * Puts a refused order back into the basket of its market, under the basket's own ids. What lies
 * there by now stays as it is, so that doing it again doubles nothing. `names` are by offer.
 */
export async function putBack(
  order: PlacedOrder,
  names: ReadonlyMap<string, string>,
): Promise<void> {
  const key = basketKey(order.marketId)
  const now = (await draft(app.replica, key, parseBasket)) ?? newBasket()
  const lines = order.lines.reduce(
    (all: readonly BasketLine[], { offerId, qty, policy, priceSeenIdr, priceNo }) => {
      if (all.some((line) => line.offerId === offerId)) return all
      const name = names.get(offerId) ?? unknownGood()
      const stallId = stallOfOffer(offerId)
      const seen = { seenIdr: priceSeenIdr, seenNo: priceNo }
      return [...all, { offerId, stallId, name, qty, policy, ...seen }]
    },
    now.lines,
  )
  const basket: Basket = {
    ...now,
    // The id of the refused order may be spent at the market.
    ...(now.orderId === order.orderId ? freshIds() : {}),
    lines,
    day: now.day ?? order.day,
    name: now.name || order.name,
    phone: now.phone || order.phone,
  }
  await saveDraft(app.replica, key, basket)
}
