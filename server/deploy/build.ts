import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { ROOT, appVersion } from './version.ts'

/** What the server serves. Switched as a whole, so that nobody is served half a release. */
const LIVE = join(ROOT, 'build')
/** Where Vite and the adapter write (vite.config.ts). */
const FRESH = join(ROOT, '.svelte-kit/site')
const PREVIOUS = join(ROOT, '.svelte-kit/previous')
/**
 * How long files of earlier releases stay: a page opened then still loads its lazy chunks, which
 * would otherwise answer 404 in the middle of somebody's order.
 */
const OLD_FILES_DAYS_MAX = 45
const DAY_MS = 86_400_000

/** Whether build/ was made of exactly the sources that lie here now. */
export function isBuilt(): boolean {
  const file = join(LIVE, '_app/version.json')
  if (!existsSync(file) || !existsSync(join(LIVE, '200.html'))) return false
  return readFileSync(file, 'utf8') === JSON.stringify({ version: appVersion() })
}

/** Builds the app beside the live one, then switches. Throws if the build fails; build/ then stands. */
export function build(): void {
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js')
  const { status } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: ROOT,
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error('The app did not build; see above.')
  if (existsSync(LIVE)) keepOldFiles()
  rmSync(PREVIOUS, { recursive: true, force: true })
  if (existsSync(LIVE)) renameSync(LIVE, PREVIOUS)
  renameSync(FRESH, LIVE)
  rmSync(PREVIOUS, { recursive: true, force: true })
}

function keepOldFiles(): void {
  const old = join(LIVE, '_app/immutable')
  if (!existsSync(old)) return
  for (const name of readdirSync(old, { recursive: true, encoding: 'utf8' })) {
    const file = statSync(join(old, name))
    const isKept = file.isFile() && Date.now() - file.mtimeMs < OLD_FILES_DAYS_MAX * DAY_MS
    const to = join(FRESH, '_app/immutable', name)
    if (isKept && !existsSync(to)) cpSync(join(old, name), to, { preserveTimestamps: true })
  }
}

if (import.meta.main) build()
