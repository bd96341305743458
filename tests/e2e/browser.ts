import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

/** Where Debian and its kin put their Chromium. */
const SYSTEM_CHROMIUM = '/usr/bin/chromium'

/** Quiet browsers: nothing of their own on the network, nothing that needs a screen card. */
export const BROWSER_ARGS: readonly string[] = [
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--no-default-browser-check',
]

/** The browser to start: the system's where it is, else (undefined) Playwright's own. */
export const executablePath: string | undefined = existsSync(SYSTEM_CHROMIUM)
  ? SYSTEM_CHROMIUM
  : undefined

/** What every launch needs, `launch` and `launchPersistentContext` alike. */
export const LAUNCH = {
  args: [...BROWSER_ARGS],
  // The sandbox of Chromium refuses to run as root, which is who runs in many containers.
  chromiumSandbox: process.getuid?.() !== 0,
  ...(executablePath === undefined ? {} : { executablePath }),
}

/** Installs a browser where there is none; throws with the reason where that fails. */
export function haveBrowser(): void {
  if (existsSync(SYSTEM_CHROMIUM) || existsSync(chromium.executablePath())) return
  console.log('No browser found: installing one …')
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    run('apt-get', ['-o', 'DPkg::Lock::Timeout=120', 'update'])
    run('apt-get', ['-o', 'DPkg::Lock::Timeout=120', 'install', '-y', 'chromium'])
    return
  }
  run('playwright', ['install', 'chromium'])
}

function run(command: string, args: readonly string[]): void {
  const { status, error } = spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    shell: process.platform === 'win32',
  })
  if (status !== 0) {
    throw new Error(`${command} ${args.join(' ')} did not install a browser`, { cause: error })
  }
}
