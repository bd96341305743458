/**
 * Who may import whom: style's table as data. oxlint.config.ts turns it into rules, and
 * planted.test.ts plants a forbidden import in every folder named here.
 */

/** One folder (or file) and all that it may import. What is not listed is refused. */
export type Layer = {
  /** Path from the repository's root. */
  readonly path: string
  /** Import specifiers as ignore-style patterns. A file's own folder is always allowed. */
  readonly may: readonly string[]
  /** Further specifiers that only `import type` may name. */
  readonly mayTypes?: readonly string[]
  /** One import that must be refused here; planted.test.ts plants it. */
  readonly never: string
}

/** A folder of the same package, from a file at most three folders down. */
const near = (...folders: string[]): string[] =>
  folders.flatMap((folder) => [`../${folder}`, `../../${folder}`, `../../../${folder}`])

const shared = (...folders: string[]): string[] =>
  folders.map((folder) => `@pasar/shared/${folder}/**`)

const everyShared = shared('lib', 'domain', 'sync', 'mutations')
const node = ['node:*', '!node:sqlite', '!node:process']
const svelte = ['svelte', 'svelte/**']
const app = ['$app/**']
/** Where a server part says what happened: a value handed in, so that tests hear it. */
const log = ['../log.ts']

const SHARED: readonly Layer[] = [
  { path: 'shared/lib', may: [], never: '../domain/row.ts' },
  { path: 'shared/domain', may: ['valibot', ...near('lib/**')], never: '../sync/change.ts' },
  {
    path: 'shared/sync',
    // Of the domain only types, but for `rowKey`: a change has to name the row that it changes.
    may: ['valibot', ...near('lib/**', 'domain/row.ts')],
    mayTypes: near('domain/**'),
    never: '../mutations/registry.ts',
  },
  {
    path: 'shared/mutations',
    may: ['valibot', ...near('lib/**', 'domain/**', 'sync/change.ts')],
    never: '../sync/protocol.ts',
  },
]

const SERVER: readonly Layer[] = [
  {
    path: 'server/config.ts',
    may: ['valibot', 'node:*', ...shared('lib', 'domain')],
    never: './store/open.ts',
  },
  {
    path: 'server/routes',
    may: [
      'hono',
      'hono/**',
      '@hono/**',
      'valibot',
      ...node,
      ...everyShared,
      ...near('store/**', 'auth/**', 'http/**'),
      ...log,
    ],
    never: '../config.ts',
  },
  {
    // What every route does with a request and a reply: body, cookie, origin, compression.
    path: 'server/http',
    may: [
      'hono',
      'hono/**',
      '@hono/**',
      'valibot',
      ...node,
      ...everyShared,
      ...near('store/**', 'auth/**'),
      ...log,
    ],
    never: '../routes/sync.ts',
  },
  {
    path: 'server/store',
    may: ['valibot', 'node:*', ...everyShared, ...log],
    never: 'hono',
  },
  {
    path: 'server/auth',
    may: ['valibot', ...node, ...everyShared, ...near('store/**'), ...log],
    never: 'hono',
  },
  {
    // One file for each command of an operator; each is its own composition root.
    path: 'server/commands',
    may: [
      'node:*',
      '!node:sqlite',
      ...everyShared,
      ...near('store/**', 'auth/**', 'load/**', 'config.ts'),
    ],
    never: '../routes/sync.ts',
  },
  {
    path: 'server/nodes',
    may: ['pouchdb*', 'valibot', ...node, ...everyShared, ...near('store/**')],
    never: '../routes/sync.ts',
  },
  {
    path: 'server/load',
    may: ['valibot', ...node, ...everyShared, ...near('store/**')],
    never: '../seed/demo.ts',
  },
  {
    // Nothing but serve.ts imports it, and that lazily: see tests/server/without-demo.test.ts.
    path: 'server/seed',
    may: ['valibot', ...node, ...everyShared, ...near('load/**')],
    never: '../routes/sync.ts',
  },
]

const WEB: readonly Layer[] = [
  {
    path: 'web/ui',
    may: [...svelte, ...shared('domain', 'lib'), ...near('messages/**')],
    never: '../store/db.ts',
  },
  {
    // Draws the sprite before the build; it is no part of the app.
    path: 'web/ui/icons/draw-sprite.ts',
    may: ['node:*', './**'],
    never: '../../store/db.ts',
  },
  {
    path: 'web/routes',
    may: [
      ...svelte,
      ...app,
      ...shared('domain', 'lib'),
      ...near('ui/**', 'state/**', 'messages/**', 'styles/**'),
    ],
    never: '../store/db.ts',
  },
  {
    path: 'web/state',
    may: [
      ...svelte,
      ...app,
      ...shared('domain', 'lib'),
      ...near(
        'intents/**',
        'account/**',
        'store/queries/**',
        'store/live.svelte.ts',
        'messages/**',
      ),
    ],
    mayTypes: [...everyShared, ...near('store/**', 'platform/**')],
    never: '../sync/loop.ts',
  },
  {
    path: 'web/intents',
    may: ['valibot', ...shared('domain', 'lib'), ...near('store/**', 'platform/**')],
    mayTypes: everyShared,
    never: 'svelte',
  },
  {
    path: 'web/store',
    may: ['dexie', 'valibot', ...svelte, ...everyShared],
    mayTypes: near('platform/**'),
    never: '../sync/loop.ts',
  },
  {
    path: 'web/sync',
    may: ['valibot', ...shared('lib', 'domain', 'sync'), ...near('store/**', 'platform/**')],
    mayTypes: everyShared,
    never: '../ui/button.svelte',
  },
  {
    path: 'web/account',
    may: ['valibot', ...everyShared, ...near('sync/transport.ts', 'store/**', 'platform/**')],
    never: 'svelte',
  },
  {
    path: 'web/platform',
    may: ['workbox-window'],
    mayTypes: everyShared,
    never: '../store/db.ts',
  },
  { path: 'web/messages', may: [], never: '@pasar/shared/domain/row.ts' },
  {
    path: 'web/service-worker',
    may: [
      ...app,
      'workbox-*',
      ...shared('lib', 'sync'),
      ...near('store/**', 'intents/**', 'sync/**'),
    ],
    never: '../state/app.svelte.ts',
  },
]

export const LAYERS: readonly Layer[] = [...SHARED, ...SERVER, ...WEB]

/** A global that one place owns: everybody else gets it handed in. */
export type Owned = {
  readonly name: string
  /** Folders where it is refused. */
  readonly in: readonly string[]
  /** The owners, and folders that need it for a reason of their own. */
  readonly but: readonly string[]
  readonly message: string
}

const PURE = 'shared/ is pure: it gets time, chance and the outside handed in.'
const CLOCK = 'The clock belongs to web/platform and server/main: have it handed in.'
const NETWORK = 'Only web/sync/transport.ts talks to the network.'

export const OWNED_GLOBALS: readonly Owned[] = [
  ...['Date', 'setTimeout', 'setInterval', 'queueMicrotask', 'process', 'globalThis'].map(
    (name) => ({ name, in: ['shared'], but: [], message: PURE }),
  ),
  ...['window', 'document', 'navigator', 'localStorage', 'indexedDB', 'console', 'performance'].map(
    (name) => ({ name, in: ['shared'], but: [], message: PURE }),
  ),
  ...['fetch', 'XMLHttpRequest', 'EventSource', 'WebSocket'].map((name) => ({
    name,
    in: ['shared', 'web'],
    but: ['web/sync/transport.ts', 'web/service-worker'],
    message: NETWORK,
  })),
  ...['localStorage', 'sessionStorage', 'crypto'].map((name) => ({
    name,
    in: ['shared', 'web'],
    but: ['web/platform'],
    message: 'web/platform owns it.',
  })),
  {
    name: 'indexedDB',
    in: ['shared', 'web'],
    but: ['web/store', 'web/platform'],
    message: 'web/store owns the database.',
  },
]

export const OWNED_PROPERTIES: readonly Owned[] = [
  ...['Date.now', 'performance.now'].map((name) => ({
    name,
    in: ['shared', 'web', 'server'],
    but: ['web/platform', 'server/main.ts', 'server/commands', 'server/deploy'],
    message: CLOCK,
  })),
  {
    name: 'Math.random',
    in: ['shared', 'web', 'server'],
    but: ['web/platform', 'server/main.ts'],
    message: 'Chance belongs to web/platform and server/main: have it handed in.',
  },
  {
    name: 'process.env',
    in: ['server'],
    but: ['server/config.ts', 'server/deploy'],
    message: 'server/config.ts is the only reader of the environment.',
  },
  ...['window.fetch', 'globalThis.fetch', 'self.fetch', 'navigator.sendBeacon'].map((name) => ({
    name,
    in: ['web'],
    but: ['web/sync/transport.ts', 'web/service-worker'],
    message: NETWORK,
  })),
  {
    name: 'document.cookie',
    in: ['web'],
    but: ['web/platform'],
    message: 'web/platform owns it.',
  },
]
