/**
 * Keeping a build on the device, in two tiers.
 *
 *   install ── tier 0: fallback, start page, what these load, first assets
 *      │        each file tried again by itself; what is already here is not fetched again
 *      ├─ one still missing → the install fails; the files got so far stay for the next attempt
 *      └─ whole → the worker may take over; tier 1 (every other page and chunk) fills in the
 *         background, again and again, until nothing is missing
 *
 * Workbox's precache is all or nothing: on a flapping signal a phone then never gets an app.
 */
import {
  CACHE_PREFIX,
  type Outside,
  type Readiness,
  type Shell,
  allFiles,
  cacheName,
  filesNamedBy,
} from './shell.ts'

/** Tries of one file in one install, and the wait before each further one. */
const RETRY_WAITS_MS = [500, 2_000, 5_000]
/** Files fetched at once: more would only share the same thin line. */
const FETCHES_AT_ONCE = 4
/** Remembers which builds were active, newest first, outside of any build's cache. */
const HISTORY_CACHE = 'builds'
const HISTORY_KEY = '/active-builds'
/** The active build and the one before it, whose pages may still be open. */
const BUILDS_KEPT = 2

/** A file that could not be had, or that was not what was asked for. */
export class MissingFile extends Error {
  override readonly name = 'MissingFile'
}

/** Brings tier 0 in, whole, or throws {@link MissingFile}. Tells how many files were fetched. */
export async function installShell(shell: Shell, outside: Outside): Promise<number> {
  const pages = [shell.fallback, shell.start]
  const fetchedPages = await bringAll(pages, shell, outside)
  const files = [...(await namedBy(pages, shell, outside)), ...shell.firstAssets]
  const fetchedFiles = await bringAll(files, shell, outside)
  const missing = [...fetchedPages.missing, ...fetchedFiles.missing]
  if (missing.length > 0) throw new MissingFile(`not to be had: ${missing.join(', ')}`)
  return fetchedPages.fetched + fetchedFiles.fetched
}

/** Brings in what tier 1 still lacks; what fails now is left for the next time. */
export async function fillRest(shell: Shell, outside: Outside): Promise<void> {
  await bringAll(allFiles(shell), shell, outside)
}

/** Looks every file up in the cache: a promise of "works offline" rests on nothing less. */
export async function readiness(shell: Shell, outside: Outside): Promise<Readiness> {
  const held = { cacheName: cacheName(shell.version) }
  const lacks = async (paths: readonly string[]): Promise<number> => {
    const found = await Promise.all(paths.map((path) => outside.caches.match(path, held)))
    return found.filter((response) => response === undefined).length
  }
  const pages = [shell.fallback, shell.start]
  const first = [...pages, ...(await namedBy(pages, shell, outside)), ...shell.firstAssets]
  const missing = await lacks(allFiles(shell))
  return {
    version: shell.version,
    isShellWhole: (await lacks(first)) === 0,
    isWhole: missing === 0,
    missing,
  }
}

/** Notes the build as active and drops the caches of builds older than the one before it. */
export async function settle(shell: Shell, outside: Outside): Promise<{ isFirst: boolean }> {
  const history = await outside.caches.open(HISTORY_CACHE)
  const noted = await history.match(HISTORY_KEY)
  const before: unknown = noted === undefined ? [] : await noted.json()
  const earlier = Array.isArray(before) ? before.filter((one) => one !== shell.version) : []
  const kept = [shell.version, ...earlier].slice(0, BUILDS_KEPT)
  await history.put(HISTORY_KEY, new Response(JSON.stringify(kept)))
  for (const name of await outside.caches.keys()) {
    const isOld = name.startsWith(CACHE_PREFIX) && !kept.some((one) => name === cacheName(one))
    if (isOld) await outside.caches.delete(name)
  }
  return { isFirst: earlier.length === 0 }
}

/** Removes every build from the device. The database is not the worker's and stays. */
export async function forgetBuilds(outside: Outside): Promise<void> {
  for (const name of await outside.caches.keys()) {
    if (name.startsWith(CACHE_PREFIX) || name === HISTORY_CACHE) await outside.caches.delete(name)
  }
}

async function namedBy(
  pages: readonly string[],
  shell: Shell,
  outside: Outside,
): Promise<string[]> {
  const held = { cacheName: cacheName(shell.version) }
  const named = new Set<string>()
  for (const page of pages) {
    const html = await (await outside.caches.match(page, held))?.text()
    for (const file of filesNamedBy(html ?? '')) named.add(file)
  }
  return [...named]
}

type Brought = { readonly fetched: number; readonly missing: readonly string[] }

async function bringAll(
  paths: readonly string[],
  shell: Shell,
  outside: Outside,
): Promise<Brought> {
  const queue = [...new Set(paths)]
  const missing: string[] = []
  let fetched = 0
  const work = async (): Promise<void> => {
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      try {
        if ((await bring(path, shell, outside)) === 'fetched') fetched += 1
      } catch (error) {
        if (!(error instanceof MissingFile)) throw error
        missing.push(path)
      }
    }
  }
  await Promise.all(Array.from({ length: FETCHES_AT_ONCE }, work))
  return { fetched, missing }
}

async function bring(path: string, shell: Shell, outside: Outside): Promise<'here' | 'fetched'> {
  const cache = await outside.caches.open(cacheName(shell.version))
  if ((await cache.match(path)) !== undefined) return 'here'
  const isImmutable = shell.immutable.includes(path)
  // An earlier build's file of that name is this one: its name holds its content's hash.
  const earlier = isImmutable ? await outside.caches.match(path) : undefined
  if (earlier !== undefined) {
    await cache.put(path, earlier)
    return 'here'
  }
  await cache.put(path, await fetchPatiently({ path, isImmutable }, shell, outside))
  return 'fetched'
}

type Wanted = { readonly path: string; readonly isImmutable: boolean }

async function fetchPatiently(wanted: Wanted, shell: Shell, outside: Outside): Promise<Response> {
  let cause: unknown
  for (const waitMs of [0, ...RETRY_WAITS_MS]) {
    if (waitMs > 0) await outside.wait(waitMs)
    try {
      const how: RequestInit = wanted.isImmutable ? {} : { cache: 'no-cache' }
      return await checked(wanted.path, await outside.fetch(wanted.path, how), shell)
    } catch (error) {
      cause = error
    }
  }
  throw new MissingFile(wanted.path, { cause })
}

/** Refuses a captive portal's page, an error page, and a page of another build. */
async function checked(path: string, response: Response, shell: Shell): Promise<Response> {
  if (!response.ok || response.redirected) throw new MissingFile(`${path}: ${response.status}`)
  const isHtml = (response.headers.get('content-type') ?? '').startsWith('text/html')
  const isPage = [shell.fallback, shell.start].includes(path)
  if (isHtml !== isPage) throw new MissingFile(`${path}: not what was asked for`)
  if (!isPage) return response
  const html = await response.clone().text()
  if (!html.includes(`"${shell.version}"`)) throw new MissingFile(`${path}: of another build`)
  return response
}
