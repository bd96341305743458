import { expect, test } from 'vitest'
import { runSeed } from '@pasar/server/load/run.ts'
import { openStore } from '@pasar/server/store/open.ts'
import { bucketsOf } from '@pasar/shared/domain/bucket.ts'
import type { Offer } from '@pasar/shared/domain/offer.ts'
import { sumOf } from '@pasar/shared/sync/checksum.ts'
import { generatedMarket } from '../../fixtures/generated-market.ts'

const NOON = Date.UTC(2026, 10, 25, 5)

test('takes a market of 3 places, 400 stalls and 8,000 offers whole, into the right buckets', async () => {
  const generated = generatedMarket('a seed', { markets: 3, stalls: 400, offers: 8_000 })
  const store = openStore({ file: ':memory:', now: () => NOON })
  expect(await runSeed(store, generated.intents)).toEqual({
    applied: generated.intents.length,
    known: 0,
    refused: [],
  })
  expect(store.rowsOfKind('offer').length).toBe(8_000)
  expect(store.rowsOfKind('stall').length).toBe(400)
  expect(store.rowsOfKind('market').length).toBe(3)
  expect(store.rowsOfKind('account').length).toBe(400)

  let inMarkets = 0
  for (const marketId of generated.marketIds) {
    const bucket = `market:${marketId}`
    const { rows, checksum } = store.rowsOf(bucket)
    expect(rows.filter((row) => !bucketsOf(row).some((each) => each === bucket))).toEqual([])
    expect(sumOf(rows)).toBe(checksum)
    inMarkets += rows.length
  }
  expect(inMarkets).toBe(8_400)
  await store.close()
})

test('is the same for the same seed and another for another', () => {
  const size = { markets: 1, stalls: 5, offers: 40 }
  expect(generatedMarket('one', size)).toEqual(generatedMarket('one', size))
  expect(generatedMarket('one', size)).not.toEqual(generatedMarket('two', size))
})

test('has names up to 30 characters long, of several scripts, and uneven stalls', () => {
  const { intents } = generatedMarket('a seed', { markets: 3, stalls: 400, offers: 8_000 })
  const names = intents.flatMap(
    ({ name, args }) => (name === 'stall.open.v1' ? [(args as { name: string }).name] : []), // arguments of stall.open
  )
  expect(Math.max(...names.map((name) => name.length))).toBe(30)
  expect(names.some((name) => /[ꦀ-꧟]/.test(name))).toBe(true)
  const perStall = new Map<string, number>()
  for (const { name, args } of intents) {
    if (name !== 'offer.create.v1') continue
    const { stallId } = args as Pick<Offer, 'stallId'> // arguments of offer.create
    perStall.set(stallId, (perStall.get(stallId) ?? 0) + 1)
  }
  expect(Math.max(...perStall.values())).toBeGreaterThan(40)
  expect(Math.min(...perStall.values())).toBeLessThan(3)
})
