import 'fake-indexeddb/auto' // Dexie's live queries do nothing where the page has no IndexedDB
import { expect, test, vi } from 'vitest'
import { mutate } from '@pasar/web/intents/mutate.ts'
import type { BasketLine } from '@pasar/web/state/basket.ts'
import { BasketState } from '@pasar/web/state/basket.svelte.ts'
import { Checkout } from '@pasar/web/state/checkout.svelte.ts'
import { MarketChoice } from '@pasar/web/state/market-choice.svelte.ts'
import type { Replica } from '@pasar/web/store/db.ts'
import { saveDraft } from '@pasar/web/store/queries/drafts.ts'
import { ordersOf } from '@pasar/web/store/queries/orders.ts'
import { openApp } from '../../fixtures/app.ts'
import {
  aBasket,
  aBasketLine,
  aShoppersPhone,
  BAYAM,
  BAYAM_OFFER,
  basketIn,
} from '../../fixtures/basket.ts'
import { orderId, ulid } from '../../fixtures/id.ts'
import { holdRows } from '../../fixtures/replica.ts'
import { inEffectRoot } from '../../fixtures/rune.svelte.ts'

const page = vi.hoisted(() => ({ leave: async (_path: string): Promise<void> => undefined }))
vi.mock('$app/navigation', () => ({ goto: (path: string) => page.leave(path) }))

const SPENT = aBasket([aBasketLine()])

/** A household's phone with this basket, where it has ordered what `ordered` holds. */
async function aPhoneWith(basket = SPENT, ordered: readonly BasketLine[] = []): Promise<Replica> {
  const replica = await aShoppersPhone()
  openApp(replica)
  await saveDraft(replica, 'basket:pasar-baru', { ...SPENT, lines: ordered })
  if (ordered.length > 0) await order()
  await saveDraft(replica, 'basket:pasar-baru', basket)
  return replica
}

async function openPage() {
  const { value, stop } = inEffectRoot(() => {
    const basket = new BasketState(new MarketChoice())
    return { basket, checkout: new Checkout(basket) }
  })
  await vi.waitFor(() => expect([value.basket.isRead, value.basket.trip]).toEqual([true, TRIP]))
  return { ...value, stop }
}
const TRIP = expect.objectContaining({ marketId: 'pasar-baru' }) as object // an asymmetric matcher

const settled = ({ placing }: Checkout) =>
  vi.waitFor(() => expect(placing.busy).toBe(false), { timeout: 5_000 })

/** Opens the basket, taps "Pesan", and gives where it led. */
async function order({ isTwinMeant = true } = {}) {
  const went: string[] = []
  page.leave = async (path) => void went.push(path)
  const { checkout, stop } = await openPage()
  checkout.place(isTwinMeant)
  await settled(checkout)
  expect(checkout.placing.problem).toBeNull()
  stop()
  return { went, twinMinutes: checkout.twinMinutes }
}

/** What the orders of this phone hold, that of the spent basket first. */
async function ordered(replica: Replica) {
  const orders = (await ordersOf(replica)).map(({ order: { id, code }, parts }) => ({
    id,
    code,
    lines: parts.flatMap((part) => part.lines.map(({ name, qty }) => [name, qty.amount, qty.unit])),
  }))
  const isFirst = ({ id }: { id: string }): number => Number(id === SPENT.orderId)
  return orders.sort((a, b) => isFirst(b) - isFirst(a))
}

test('a basket that was ordered is gone before its page is left, I1', async () => {
  const replica = await aPhoneWith()
  const { checkout, stop } = await openPage()
  const left: unknown[] = []
  page.leave = async () => void left.push(await basketIn(replica))
  checkout.place(false)
  await settled(checkout)
  expect(left).toEqual([null])
  stop()
})

test('the same basket once more, after a tap that was cut off, is the same order, I2', async () => {
  const replica = await aPhoneWith(SPENT, SPENT.lines)
  const { went } = await order({ isTwinMeant: false })
  expect(went).toEqual([`/keranjang?o=${SPENT.orderId}`])
  expect(await ordered(replica)).toHaveLength(1)
  expect(await basketIn(replica)).toBeNull()
})

test('a good that could not be had then is no reason for another order, O23', async () => {
  const replica = await aPhoneWith(aBasket([aBasketLine(), BAYAM]), SPENT.lines)
  await holdRows(replica, 'market:pasar-baru', [{ ...BAYAM_OFFER, availability: 'out' }])
  const { went } = await order({ isTwinMeant: false })
  expect(went).toEqual([`/keranjang?o=${SPENT.orderId}`])
  expect(await ordered(replica)).toHaveLength(1)
  expect(await basketIn(replica)).toBeNull()
})

test('what was put into a basket that is ordered already is an order of its own, I1', async () => {
  const replica = await aPhoneWith(aBasket([aBasketLine(), BAYAM]), SPENT.lines)
  const { went } = await order({ isTwinMeant: false })
  const [first, second] = await ordered(replica)
  expect([first?.lines, second?.lines]).toEqual([[['Tomat', 1, 'kg']], [['Bayam', 2, 'ikat']]])
  expect(first?.code).not.toBe(second?.code)
  expect(went).toEqual([`/keranjang?o=${second?.id}`])
  expect(await basketIn(replica)).toBeNull()
})

test('of a good that is ordered already only what is missing is ordered, I2', async () => {
  const more = aBasketLine({ qty: { mode: 'weight', amount: 15, unit: 'ons' } })
  const replica = await aPhoneWith(aBasket([more]), SPENT.lines)
  await order()
  expect((await ordered(replica)).map(({ lines }) => lines)).toEqual([
    [['Tomat', 1, 'kg']],
    [['Tomat', 500, 'g']],
  ])
})

test('what is left of an ordered basket is asked about like any other twin, I2', async () => {
  const replica = await aPhoneWith(aBasket([BAYAM]), [aBasketLine()])
  await saveDraft(replica, 'basket:pasar-baru', { ...aBasket([BAYAM]), orderId: ulid(900) })
  await order()
  await saveDraft(replica, 'basket:pasar-baru', aBasket([aBasketLine(), BAYAM]))
  expect(await order({ isTwinMeant: false })).toEqual({ went: [], twinMinutes: 1 })
  expect(await ordered(replica)).toHaveLength(2)
  expect((await basketIn(replica))?.lines).toEqual([BAYAM])
})

test('a basket whose order was cancelled is ordered anew, O20', async () => {
  const replica = await aPhoneWith(SPENT, SPENT.lines)
  await mutate(replica, 'order.cancel.v1', { orderId: SPENT.orderId })
  const { went } = await order({ isTwinMeant: false })
  expect(await ordered(replica)).toHaveLength(2)
  expect(went).not.toEqual([`/keranjang?o=${SPENT.orderId}`])
})

test('two tabs that order while one of them puts a good in lose and double nothing, I1 I2', async () => {
  const replica = await aPhoneWith()
  page.leave = async () => undefined
  const [first, second] = [await openPage(), await openPage()]
  first.checkout.place(false)
  second.basket.put(BAYAM, () => undefined)
  second.checkout.place(true)
  await settled(first.checkout)
  await settled(second.checkout)
  const goods = (await ordered(replica)).flatMap(({ lines }) => lines)
  const rest = ((await basketIn(replica))?.lines ?? []).map(({ name, qty }) => [
    name,
    qty.amount,
    qty.unit,
  ])
  expect([...goods, ...rest].sort()).toEqual([
    ['Bayam', 2, 'ikat'],
    ['Tomat', 1, 'kg'],
  ])
  first.stop()
  second.stop()
})

test('two tabs that order the same basket at once make one order, and neither is told of trouble, I2', async () => {
  const replica = await aPhoneWith()
  const went: string[] = []
  page.leave = async (path) => void went.push(path)
  const pages = [await openPage(), await openPage()]
  for (const { checkout } of pages) checkout.place(false)
  for (const { checkout } of pages) await settled(checkout)
  expect(pages.map(({ checkout }) => checkout.placing.problem)).toEqual([null, null])
  expect(new Set(went)).toEqual(new Set([`/keranjang?o=${SPENT.orderId}`]))
  expect(await ordered(replica)).toHaveLength(1)
  expect(await basketIn(replica)).toBeNull()
  for (const { stop } of pages) stop()
})

test('a basket that another tab began meanwhile is not emptied by an order of the one before', async () => {
  const replica = await aPhoneWith()
  const { basket, stop } = await openPage()
  await basket.takeOut(orderId(ulid(900)), () => [])
  expect(await basketIn(replica)).toEqual(SPENT)
  stop()
})
