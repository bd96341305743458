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

test('what a plain import of the first screen leads to is in its file, and nothing else', () => {
  const first = chunkGroups().find(({ priority }) => priority === 2)
  const nameOf = first?.name
  if (typeof nameOf !== 'function') throw new Error('the first screen has no group')
  expect(Object.keys(IMPORTERS).filter((id) => nameOf(id, graph) === 'first')).toEqual([
    '/app/web/routes/+page.svelte',
    '/app/web/state/shop.svelte.ts',
    '/app/shared/domain/offer.ts',
  ])
})

test('Kit’s modules are in no group but the one that must run before the others', () => {
  const kit = '/app/node_modules/.pnpm/@sveltejs+kit@3/node_modules/@sveltejs/kit/src/runtime/'
  const groupOf = (id: string): unknown => chunkGroups().find(({ test }) => test.test(id))?.name
  expect(groupOf(`${kit}client/payload.js`)).toBe('payload')
  expect(groupOf(`${kit}client/client.js`)).toBe(undefined)
  expect(groupOf('/app/node_modules/.pnpm/svelte@5/node_modules/svelte/src/index.js')).toBe(
    'libraries',
  )
  expect(groupOf('/app/node_modules/dexie/dist/modern/dexie.mjs')).toBe('libraries')
})
