/**
 * Keeps the app itself on the device; data is the replica's and /api is never touched. A new build
 * waits until a page says so (`SKIP_WAITING`); pages ask `READY` for how much of it is here.
 */
import { version } from '$app/env'
import { assets, immutable } from '$app/manifest'
import { self } from '$app/service-worker'
import { MissingFile, fillRest, forgetBuilds, installShell, readiness, settle } from './precache.ts'
import { respond } from './respond.ts'
import type { Outside, Shell } from './shell.ts'

/** Shows a person whether a build went wrong: `{ "kill": true }` there takes the worker away. */
const KILL_SWITCH = '/sw-kill.json'
/** How often, at most, one worker asks for the switch and fills what is missing. */
const UPKEEP_MS = 30 * 60_000
/** Files with lasting names that belong to the first screen. */
const FIRST_ASSETS = ['/manifest.webmanifest', '/icon.svg']

const rooted = ({ path }: { readonly path: string }): string => `/${path.replace(/^\//, '')}`
/** Pictures of the icon are fetched by the system, once, when it installs the app: no page shows them. */
const isKept = (path: string): boolean =>
  path !== KILL_SWITCH && !path.endsWith('/.nojekyll') && !/^\/icon-[\w-]+\.png$/.test(path)

const files = assets.map(rooted).filter(isKept)
const shell: Shell = {
  version,
  fallback: '/200.html',
  start: '/',
  immutable: immutable.map(rooted),
  firstAssets: files.filter((path) => FIRST_ASSETS.includes(path)),
  assets: files.filter((path) => !FIRST_ASSETS.includes(path)),
}

const outside: Outside = {
  caches: self.caches,
  fetch: (url, how) => self.fetch(url, how),
  wait: (ms) => new Promise((resolve) => self.setTimeout(resolve, ms)),
}

let lastUpkeep: number | null = null
/** From then on this worker only stands aside. */
let isDismissed = false
let filling: Promise<void> = Promise.resolve()

self.addEventListener('install', (event) => {
  event.waitUntil(install())
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    settle(shell, outside).then(async ({ isFirst }) => {
      // On a first visit the open page joins, so that its lazy chunks come from here at once. An
      // update leaves open pages to their own build's files.
      if (isFirst) await self.clients.claim()
    }),
  )
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  if (isDismissed) return
  const answer = respond(request, shell, {
    ...outside,
    origin: self.location.origin,
    network: () => self.fetch(request),
  })
  if (answer === null) return
  event.respondWith(answer)
  if (request.mode === 'navigate') event.waitUntil(upkeep(event.timeStamp))
})

self.addEventListener('message', (event) => {
  const { data } = event
  if (typeof data !== 'object' || data === null) return
  if (data.type === 'SKIP_WAITING') event.waitUntil(self.skipWaiting())
  if (data.type === 'FILL') event.waitUntil(fill())
  if (data.type === 'READY') {
    const [port] = event.ports
    event.waitUntil(readiness(shell, outside).then((found) => port?.postMessage(found)))
  }
})

/** While the switch is on, a page that registers the worker anew is refused it. */
async function install(): Promise<void> {
  if (await isKilled()) throw new MissingFile(`${KILL_SWITCH} says so`)
  await installShell(shell, outside)
}

async function upkeep(now: number): Promise<void> {
  if (lastUpkeep !== null && now - lastUpkeep < UPKEEP_MS) return
  lastUpkeep = now
  await ((await isKilled()) ? dismiss() : fill())
}

/** One filling at a time: a second one would only fetch the same files. */
function fill(): Promise<void> {
  if (isDismissed) return Promise.resolve()
  const next = (): Promise<void> => fillRest(shell, outside)
  // After a failed one (the device is full) as well: room may have been made since.
  filling = filling.then(next, next)
  return filling
}

async function dismiss(): Promise<void> {
  isDismissed = true
  await self.registration.unregister()
  // What is still being filled would put files back after they were removed.
  await Promise.allSettled([filling])
  await forgetBuilds(outside)
}

async function isKilled(): Promise<boolean> {
  try {
    const response = await self.fetch(KILL_SWITCH, { cache: 'no-store' })
    const answer: unknown = response.ok ? await response.json() : null
    return typeof answer === 'object' && answer !== null && 'kill' in answer && answer.kill === true
  } catch {
    // No network, or a captive portal's page: no word of a switch, so the worker stays.
    return false
  }
}
