import 'fake-indexeddb/auto' // Dexie's live queries do nothing where the page has no IndexedDB
import { expect, test, vi } from 'vitest'
import { mutate } from '@pasar/web/intents/mutate.ts'
import { NewOffer } from '@pasar/web/state/new-offer.svelte.ts'
import type { Replica } from '@pasar/web/store/db.ts'
import { saveDraft } from '@pasar/web/store/queries/drafts.ts'
import { offersOfStall, priceHistory } from '@pasar/web/store/queries/offers.ts'
import { openApp } from '../../fixtures/app.ts'
import { aCommodity } from '../../fixtures/commodity.ts'
import { commodityId, stallId } from '../../fixtures/id.ts'
import { aVendorsPhone, holdRows, savePrice } from '../../fixtures/replica.ts'
import { inEffectRoot } from '../../fixtures/rune.svelte.ts'

const STALL = stallId('pb-017')
const TOMAT = { v: 1, suffix: '0000000z', commodityId: 'tomat', ownName: '', unit: 'kg' }
const DRAFT = { ...TOMAT, price: '10.000', grade: '' }

type Drafted = Omit<typeof DRAFT, 'commodityId'> & { readonly commodityId: string | null }

/** Bu Tin's phone, with the goods that she can choose from and nothing on offer. */
async function atTheStall(): Promise<Replica> {
  const { replica } = await aVendorsPhone([])
  const bayam = aCommodity({ id: commodityId('bayam'), name: 'Bayam' })
  await holdRows(replica, 'commodities', [aCommodity(), bayam])
  openApp(replica)
  return replica
}

/** Opens the sheet over this draft, saves, and gives the names of what it said was added. */
async function save(replica: Replica, draft: Drafted): Promise<readonly string[]> {
  await saveDraft(replica, 'new-offer', draft)
  const { value: sheet, stop } = inEffectRoot(() => new NewOffer())
  await vi.waitFor(() => expect([sheet.isRead, sheet.draft?.price]).toEqual([true, draft.price]))
  const added: string[] = []
  sheet.save(STALL, (name) => added.push(name))
  await vi.waitFor(() => expect(sheet.saving.busy).toBe(false))
  expect(sheet.saving.problem).toBeNull()
  stop()
  return added
}

const onOffer = async (replica: Replica) =>
  (await offersOfStall(replica, STALL)).map(({ commodityId, ownName, grade, unit, priceIdr }) => [
    commodityId ?? ownName,
    grade,
    unit,
    priceIdr,
  ])

test.each([
  ['another good', { ...DRAFT, commodityId: 'bayam' }, ['bayam', null, 'kg', 10_000], 'Bayam'],
  ['another unit', { ...DRAFT, unit: 'ons' }, ['tomat', null, 'ons', 10_000], 'Tomat'],
  ['another grade', { ...DRAFT, grade: 'super' }, ['tomat', 'super', 'kg', 10_000], 'Tomat'],
])(
  '%s under the id of a draft that was saved is added beside it, A8',
  async (_, draft, row, name) => {
    const replica = await atTheStall()
    expect(await save(replica, DRAFT)).toEqual(['Tomat'])
    expect(await save(replica, draft)).toEqual([name])
    const rows = await onOffer(replica)
    expect(rows).toHaveLength(2)
    expect(rows).toEqual(expect.arrayContaining([['tomat', null, 'kg', 10_000], row]))
    expect(await replica.db.drafts.toArray()).toEqual([])
  },
)

test('the same good once more, by a tap that was cut off, is saved already, A8', async () => {
  const replica = await atTheStall()
  await save(replica, { ...DRAFT, grade: 'super  A' })
  expect(await save(replica, { ...DRAFT, grade: 'super  A' })).toEqual(['Tomat'])
  expect(await onOffer(replica)).toEqual([['tomat', 'super A', 'kg', 10_000]])
  expect(await replica.db.outbox.count()).toBe(1)
})

test('a price that was changed since is no other good, and stays, A8', async () => {
  const replica = await atTheStall()
  await save(replica, DRAFT)
  const [tomat] = await offersOfStall(replica, STALL)
  if (tomat) await savePrice(replica, tomat, 12_000)
  expect(await save(replica, DRAFT)).toEqual(['Tomat'])
  expect(await onOffer(replica)).toEqual([['tomat', null, 'kg', 12_000]])
})

test('the same good at another price than it was saved with takes that price, once, O2', async () => {
  const replica = await atTheStall()
  await save(replica, DRAFT)
  await save(replica, { ...DRAFT, price: '11.000' })
  await save(replica, { ...DRAFT, price: '11.000' })
  expect(await onOffer(replica)).toEqual([['tomat', null, 'kg', 11_000]])
  const [tomat] = await offersOfStall(replica, STALL)
  const prices = tomat ? await priceHistory(replica, tomat.id) : []
  expect(prices.map(({ no, priceIdr, basedOn }) => [no, priceIdr, basedOn])).toEqual([
    [2, 11_000, 1],
    [1, 10_000, 0],
  ])
})

test('a good that was withdrawn meanwhile is put on sale anew, O1', async () => {
  const replica = await atTheStall()
  await save(replica, DRAFT)
  const [tomat] = await offersOfStall(replica, STALL)
  await mutate(replica, 'offer.withdraw.v1', { offerId: tomat?.id })
  expect(await save(replica, DRAFT)).toEqual(['Tomat'])
  expect(await onOffer(replica)).toEqual([['tomat', null, 'kg', 10_000]])
})

test('another good of her own name under the id of a draft that was saved is added, A8', async () => {
  const replica = await atTheStall()
  const own = { ...DRAFT, commodityId: null }
  await save(replica, { ...own, ownName: 'Rempeyek' })
  expect(await save(replica, { ...own, ownName: 'Kerupuk' })).toEqual(['Kerupuk'])
  expect((await onOffer(replica)).map(([name]) => name).sort()).toEqual(['Kerupuk', 'Rempeyek'])
})
