import type { Context, Hono } from 'hono'
import type { Auth } from '../auth/auth.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/open.ts'

/** What Hono hands to handlers: under Node the raw request, in tests nothing. */
export type Env = { Bindings: { incoming?: { socket?: { remoteAddress?: string } } } }
export type Handler = Context<Env>
export type Router = Hono<Env>

export type HttpSettings = {
  /** read X-Forwarded-* of the one proxy in front; without one they are forged */
  readonly trustProxy: boolean
  /** name of the running release, shown by health */
  readonly version: string
}

/** What routes work with. */
export type Deps = {
  readonly store: Store
  readonly auth: Auth
  readonly now: () => number
  readonly log: Log
  readonly settings: HttpSettings
}
