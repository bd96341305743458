import { describe, expect, test } from 'vitest'
import { type Outside, type Shell, cacheName } from '@pasar/web/service-worker/shell.ts'
import {
  MissingFile,
  fillRest,
  forgetBuilds,
  installShell,
  readiness,
  settle,
} from '@pasar/web/service-worker/precache.ts'
import { memoryCaches } from '../../fixtures/caches.ts'

const START = '/_app/immutable/entry/start.aaa.js'
const LAZY = '/_app/immutable/chunks/lazy.bbb.js'

const aShell = (version = 'v1'): Shell => ({
  version,
  fallback: '/200.html',
  start: '/',
  immutable: [START, LAZY],
  firstAssets: ['/icon.svg'],
  assets: ['/icon.png'],
})

/** A server that has one build's files, and fails as told before it answers. */
function aWorld(shell: Shell, fails: (path: string, attempt: number) => Response | Error | null) {
  const caches = memoryCaches()
  const asked: string[] = []
  const waits: number[] = []
  const outside: Outside = {
    caches,
    async fetch(path) {
      asked.push(path)
      const failure = fails(path, asked.filter((one) => one === path).length)
      if (failure instanceof Error) throw failure
      if (failure !== null) return failure
      const isPage = [shell.fallback, shell.start].includes(path)
      return isPage ? html(`{ version: "${shell.version}" } import("${START}")`) : script()
    },
    wait: async (ms) => void waits.push(ms),
  }
  return { outside, caches, asked, waits }
}

const html = (text: string) => new Response(text, { headers: { 'content-type': 'text/html' } })
const script = () => new Response('1', { headers: { 'content-type': 'text/javascript' } })
const never = () => null

describe('installing a build', () => {
  test('brings in the fallback, the start page, what they load and the first assets', async () => {
    const { outside, caches } = aWorld(aShell(), never)
    expect(await installShell(aShell(), outside)).toBe(4)
    expect(caches.paths(cacheName('v1'))).toEqual(['/', '/200.html', START, '/icon.svg'].sort())
    expect(await readiness(aShell(), outside)).toEqual({
      version: 'v1',
      isShellWhole: true,
      isWhole: false,
      missing: 2,
    })
  })

  test('tries a file again by itself when the signal flaps', async () => {
    const { outside, asked, waits } = aWorld(aShell(), (path, attempt) =>
      path === START && attempt < 4 ? new TypeError('no network') : null,
    )
    expect(await installShell(aShell(), outside)).toBe(4)
    expect(asked.filter((path) => path === START)).toHaveLength(4)
    expect(waits).toEqual([500, 2_000, 5_000])
  })

  test('fails when a first file cannot be had, and does not fetch the others again', async () => {
    let isDown = true
    const { outside, asked } = aWorld(aShell(), (path) =>
      isDown && path === START ? new TypeError('no network') : null,
    )
    await expect(installShell(aShell(), outside)).rejects.toThrow(MissingFile)
    isDown = false
    asked.length = 0
    expect(await installShell(aShell(), outside)).toBe(1)
    expect(asked).toEqual([START])
  })

  test.each([
    ["a captive portal's page in place of a script", START, () => html('log in')],
    ["a captive portal's page in place of the start page", '/', () => html('log in')],
    ['a page of another build', '/', () => html('{ version: "v0" }')],
    ['an error', START, () => new Response('', { status: 503 })],
  ])('refuses %s', async (_what, at, answer) => {
    const { outside } = aWorld(aShell(), (path) => (path === at ? answer() : null))
    await expect(installShell(aShell(), outside)).rejects.toThrow(MissingFile)
    expect((await readiness(aShell(), outside)).isShellWhole).toBe(false)
  })

  test('takes hashed files from the build before, and pages anew', async () => {
    const { outside, asked } = aWorld(aShell(), never)
    await installShell(aShell(), outside)
    const next = aShell('v2')
    const { outside: server, asked: askedNext } = aWorld(next, never)
    expect(await installShell(next, { ...server, caches: outside.caches })).toBe(3)
    expect(asked).toContain(START)
    expect(askedNext.sort()).toEqual(['/', '/200.html', '/icon.svg'])
  })
})

describe('filling the rest', () => {
  test('leaves what fails for the next time', async () => {
    let isDown = true
    const { outside } = aWorld(aShell(), (path) =>
      isDown && path === LAZY ? new TypeError('no network') : null,
    )
    await installShell(aShell(), outside)
    await fillRest(aShell(), outside)
    expect((await readiness(aShell(), outside)).missing).toBe(1)
    isDown = false
    await fillRest(aShell(), outside)
    expect(await readiness(aShell(), outside)).toEqual({
      version: 'v1',
      isShellWhole: true,
      isWhole: true,
      missing: 0,
    })
  })
})

describe('taking over', () => {
  test('keeps the build before, whose pages may be open, and drops older ones', async () => {
    const { outside, caches } = aWorld(aShell(), never)
    for (const version of ['v1', 'v2', 'v3']) {
      await caches.open(cacheName(version))
      expect(await settle(aShell(version), outside)).toEqual({ isFirst: version === 'v1' })
    }
    expect(await caches.keys()).toEqual(['builds', cacheName('v2'), cacheName('v3')])
  })

  test('leaves the caches of others alone', async () => {
    const { outside, caches } = aWorld(aShell(), never)
    await caches.open('photos')
    await caches.open(cacheName('v0'))
    await settle(aShell(), outside)
    await forgetBuilds(outside)
    expect(await caches.keys()).toEqual(['photos'])
  })
})
