import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import { type Auth, type AuthSettings, DEFAULT_AUTH_SETTINGS } from './auth/auth.ts'
import { Limiter } from './auth/limiter.ts'
import { type PinHasher, argonHasher } from './auth/pin-hasher.ts'
import type { Deps, Env, HttpSettings, Router } from './http/env.ts'
import { securityHeaders } from './http/headers.ts'
import { refuse } from './http/refusal.ts'
import { type Log, faultFacts, silentLog } from './log.ts'
import { mountCatalogue } from './routes/catalogue.ts'
import { mountHealth } from './routes/health.ts'
import { LiveHub } from './routes/live-hub.ts'
import { mountLive } from './routes/live.ts'
import { mountPages } from './routes/pages.ts'
import { mountSession } from './routes/session.ts'
import { mountSync } from './routes/sync.ts'
import { type Store, StorageFailing } from './store/open.ts'

export type AppOptions = {
  readonly store: Store
  /** epoch ms */
  readonly now: () => number
  readonly random?: (bytes: number) => Uint8Array
  readonly log?: Log
  readonly settings?: Partial<AuthSettings & HttpSettings>
  /** folder of the built app; null serves the API alone */
  readonly webDir?: string | null
  readonly pins?: PinHasher
}

/** The server as a function from requests to answers, with the handles that main needs. */
export type App = Router & {
  readonly auth: Auth
  /** Ends all live streams, so that the process can stop. */
  readonly closeLive: () => void
}

/** Puts routes, headers and the error table together over a store. */
export function createApp(options: AppOptions): App {
  const { store, now, random = randomBytes, log = silentLog } = options
  const settings = {
    ...DEFAULT_AUTH_SETTINGS,
    trustProxy: false,
    version: 'dev',
    ...options.settings,
  }
  const auth: Auth = {
    store,
    now,
    random,
    log,
    settings,
    pins: options.pins ?? argonHasher(random),
    attempts: new Limiter(now),
    claim: { token: null, usedBy: null },
  }
  const deps: Deps = { store, auth, now, log, settings }
  const hub = new LiveHub()
  store.onCommit((touched) => hub.tell(touched))

  const app: Router = new Hono<Env>()
  app.use('*', securityHeaders(settings))
  mountHealth(app, deps)
  mountSync(app, deps)
  mountLive(app, { deps, hub })
  mountCatalogue(app, deps)
  mountSession(app, { deps, hub })
  app.all('/api/*', (c) => refuse(c, { why: 'notFound' }))
  mountPages(app, options.webDir ?? null)
  app.notFound((c) => refuse(c, { why: 'notFound' }))
  app.onError((error, c) => {
    if (error instanceof StorageFailing) return refuse(c, { why: 'serverFull', retryAfterS: 60 })
    // Whatever gets here is a bug of ours. The person's phone keeps its work and tries again.
    log.error('requestBug', { route: c.req.routePath, ...faultFacts(error) })
    c.header('retry-after', '30')
    return c.json({ error: 'bug' }, 500)
  })
  return Object.assign(app, { auth, closeLive: () => hub.close() })
}
