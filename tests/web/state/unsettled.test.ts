import 'fake-indexeddb/auto' // Dexie's live queries do nothing where the page has no IndexedDB
import { expect, test, vi } from 'vitest'
import { Unsettled } from '@pasar/web/state/unsettled.svelte.ts'
import type { Replica } from '@pasar/web/store/db.ts'
import { saveDraft } from '@pasar/web/store/queries/drafts.ts'
import { openApp } from '../../fixtures/app.ts'
import { aBasket, aBasketLine, aShoppersPhone, BAYAM, basketIn } from '../../fixtures/basket.ts'
import { TOMORROW } from '../../fixtures/day.ts'
import { offerId, stallId, ulid } from '../../fixtures/id.ts'
import { aWish } from '../../fixtures/order.ts'
import { inEffectRoot } from '../../fixtures/rune.svelte.ts'

const page = vi.hoisted(() => ({ went: [] as string[] }))
vi.mock('$app/navigation', () => ({ goto: async (path: string) => void page.went.push(path) }))

const REFUSED = {
  orderId: ulid(800),
  marketId: 'pasar-baru',
  day: TOMORROW,
  contact: { name: 'Bu Sri', phone: '6281234567890' },
  code: '0427',
  lines: [
    aWish({ priceSeenIdr: 9_500 }),
    aWish({ offerId: BAYAM.offerId, qty: BAYAM.qty, policy: 'drop', priceSeenIdr: 2_500 }),
  ],
}
const TOMAT_BACK = aBasketLine({ policy: 'ask', seenIdr: 9_500 })
const BAYAM_BACK = { ...BAYAM, policy: 'drop' }

/** Puts an intent on the list of what was refused. */
const refuse = (replica: Replica, args: unknown, { name = 'order.place.v1', why = 'x' } = {}) =>
  replica.write(() =>
    replica.db.unsettled.put({
      id: 'refused',
      seq: 1,
      name,
      body: JSON.stringify({ args, at: 0 }),
      sig: null,
      why,
      refusedAt: 0,
    }),
  )

/** Bu Sri's phone where `args` were refused. */
async function aPhoneWith(args: unknown, refusal: { name?: string; why?: string } = {}) {
  const replica = await aShoppersPhone()
  await refuse(replica, args, refusal)
  page.went.length = 0
  return { replica, ...openApp(replica) }
}

/** Opens "Belum beres" and gives what it says of the one entry. */
async function openPage() {
  const { value: unsettled, stop } = inEffectRoot(() => new Unsettled())
  await vi.waitFor(() => expect(unsettled.list).toHaveLength(1))
  return { unsettled, stop }
}

/** Taps the button by which a refused order goes back into its basket. */
async function putBack(): Promise<string | null> {
  const { unsettled, stop } = await openPage()
  unsettled.putBack('refused')
  await vi.waitFor(() => expect(unsettled.acting.busy).toBe(false))
  stop()
  return unsettled.acting.problem
}

test('a refused order goes back into the basket of its market, under ids of its own, S11', async () => {
  const { replica, followed } = await aPhoneWith(REFUSED, { why: 'nothingLeft' })
  await saveDraft(replica, 'market', 'pasar-tempeh')
  expect(await putBack()).toBeNull()
  const basket = await basketIn(replica)
  expect(basket).toEqual({
    v: 1,
    orderId: expect.any(String) as unknown,
    accountId: expect.any(String) as unknown,
    code: expect.any(String) as unknown,
    lines: [TOMAT_BACK, BAYAM_BACK],
    day: TOMORROW,
    name: 'Bu Sri',
    phone: '6281234567890',
    hasConsent: false,
  })
  expect(basket?.orderId).not.toBe(REFUSED.orderId)
  expect(await replica.db.unsettled.count()).toBe(0)
  expect(await replica.db.drafts.get('market')).toEqual({ key: 'market', value: 'pasar-baru' })
  expect([followed, page.went]).toEqual([['pasar-baru'], ['/keranjang']])
})

test('what lies in the basket by then stays, and nothing of it is doubled, S11', async () => {
  const { replica } = await aPhoneWith(REFUSED)
  const now = aBasket([aBasketLine({ qty: { mode: 'weight', amount: 5, unit: 'kg' } })])
  const basket = { ...now, day: TOMORROW + 1, name: 'Bu Sri Rahayu', phone: '6281100000000' }
  await saveDraft(replica, 'basket:pasar-baru', basket)
  await putBack()
  expect(await basketIn(replica)).toEqual({ ...basket, lines: [...basket.lines, BAYAM_BACK] })
  await refuse(replica, REFUSED)
  await putBack()
  expect((await basketIn(replica))?.lines).toEqual([...basket.lines, BAYAM_BACK])
})

test('a refused order leaves the list only once its basket is there, I1', async () => {
  const { replica } = await aPhoneWith(REFUSED)
  const steps: string[] = []
  replica.db.drafts.hook('creating', (key) => void steps.push(key))
  replica.db.unsettled.hook('deleting', (key) => void steps.push(key))
  await putBack()
  expect(steps).toEqual(['basket:pasar-baru', 'refused'])
})

test('a basket that still has the id of the refused order gets another, A8', async () => {
  const { replica } = await aPhoneWith(REFUSED)
  await saveDraft(replica, 'basket:pasar-baru', { ...aBasket([BAYAM]), orderId: REFUSED.orderId })
  await putBack()
  const basket = await basketIn(replica)
  expect(basket?.orderId).not.toBe(REFUSED.orderId)
  expect(basket?.lines).toEqual([BAYAM, TOMAT_BACK])
})

test('a good that this phone no longer knows goes back without its name', async () => {
  const lines = [aWish({ offerId: offerId('pb-099.0000000g') })]
  const { replica } = await aPhoneWith({ ...REFUSED, lines })
  await putBack()
  expect((await basketIn(replica))?.lines).toEqual([
    aBasketLine({
      offerId: offerId('pb-099.0000000g'),
      stallId: stallId('pb-099'),
      name: 'Barang tanpa nama',
      policy: 'ask',
    }),
  ])
})

test.each(['marketClosed', 'tooFarAhead'])(
  'an order refused with %s has to choose its day anew, O25',
  async (why) => {
    const { replica } = await aPhoneWith(REFUSED, { why })
    await putBack()
    expect((await basketIn(replica))?.day).toBeNull()
  },
)

test('an entry that was dealt with in another tab is put back no second time, S11', async () => {
  const { replica } = await aPhoneWith(REFUSED)
  const { unsettled, stop } = await openPage()
  await replica.write(() => replica.db.unsettled.delete('refused'))
  unsettled.putBack('refused')
  await vi.waitFor(() => expect(unsettled.acting.busy).toBe(false))
  expect(unsettled.acting.problem).toBe('notFound')
  expect(await basketIn(replica)).toBeNull()
  stop()
})

test.each([
  ['an order of its shape', REFUSED, [true, true]],
  ['an order without a market', { ...REFUSED, marketId: undefined }, [false, true]],
  ['an order without lines', { ...REFUSED, lines: 'none' }, [false, true]],
  ['nothing', null, [false, true]],
])('of %s the list says what can be done', async (_, args, can) => {
  await aPhoneWith(args, { why: 'nothingLeft' })
  const { unsettled, stop } = await openPage()
  const [one] = unsettled.list
  expect([one?.canPutBack, one?.canResend]).toEqual(can)
  stop()
})

test('an order that can never pass as it is cannot be sent again, only mended', async () => {
  await aPhoneWith(REFUSED, { why: 'marketClosed' })
  const { unsettled, stop } = await openPage()
  const [one] = unsettled.list
  expect([one?.canPutBack, one?.canResend]).toEqual([true, false])
  stop()
})
