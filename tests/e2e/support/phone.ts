import { lstatSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, type Page, chromium, expect } from '@playwright/test'
import { LAUNCH } from '../browser.ts'

/** Longest wait for a tap to find its button: as long as expectations wait. */
const ACTION_MS_MAX = 20_000

/** What a phone's browser profile may be given beside the usual. */
export type PhoneOptions = {
  /** runs in every page before the app does */
  readonly initScript?: string
}

/**
 * A person's phone: a browser of its own with its profile on disk, so that killing it and opening
 * it again is what it is in life.
 */
export class Phone {
  readonly url: string
  readonly profile: string
  /** what pages said when something went wrong in them */
  readonly complaints: string[] = []
  readonly #options: PhoneOptions
  #context: BrowserContext | null = null
  #page: Page | null = null

  constructor(url: string, options: PhoneOptions & { readonly profile?: string } = {}) {
    this.url = url
    this.profile = options.profile ?? mkdtempSync(join(tmpdir(), 'pasar-e2e-phone-'))
    this.#options = options
  }

  /** The tab that is looked at. */
  get page(): Page {
    if (!this.#page) throw new Error('the browser is not open')
    return this.#page
  }

  get isOpen(): boolean {
    return this.#page !== null
  }

  get context(): BrowserContext {
    if (!this.#context) throw new Error('the browser is not open')
    return this.#context
  }

  /** Opens the browser, with the same profile each time, at a page of the app. */
  async open(path = '/'): Promise<void> {
    await this.launch()
    await this.goTo(path)
  }

  /** Opens the browser without a page of the app. */
  async launch(): Promise<void> {
    this.#context = await chromium.launchPersistentContext(this.profile, {
      ...LAUNCH,
      locale: 'id-ID',
      timezoneId: 'Asia/Jakarta',
      viewport: { width: 360, height: 740 },
    })
    this.#context.setDefaultTimeout(ACTION_MS_MAX)
    if (this.#options.initScript) await this.#context.addInitScript(this.#options.initScript)
    this.#context.on('weberror', (error) => this.complaints.push(String(error.error().stack)))
    this.#context.on('console', (said) => {
      if (said.type() === 'error') this.complaints.push(said.text())
    })
    this.#page = this.#context.pages()[0] ?? (await this.#context.newPage())
  }

  /** Goes to a page of the app and waits until it works: prerendered pages show before they do. */
  async goTo(path: string): Promise<void> {
    await this.page.goto(`${this.url}${path}`)
    await ready(this.page)
  }

  /** A second tab beside the first. */
  async tab(path = '/'): Promise<Page> {
    const page = await this.context.newPage()
    await page.goto(`${this.url}${path}`)
    await ready(page)
    return page
  }

  /** The same phone, looked at through another of its tabs. */
  withPage(page: Page): Phone {
    const phone = new Phone(this.url, { profile: this.profile })
    phone.#context = this.#context
    phone.#page = page
    return phone
  }

  /** Waits until the worker says that the whole app is on the phone: every page, every chunk. */
  async installed(): Promise<void> {
    const missing = (): Promise<unknown> =>
      this.page.evaluate(async () => {
        await navigator.serviceWorker.ready
        const worker = navigator.serviceWorker.controller
        if (worker === null) return 'not in charge yet'
        const { port1, port2 } = new MessageChannel()
        const answer = new Promise((resolve) => {
          port1.addEventListener('message', ({ data }) => resolve(data.missing))
          port1.start()
        })
        worker.postMessage({ type: 'READY' }, [port2])
        return answer
      })
    await expect.poll(missing).toBe(0)
  }

  /** SIGKILL to the browser's own process: no page, no storage is told. */
  async kill(): Promise<void> {
    const context = this.context
    const closed = new Promise((resolve) => context.once('close', resolve))
    process.kill(browserPid(this.profile), 'SIGKILL')
    await closed
    this.#context = null
    this.#page = null
    // A dead browser leaves its lock behind; the next start must not think that it still runs.
    for (const name of ['SingletonLock', 'SingletonCookie', 'SingletonSocket']) {
      rmSync(join(this.profile, name), { force: true })
    }
  }

  async close(): Promise<void> {
    await this.#context?.close()
    this.#context = null
    this.#page = null
  }

  /** Closes it and forgets the profile. */
  async remove(): Promise<void> {
    await this.close()
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

/**
 * The browser's main process. Chromium keeps `<host>-<pid>` as a link in its profile while it
 * runs; the headless shell that Playwright brings does not, and is found by its command line.
 */
function browserPid(profile: string): number {
  const lock = join(profile, 'SingletonLock')
  const pid = hasLink(lock) ? Number(readlinkSync(lock).split('-').at(-1)) : pidByCommand(profile)
  if (!Number.isInteger(pid) || pid <= 1) throw new Error('no browser runs on this profile')
  return pid
}

const hasLink = (path: string): boolean =>
  lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false

function pidByCommand(profile: string): number {
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const command = commandOf(name)
    const isBrowser = command.includes(`--user-data-dir=${profile}`) && !command.includes('--type=')
    if (isBrowser) return Number(name)
  }
  return 0
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return '' // it ended while the list was read
  }
}

/** Waits until the page's code runs (the layout marks it). */
export async function ready(page: Page): Promise<void> {
  await page.locator('html[data-ready]').waitFor({ state: 'attached' })
}
