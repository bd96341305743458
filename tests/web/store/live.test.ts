import 'fake-indexeddb/auto' // Dexie's live queries do nothing where the page has no IndexedDB
import { flushSync } from 'svelte'
import { expect, test, vi } from 'vitest'
import { setLock } from '@pasar/web/account/lock.ts'
import { live } from '@pasar/web/store/live.svelte.ts'
import { aVendorsPhone, savePrice } from '../../fixtures/replica.ts'
import { anOffer } from '../../fixtures/offer.ts'
import { offersOfStall } from '@pasar/web/store/queries/offers.ts'
import { me } from '@pasar/web/store/queries/me.ts'
import { stallId } from '../../fixtures/id.ts'
import { inEffectRoot, rune } from '../../fixtures/rune.svelte.ts'

test('a query is shown, again after every write of what it read, and again for new inputs', async () => {
  const { replica } = await aVendorsPhone()
  const stall = rune('pb-017')
  const { value: offers, stop } = inEffectRoot(() =>
    live(
      () => offersOfStall(replica, stallId(stall.current)),
      () => stall.current,
    ),
  )
  const price = (): number | undefined => offers.current?.[0]?.priceIdr
  expect(offers.current).toBe(undefined)
  await vi.waitFor(() => expect(price()).toBe(10_000))
  await savePrice(replica, anOffer(), 12_000)
  await vi.waitFor(() => expect(price()).toBe(12_000))
  stall.current = 'pb-018'
  flushSync()
  await vi.waitFor(() => expect(offers.current).toEqual([]))
  stop()
})

test('what a query reads after its first await is followed as well', async () => {
  const { replica } = await aVendorsPhone()
  const { value: whose, stop } = inEffectRoot(() => live(() => me(replica)))
  await vi.waitFor(() => expect(whose.current?.hasLock).toBe(false))
  await setLock(replica, '482915')
  await vi.waitFor(() => expect(whose.current?.hasLock).toBe(true))
  stop()
})

test('a query that fails tells it', async () => {
  const broken = new Error('broken')
  const { value, stop } = inEffectRoot(() => live(() => Promise.reject(broken)))
  await vi.waitFor(() => expect(value.error).toBe(broken))
  stop()
})
