import { expect, test } from 'vitest'
import { chunkGroups } from '@pasar/server/deploy/chunks.ts'

/** Who imports whom, as Rolldown tells it. */
const IMPORTERS: { readonly [id: string]: readonly string[] } = {
  '/app/web/routes/+page.svelte': ['/app/node.js'],
  '/app/web/state/shop.svelte.ts': ['/app/web/routes/+page.svelte'],
  '/app/shared/domain/offer.ts': ['/app/web/state/prices.ts', '/app/web/state/shop.svelte.ts'],
  '/app/web/state/prices.ts': ['/app/web/routes/harga/+page.svelte'],
  '/app/web/routes/harga/+page.svelte': ['/app/other-node.js'],
  '/app/web/a.ts': ['/app/web/b.ts'],
  '/app/web/b.ts': ['/app/web/a.ts'],
}

const graph = {
  getModuleInfo: (id: string) => {
    const importers = IMPORTERS[id]
    return importers === undefined ? null : { importers }
  },
}

test('what a plain import of the first screen leads to is in its two files, and nothing else', () => {
  const nameOf = chunkGroups().find(({ name }) => typeof name === 'function')?.name
  if (typeof nameOf !== 'function') throw new Error('the first screen has no group')
  const named = Object.keys(IMPORTERS).map((id) => [id, nameOf(id, graph)])
  expect(named.filter(([, name]) => name !== null)).toEqual([
    ['/app/web/routes/+page.svelte', 'first'],
    ['/app/web/state/shop.svelte.ts', 'first'],
    ['/app/shared/domain/offer.ts', 'core'],
  ])
})

test('Kit’s modules lie together, but for the one that runs first and the two that begin', () => {
  const kit = '/app/node_modules/.pnpm/@sveltejs+kit@3/node_modules/@sveltejs/kit/src/runtime/'
  const groupOf = (id: string): unknown => chunkGroups().find(({ test }) => test.test(id))?.name
  expect(groupOf(`${kit}client/payload.js`)).toBe('payload')
  expect(groupOf(`${kit}client/client.js`)).toBe('kit')
  expect(groupOf(`${kit}client/entry.js`)).toBe(undefined)
  expect(groupOf(`${kit}client/client-entry.js`)).toBe(undefined)
  expect(groupOf('/app/node_modules/.pnpm/svelte@5/node_modules/svelte/src/index.js')).toBe(
    'libraries',
  )
  expect(groupOf('/app/node_modules/dexie/dist/modern/dexie.mjs')).toBe('libraries')
})
