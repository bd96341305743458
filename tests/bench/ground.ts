import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, type Page, chromium } from '@playwright/test'
import { build } from 'vite'
import { DEXIE, SYNTAX } from '@pasar/server/deploy/syntax.ts'
import { LAUNCH } from '../e2e/browser.ts'
import type { BenchOrder, BenchReady } from './serve.ts'
import { LINKS, type Link, ShapingProxy } from './shaping-proxy.ts'

/** Everything the browser rows stand on: a server, a link before it, a browser, a bare page. */
export type Ground = {
  readonly ready: BenchReady
  readonly proxy: ShapingProxy
  readonly url: string
  /** the folder of the bench page's script, for its size */
  readonly siteDir: string
  reprice(order: { readonly count: number; readonly round: number }): Promise<void>
  /** Serves another folder's build from now on. */
  release(webDir: string): Promise<void>
  /** A page with a profile of its own on disk, at a CPU so many times slower. */
  phone(cpuSlowdown: number): Promise<{ page: Page; context: BrowserContext }>
  close(): Promise<void>
}

/** Starts all of it. `site` is a folder to serve; without one the replica's bare page is built. */
export async function layGround(offers: number, site?: string): Promise<Ground> {
  const dir = mkdtempSync(join(tmpdir(), 'pasar-bench-'))
  const siteDir = site ?? join(dir, 'site')
  if (site === undefined) await buildBarePage(siteDir)
  const child = fork(new URL('./serve.ts', import.meta.url), [
    join(dir, 'bench.sqlite'),
    siteDir,
    String(offers),
  ])
  const ready = await heard<BenchReady>(child)
  const proxy = new ShapingProxy(LINKS.good)
  const port = await proxy.listen(ready.port)
  const contexts: BrowserContext[] = []
  return {
    ready,
    proxy,
    siteDir,
    url: `http://localhost:${port}`,
    reprice: async (order) => {
      child.send({ kind: 'reprice', ...order } satisfies BenchOrder)
      const { applied } = await heard<{ applied: number }>(child)
      if (applied !== order.count) throw new Error(`${applied} of ${order.count} prices applied`)
    },
    release: async (webDir) => {
      child.send({ kind: 'release', webDir } satisfies BenchOrder)
      await heard(child)
    },
    phone: async (cpuSlowdown) => {
      const profile = mkdtempSync(join(dir, 'profile-'))
      const context = await chromium.launchPersistentContext(profile, {
        ...LAUNCH,
        viewport: { width: 360, height: 640 },
      })
      contexts.push(context)
      const page = context.pages()[0] ?? (await context.newPage())
      await slowCpu(page, cpuSlowdown)
      return { page, context }
    },
    close: async () => {
      for (const context of contexts) await context.close()
      await proxy.close()
      child.disconnect()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** Makes the page's CPU `slowdown` times slower. */
export async function slowCpu(page: Page, slowdown: number): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
}

/** Opens the bare page with a replica of its own. */
export async function openBarePage(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/bench.html`)
  await page.evaluate(() => globalThis.bench.open('bench'))
}

/** Puts the link into another state. */
export function setLink(proxy: ShapingProxy, link: Link): void {
  proxy.link = link
}

async function buildBarePage(outDir: string): Promise<void> {
  await build({
    configFile: false,
    resolve: { alias: [DEXIE] },
    logLevel: 'warn',
    build: {
      outDir,
      emptyOutDir: true,
      target: SYNTAX,
      lib: { entry: 'tests/bench/page.ts', formats: ['es'], fileName: () => 'bench.js' },
      rolldownOptions: { output: { codeSplitting: false } },
      minify: true,
    },
  })
  const html =
    '<!doctype html><meta charset="utf-8"><script type="module" src="/bench.js"></script>'
  writeFileSync(join(outDir, 'bench.html'), html)
}

const heard = <Message>(child: ChildProcess): Promise<Message> =>
  new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as Message)) // our own child's words
    child.once('exit', (code) => reject(new Error(`the bench's server ended with ${code}`)))
  })
