import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import type { AccountId } from '@pasar/shared/domain/id.ts'
import { type App, createApp } from './app.ts'
import { issueCode } from './auth/code.ts'
import { openClaim } from './auth/enrolment.ts'
import { BadSetting, type Config } from './config.ts'
import { type Log, createLog } from './log.ts'
import { runSeed } from './load/run.ts'
import { FAILPOINTS, type Failpoint, failpointFrom, noFailpoint } from './store/failpoint.ts'
import { StorageFailing, type Store, openStore } from './store/open.ts'

export type Serving = {
  /** where people reach it */
  readonly address: string
  /** Ends live streams, answers what is under way, writes everything down. */
  readonly stop: () => Promise<void>
}

export type ServeOptions = {
  readonly config: Config
  /** folder of the built app */
  readonly webDir: string
  readonly version: string
  /** epoch ms */
  readonly now: () => number
  readonly random: (bytes: number) => Uint8Array
  /** ends the process as a power cut would, for crash tests */
  readonly die: () => void
  /** a line for whoever started the process */
  readonly print: (line: string) => void
}

/** How long requests under way may take once the process is to stop. */
const STOP_MS_MAX = 8_000
/** No request of ours takes longer to arrive: 1 MB at 60 kbit/s. */
const REQUEST_MS_MAX = 150_000

/** Composes store, app and listener, loads the demo where it is asked for, and says where it is. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { config, webDir, now, random, print } = options
  mkdirSync(config.dataDir, { recursive: true })
  const log = createLog(config.logLevel, print)
  const store = openStore({
    file: config.databaseFile,
    now,
    random,
    log,
    failpoint: failpointOf(options),
  })
  const settings = { ...config, version: options.version }
  const app = createApp({ store, now, random, log, settings, webDir })
  if (config.isDemo) await loadDemo(store, log)
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: { requestTimeout: REQUEST_MS_MAX },
  })
  server.listen(config.port, config.host)
  await once(server, 'listening')
  const address = config.baseUrl ?? addressOf(server.address(), config.host)
  print(`Pasar Dekat: ${address}`)
  for (const line of config.isDemo ? await greeting(app) : claimLines(app, address)) print(line)
  return { address, stop: () => stop({ app, store, server }) }
}

function failpointOf({ config: { failpoint }, die }: ServeOptions): Failpoint {
  if (failpoint === null) return noFailpoint
  const known = failpointFrom(failpoint, die)
  if (known) return known
  throw new BadSetting(`FAILPOINT is "${failpoint}", but must be like ${FAILPOINTS[0]}:1.`)
}

/**
 * A full disk is told once and not for each of a thousand intents. Loaded only here: an installation
 * of its own runs without a single file of the demo.
 */
async function loadDemo(store: Store, log: Log): Promise<void> {
  const { demoIntents } = await import('./seed/demo.ts')
  const { refused } = await runSeed(store, demoIntents())
  const counts = new Map<string, number>()
  for (const { why } of refused) counts.set(why, (counts.get(why) ?? 0) + 1)
  for (const [why, count] of counts) log.error('demoRefused', { why, count })
}

async function greeting(app: App): Promise<readonly string[]> {
  const { demoGreeting } = await import('./seed/demo-greeting.ts')
  try {
    return demoGreeting(
      (account: AccountId) => issueCode(app.auth, { account, issuedBy: 'office' }).code,
    )
  } catch (error) {
    // What is there is served all the same.
    if (error instanceof StorageFailing) return ['The disk takes no writes: no codes now.']
    throw error
  }
}

function claimLines(app: App, address: string): string[] {
  const token = openClaim(app.auth)
  if (token === null) return []
  return [
    'Nobody governs this installation yet. Whoever opens this link first becomes its admin:',
    `  ${address}/klaim#${token}`,
  ]
}

function addressOf(bound: AddressInfo | string | null, host: string): string {
  const port = typeof bound === 'object' && bound !== null ? bound.port : ''
  // 0.0.0.0 is no address to type, and phones need https for anything but localhost.
  const named = ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host) ? 'localhost' : host
  return `http://${named}:${port}`
}

type Parts = { app: App; store: Store; server: ReturnType<typeof createAdaptorServer> }

async function stop({ app, store, server }: Parts): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  app.closeLive()
  if ('closeIdleConnections' in server) server.closeIdleConnections()
  const impatient = setTimeout(() => {
    if ('closeAllConnections' in server) server.closeAllConnections()
  }, STOP_MS_MAX)
  await closed
  clearTimeout(impatient)
  await store.close()
}

/** The built app beside the server's sources. */
export const builtApp = (): string => join(import.meta.dirname, '../build')
