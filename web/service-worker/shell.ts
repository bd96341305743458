/** One build of the app, as the service worker keeps it. Paths begin with a slash. */
export type Shell = {
  /** The build's name: its cache is `app-<version>`. */
  readonly version: string
  /** Answers every page but the start: a page of its own would be 4 KB of each update, for each. */
  readonly fallback: string
  /** Where a cold start begins; it and what it loads must be whole before anything is promised. */
  readonly start: string
  /** Files with their content's hash in the name: the same path is the same file for ever. */
  readonly immutable: readonly string[]
  /** Files with lasting names that the first screen shows. */
  readonly firstAssets: readonly string[]
  /** The other files with lasting names. */
  readonly assets: readonly string[]
}

/** What the worker needs of the browser, handed in so that tests can bring a flapping network. */
export type Outside = {
  readonly caches: CacheStorage
  readonly fetch: (url: string, how?: RequestInit) => Promise<Response>
  readonly wait: (ms: number) => Promise<void>
}

/** How much of a build this device holds. */
export type Readiness = {
  readonly version: string
  /** The start page opens with no network. */
  readonly isShellWhole: boolean
  /** Every page opens with no network. */
  readonly isWhole: boolean
  readonly missing: number
}

export const CACHE_PREFIX = 'app-'

export const cacheName = (version: string): string => `${CACHE_PREFIX}${version}`

const IMMUTABLE = /\/_app\/immutable\/[\w./-]+/g

/** The hashed files that a page names: what it loads before it works, styles included. */
export const filesNamedBy = (html: string): readonly string[] => [
  ...new Set(html.match(IMMUTABLE) ?? []),
]

/** Every file of the build, each once. */
export const allFiles = (shell: Shell): readonly string[] => [
  ...new Set([
    shell.fallback,
    shell.start,
    ...shell.firstAssets,
    ...shell.immutable,
    ...shell.assets,
  ]),
]
