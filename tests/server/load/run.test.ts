import { expect, test } from 'vitest'
import { type SeedRun, runSeed } from '@pasar/server/load/run.ts'
import type { SeedIntent } from '@pasar/server/load/intent.ts'
import { openStore } from '@pasar/server/store/open.ts'

const NOON = Date.UTC(2026, 10, 25, 5)

const market: SeedIntent = {
  name: 'market.create.v1',
  args: { marketId: 'pasar-a', name: 'Pasar A', opening: [] },
  id: 'seed:a',
}
const stall = (id: string, marketId: string): SeedIntent => ({
  name: 'stall.open.v1',
  args: { stallId: id, marketId, name: `Lapak ${id}`, type: 'los' },
  id: `seed:${id}`,
})

test('applies intents in their order, and each once over many runs', async () => {
  const store = openStore({ file: ':memory:', now: () => NOON })
  const list = [market, stall('a-1', 'pasar-a')]
  const first: SeedRun = { applied: 2, known: 0, refused: [] }
  expect(await runSeed(store, list)).toEqual(first)
  const version = store.lastVersion()
  expect(await runSeed(store, list)).toEqual({ applied: 0, known: 2, refused: [] })
  expect(store.lastVersion()).toBe(version)
  await store.close()
})

test('tells each refusal by id and goes on', async () => {
  const store = openStore({ file: ':memory:', now: () => NOON })
  const run = await runSeed(store, [
    market,
    stall('b-1', 'pasar-b'),
    { name: 'stall.open.v1', args: { stallId: 'UPPER' }, id: 'seed:bad' },
    stall('a-1', 'pasar-a'),
  ])
  expect(run).toEqual({
    applied: 2,
    known: 0,
    refused: [
      { id: 'seed:b-1', why: 'notFound' },
      { id: 'seed:bad', why: 'badArgs' },
    ],
  })
  await store.close()
})
