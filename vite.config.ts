import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import adapter from '@sveltejs/adapter-static'
import { sveltekit } from '@sveltejs/kit/vite'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'
import { appVersion } from './server/deploy/version.ts'
import { chunkGroups } from './server/deploy/chunks.ts'
import { apiServer } from './server/deploy/dev.ts'
import { DEXIE, refuseNewerSyntax, STYLES, SYNTAX } from './server/deploy/syntax.ts'

/** Where `vite dev` finds the API: the server that apiServer() keeps running beside it. */
const DEV_API_PORT = 8788

/** Built here, then switched to build/ as a whole: server/deploy/build.ts. */
const SITE = '.svelte-kit/site'

/** A test that hangs still ends; one on a busy machine is no failure. */
const testTimeout = 60_000

const isUnderTest = process.env['VITEST'] !== undefined

/** Lets the script of app.html run: it sets the theme before the first paint. */
function themeScriptHash(): `sha256-${string}` {
  const html = readFileSync(new URL('web/app.html', import.meta.url), 'utf8')
  const script = /<script>([\s\S]*?)<\/script>/.exec(html)?.[1] ?? ''
  return `sha256-${createHash('sha256').update(script).digest('base64')}`
}

const app = sveltekit({
  files: { src: 'web', assets: 'web/static' },
  adapter: adapter({ pages: SITE, assets: SITE, fallback: '200.html', precompress: true }),
  // One origin, one depth of pages: root-relative paths are right for prerendered pages and for
  // the fallback alike, whichever of the two the service worker answers with.
  paths: { relative: false },
  // The first paint then waits for one file.
  inlineStyleThreshold: 30_000,
  // The same sources give the same name, so an unchanged release is no update for any phone.
  version: { name: appVersion() },
  // Kit would register a module worker, which Chrome below 91 refuses: web/platform/updates.ts does it.
  serviceWorker: { register: false },
  csp: {
    mode: 'hash',
    directives: {
      'default-src': ['self'],
      'script-src': ['self', themeScriptHash()],
      // The hash is of the style attribute by which Kit hides its announcer of page titles.
      'style-src': ['self', 'unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
      'img-src': ['self', 'data:', 'blob:'],
      'connect-src': ['self'],
      'object-src': ['none'],
      'base-uri': ['none'],
      'form-action': ['self'],
    },
  },
})

export default defineConfig({
  // Under Vitest each project names its own plugins: Kit's whole plugin would start with every run.
  plugins: isUnderTest ? [] : [app, apiServer(DEV_API_PORT), refuseNewerSyntax()],
  resolve: { alias: [DEXIE] },
  build: {
    target: SYNTAX,
    cssTarget: STYLES,
    rolldownOptions: {
      output: {
        // Files for one page, not one file for each module: docs/decisions/0012.
        codeSplitting: { groups: chunkGroups() },
      },
    },
  },
  server: { proxy: { '/api': `http://127.0.0.1:${DEV_API_PORT}` } },
  test: {
    restoreMocks: true,
    projects: [
      {
        extends: false,
        test: { name: 'shared', testTimeout, include: ['tests/shared/**/*.test.ts'] },
      },
      {
        extends: false,
        test: { name: 'server', testTimeout, include: ['tests/server/**/*.test.ts'] },
      },
      {
        extends: false,
        // Runes (*.svelte.ts) and components need the compiler, and Svelte's client build.
        // On a server, which is what Vitest looks like, effects would do nothing.
        plugins: [
          svelte({ configFile: false, dynamicCompileOptions: () => ({ generate: 'client' }) }),
        ],
        resolve: { conditions: ['browser'] },
        test: { name: 'web', testTimeout, include: ['tests/web/**/*.test.ts'] },
      },
      {
        extends: false,
        test: { name: 'tidy', testTimeout, include: ['tests/tidy/**/*.test.ts'] },
      },
    ],
  },
})
