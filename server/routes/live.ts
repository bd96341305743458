import { isPublicBucket, privateBucketsOf } from '@pasar/shared/domain/bucket.ts'
import { SYNC_BUCKETS_MAX } from '@pasar/shared/lib/limits.ts'
import { standing } from '../http/cookie.ts'
import type { Deps, Handler, Router } from '../http/env.ts'
import { addressOf } from '../http/origin.ts'
import { refuse } from '../http/refusal.ts'
import type { LiveHub } from './live-hub.ts'

/** Proxies drop a silent connection after 30 to 60 s. */
const KEEP_ALIVE_MS = 25_000
/** When a phone whose connection broke comes again. */
const RETRY_MS = 5_000
/** How long a phone waits that found no room. */
const FULL_RETRY_S = 60

/**
 * GET /api/live: server-sent events without data, by which a phone learns that a pull would bring
 * something. Private buckets come from the session, public ones from `b`.
 */
export function mountLive(app: Router, { deps, hub }: { deps: Deps; hub: LiveHub }): void {
  app.get('/api/live', (c) => {
    if (c.req.method === 'HEAD') return c.body(null)
    const who = standing(c, deps)
    if (who.kind === 'revoked') return refuse(c, { why: 'deviceRevoked' })
    const account = who.kind === 'live' ? who.account : null
    const client = who.kind === 'live' ? who.client : null
    const followed = publicBuckets(c)
    const stream = openStream((events) =>
      hub.add({
        client,
        account,
        address: addressOf(c, deps.settings),
        buckets: () =>
          new Set<string>([...privateBucketsOf(deps.store.actorFor(account)), ...followed]),
        hint: events.hint,
        end: events.end,
      }),
    )
    if (!stream) return refuse(c, { why: 'tooMany', retryAfterS: FULL_RETRY_S })
    c.header('content-type', 'text/event-stream')
    c.header('cache-control', 'no-store')
    c.header('x-accel-buffering', 'no')
    return c.body(stream)
  })
}

function publicBuckets(c: Handler): string[] {
  const named = (c.req.query('b') ?? '').split(',')
  return named.filter(isPublicBucket).slice(0, SYNC_BUCKETS_MAX)
}

type Events = { readonly hint: () => void; readonly end: () => void }

/** A stream that `join` feeds; null where it found no room. */
function openStream(join: (events: Events) => (() => void) | null): ReadableStream | null {
  const encoder = new TextEncoder()
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null
  const send = (text: string): void => controller?.enqueue(encoder.encode(text))
  const keepAlive = setInterval(() => send(': ka\n\n'), KEEP_ALIVE_MS)
  keepAlive.unref()
  const end = (): void => {
    clearInterval(keepAlive)
    controller?.close()
    controller = null
  }
  const leave = join({ hint: () => send('event: hint\ndata:\n\n'), end })
  if (!leave) {
    end()
    return null
  }
  return new ReadableStream<Uint8Array>({
    start: (own) => {
      controller = own
      send(`retry: ${RETRY_MS}\n: ok\n\n`)
    },
    cancel: () => {
      clearInterval(keepAlive)
      controller = null
      leave()
    },
  })
}
