import { createHash } from 'node:crypto'
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { type BrowserContext, type Page, chromium, expect, test } from '@playwright/test'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { Env } from '@pasar/server/http/env.ts'
import { securityHeaders } from '@pasar/server/http/headers.ts'
import { mountPages } from '@pasar/server/routes/pages.ts'
import { LAUNCH } from './browser.ts'

/** The built app, as `pnpm build` left it. */
const BUILD = join(import.meta.dirname, '../../build')

let folder: string
let context: BrowserContext
let page: Page
let site: Site

test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'shell-'))
  site = await startSite(BUILD)
  await openBrowser()
})

test.afterEach(async () => {
  await context.close()
  await site.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('a phone that was here once starts without any network', async () => {
  await page.goto(site.url)
  await installWorker()
  await context.close()
  await site.stop()

  await openBrowser()
  await page.goto(site.url)
  await expect(page.getByRole('heading').first()).toBeVisible()
  // A page that was never opened, and one that does not exist, get the shell as well.
  await page.goto(`${site.url}/tidak-ada`)
  await expect(page.getByRole('heading')).toHaveText('Halaman ini tidak ada')
  expect(await page.evaluate(() => fetch('/api/health').catch(() => 'no connection'))).toBe(
    'no connection',
  )
})

test('nothing on a page is refused by its own security policy', async () => {
  const refused: string[] = []
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) refused.push(message.text())
  })
  for (const path of ['/', '/pesanan', '/tidak-ada']) {
    await page.goto(`${site.url}${path}`)
    await expect(page.locator('html[data-theme]')).toBeAttached()
    await expect(page.locator('#svelte-announcer')).toBeAttached()
  }
  expect(refused).toEqual([])
})

test('a newer build waits until it is let in, and the open page keeps its own files', async () => {
  await page.goto(site.url)
  await installWorker()
  const chunk = await page.evaluate(async () => {
    const caches = window.caches
    const name = (await caches.keys()).find((one) => one.startsWith('app-'))
    const requests = await (await caches.open(name ?? '')).keys()
    return requests.map(({ url }) => new URL(url).pathname).find((one) => /chunks/.test(one))
  })

  await site.stop()
  const next = nextBuild(BUILD, join(folder, 'next'), chunk ?? '')
  site = await startSite(next, site.port)
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    await registration.update()
  })
  await expect
    .poll(() => page.evaluate(async () => (await navigator.serviceWorker.ready).waiting !== null))
    .toBe(true)
  expect(await page.evaluate(() => window.caches.keys().then((names) => names.length))).toBe(3)

  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    const changed = new Promise((resolve) =>
      navigator.serviceWorker.addEventListener('controllerchange', resolve),
    )
    registration.waiting?.postMessage({ type: 'SKIP_WAITING' })
    await changed
  })
  // The server has this chunk no more; the page that is still open may yet ask for it.
  const answer = await page.evaluate(async (path) => (await fetch(path)).status, chunk ?? '')
  expect(answer).toBe(200)
})

test('the switch takes the worker away and leaves the database', async () => {
  await page.goto(site.url)
  await installWorker()
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        const opening = indexedDB.open('orders')
        opening.onsuccess = resolve
      }),
  )
  const killed = join(folder, 'killed')
  cpSync(BUILD, killed, { recursive: true })
  writeFileSync(join(killed, 'sw-kill.json'), '{ "kill": true }')
  rmSync(join(killed, 'sw-kill.json.br'), { force: true })
  rmSync(join(killed, 'sw-kill.json.gz'), { force: true })
  await site.stop()
  site = await startSite(killed, site.port)
  await context.close()
  await openBrowser()

  await page.goto(site.url)
  const isGone = () =>
    page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length === 0)
  await expect.poll(isGone).toBe(true)
  await expect.poll(() => page.evaluate(() => window.caches.keys())).toEqual([])
  const databases = await page.evaluate(() => indexedDB.databases())
  expect(databases.map(({ name }) => name)).toContain('orders')
})

async function openBrowser(): Promise<void> {
  // On disk: an ordinary context keeps its storage in memory and would forget all at its end.
  context = await chromium.launchPersistentContext(join(folder, 'profile'), LAUNCH)
  page = context.pages()[0] ?? (await context.newPage())
}

/** Waits until the worker says that every file is on the device: its word is what is tested. */
async function installWorker(): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.register('/service-worker.js'))
  const missing = () =>
    page.evaluate(async () => {
      const { active } = await navigator.serviceWorker.ready
      const { port1, port2 } = new MessageChannel()
      const answer = new Promise((resolve) => {
        port1.addEventListener('message', ({ data }) => resolve(data.missing))
        port1.start()
      })
      active?.postMessage({ type: 'FILL' })
      active?.postMessage({ type: 'READY' }, [port2])
      return answer
    })
  await expect.poll(missing).toBe(0)
}

type Site = { readonly url: string; readonly port: number; readonly stop: () => Promise<void> }

/** The product's own routes and headers over one folder; only the API is not there. */
function startSite(build: string, port = 0): Promise<Site> {
  const app = new Hono<Env>()
  app.use('*', securityHeaders({ trustProxy: false, version: 'test' }))
  mountPages(app, build)
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, (address) =>
      resolve({
        url: `http://127.0.0.1:${address.port}`,
        port: address.port,
        stop: () => stopped(server as Server),
      }),
    )
  })
}

const stopped = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.closeAllConnections()
    server.close(() => resolve())
  })

/** The same app as another build: another name, and one chunk under another name. */
function nextBuild(from: string, to: string, gone: string): string {
  cpSync(from, to, { recursive: true })
  const renamed = gone.replace('.js', '-next.js')
  renameSync(join(to, gone), join(to, renamed))
  const named = [basename(gone), basename(renamed)] as const
  const { version } = JSON.parse(readFileSync(join(from, '_app/version.json'), 'utf8'))
  for (const name of readdirSync(to, { recursive: true, encoding: 'utf8' })) {
    const file = join(to, name)
    if (!statSync(file).isFile()) continue
    if (/\.(br|gz)$/.test(name)) rmSync(file)
    else if (/\.(html|js|json)$/.test(name)) {
      const text = readFileSync(file, 'utf8')
        .replaceAll(version, 'next-build')
        .replaceAll(...named)
      writeFileSync(file, name.endsWith('.html') ? withItsHash(text) : text)
    }
  }
  return to
}

/** The page's policy names its boot script by a hash, which another version changes. */
function withItsHash(html: string): string {
  const script = /<script>([\s\S]*?)<\/script>/.exec(html)?.[1] ?? ''
  const hash = createHash('sha256').update(script).digest('base64')
  return html.replace(/'sha256-[^']+'/, `'sha256-${hash}'`)
}
