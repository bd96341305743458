import { expect, test } from 'vitest'
import { commodityIntents, demoIntents } from '@pasar/server/seed/demo.ts'
import { DEMO_PEOPLE } from '@pasar/server/seed/demo-people.ts'
import { runSeed } from '@pasar/server/load/run.ts'
import { openStore } from '@pasar/server/store/open.ts'
import type { RowOf } from '@pasar/shared/domain/row.ts'

const MORNING = Date.UTC(2026, 10, 24, 22, 12)

const commodity = (slug: string): unknown =>
  commodityIntents().find(({ id }) => id.endsWith(`:${slug}`))?.args

test('makes the demo market through the system actor, refusing nothing', async () => {
  const store = openStore({ file: ':memory:', now: () => MORNING })
  expect((await runSeed(store, demoIntents())).refused).toEqual([])

  const kind = <K extends 'market' | 'stall' | 'offer' | 'commodity' | 'account'>(name: K) =>
    store.rowsOfKind(name) as RowOf<K>[] // rowsOfKind gives this kind alone
  expect(kind('market').length).toBe(13)
  expect(kind('commodity').length).toBe(108)
  expect(kind('stall').length).toBeGreaterThanOrEqual(40)
  const offers = kind('offer')
  expect(offers.length).toBeGreaterThanOrEqual(600)
  expect(new Set(offers.flatMap((offer) => offer.commodityId ?? [])).size).toBe(108)
  expect(new Set(offers.map((offer) => offer.availability)).size).toBe(3)
  expect(offers.some((offer) => offer.commodityId === null)).toBe(true)
  expect(offers.filter((offer) => offer.priceAt !== MORNING)).toEqual([])
  await store.close()
})

test('changes nothing when it is run again a day later', async () => {
  let now = MORNING
  const store = openStore({ file: ':memory:', now: () => now })
  const first = await runSeed(store, demoIntents())
  const before = store.bucketState('market:pasar-baru')
  now += 86_400_000
  expect(await runSeed(store, demoIntents())).toEqual({
    applied: 0,
    known: first.applied,
    refused: [],
  })
  expect(store.bucketState('market:pasar-baru')).toEqual(before)
  await store.close()
})

test('gives Bu Tin a stall full of goods at the example prices', () => {
  const own = demoIntents()
    .filter(({ name }) => name === 'offer.create.v1')
    .map(({ args }) => args as Record<string, unknown>) // arguments of offer.create
    .filter((args) => args['stallId'] === 'pb-017')
  expect(own.length).toBeGreaterThanOrEqual(22)
  const price = (slug: string): unknown => {
    const found = own.find((args) => args['commodityId'] === slug)
    return [found?.['unit'], found?.['priceIdr']]
  }
  expect([price('tomat'), price('kangkung'), price('cabai-rawit')]).toEqual([
    ['kg', 10_000],
    ['ikat', 2_500],
    ['kg', 83_000],
  ])
  expect(DEMO_PEOPLE[0]?.roles).toEqual([{ role: 'vendor', stallId: 'pb-017' }])
})

test('derives what a counted unit comes to, and marks the guesses', () => {
  expect(commodity('kangkung')).toMatchObject({
    base: 'g',
    usualUnit: 'ikat',
    unitRules: [{ unit: 'ikat', baseAmount: 200, estimated: true }],
  })
  expect(commodity('garam')).toMatchObject({
    unitRules: [{ unit: 'bungkus', baseAmount: 250, estimated: false }],
  })
  // sold by weight and counted at home: sixteen eggs to the kilogram
  expect(commodity('telur-ras')).toMatchObject({
    base: 'g',
    usualUnit: 'kg',
    unitRules: [{ unit: 'butir', baseAmount: 63, estimated: true }],
  })
  // one piece is one piece, whoever guesses its price
  expect(commodity('kelapa')).toMatchObject({
    unitRules: [{ unit: 'butir', baseAmount: 1, estimated: false }],
  })
  expect(commodity('tomat')).toMatchObject({ base: 'g', unitRules: [] })
})
