import { describe, expect, test } from 'vitest'
import { respond } from '@pasar/web/service-worker/respond.ts'
import { type Shell, cacheName } from '@pasar/web/service-worker/shell.ts'
import { memoryCaches } from '../../fixtures/caches.ts'

const ORIGIN = 'https://pasar.example'
const CHUNK = '/_app/immutable/chunks/lazy.bbb.js'

const shell: Shell = {
  version: 'v2',
  fallback: '/200.html',
  start: '/',
  immutable: [],
  firstAssets: ['/icon.svg'],
  assets: ['/icon.png'],
}

async function answer(url: string, how: { method?: string; mode?: RequestMode } = {}) {
  const caches = memoryCaches()
  const own = await caches.open(cacheName('v2'))
  for (const path of ['/', '/200.html', '/icon.svg']) {
    await own.put(path, new Response(`v2 ${path}`))
  }
  const earlier = await caches.open(cacheName('v1'))
  await earlier.put(CHUNK, new Response('v1 chunk'))
  const request = { method: how.method ?? 'GET', mode: how.mode ?? 'cors', url } as const
  const response = respond(request, shell, {
    caches,
    origin: ORIGIN,
    fetch: () => Promise.reject(new Error('not asked for')),
    wait: () => Promise.resolve(),
    network: () => Promise.resolve(new Response('network')),
  })
  return response === null ? null : await (await response).text()
}

const visit = (path: string) => answer(`${ORIGIN}${path}`, { mode: 'navigate' })

describe('a page', () => {
  test('is the start, or the fallback, which finds its way by the URL', async () => {
    expect(await visit('/')).toBe('v2 /')
    expect(await visit('/?pasar=1')).toBe('v2 /')
    expect(await visit('/pesanan?id=1')).toBe('v2 /200.html')
    expect(await visit('/pesanan/')).toBe('v2 /200.html')
    expect(await visit('/tidak-ada')).toBe('v2 /200.html')
  })

  test('that is a file comes from the network', async () => {
    expect(await visit('/licences.txt')).toBe('network')
  })
})

describe('a file', () => {
  test('of the build before is still found, for its open pages', async () => {
    expect(await answer(`${ORIGIN}${CHUNK}`)).toBe('v1 chunk')
  })

  test('that is not here yet comes from the network', async () => {
    expect(await answer(`${ORIGIN}/_app/immutable/chunks/new.js`)).toBe('network')
    expect(await answer(`${ORIGIN}/icon.png`)).toBe('network')
  })

  test('with a lasting name comes from this build', async () => {
    expect(await answer(`${ORIGIN}/icon.svg`)).toBe('v2 /icon.svg')
  })
})

describe('the worker keeps out of', () => {
  test.each([
    ['the API', `${ORIGIN}/api/sync`, {}],
    ['a visit to the API', `${ORIGIN}/api/health`, { mode: 'navigate' as const }],
    ['writes', `${ORIGIN}/pesanan`, { method: 'POST' }],
    ['other origins', 'https://elsewhere.example/icon.svg', {}],
    ["the build's version", `${ORIGIN}/_app/version.json`, {}],
    ['the switch that takes it away', `${ORIGIN}/sw-kill.json`, {}],
  ])('%s', async (_what, url, how) => {
    expect(await answer(url, how)).toBeNull()
  })
})
