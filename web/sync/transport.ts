import * as v from 'valibot'
import {
  REQUEST_REFUSALS,
  type RequestRefusal,
  type SyncReply,
  SyncReplySchema,
  type SyncRequest,
} from '@pasar/shared/sync/protocol.ts'
import { type Snapshot, SNAPSHOT_VERSION } from '@pasar/shared/sync/snapshot.ts'
import type { Platform } from '../platform/platform.ts'

/** A refusal of a whole request; `unknown` where the server named none we know. */
export type WhyRefused = RequestRefusal | 'unknown'

/**
 * What came of a request. offline: no connection, no progress, or an answer that is not our
 * server's (a captive portal). refused: our server said no.
 */
export type Answer<T> =
  | { readonly kind: 'reply'; readonly reply: T }
  | { readonly kind: 'refused'; readonly error: WhyRefused; readonly retryAfterS: number | null }
  | { readonly kind: 'offline' }

/** What EventSource offers, as far as it is used here. */
export type Events = {
  addEventListener(type: string, listener: () => void): void
  close(): void
}

export type TransportOptions = {
  readonly platform: Platform
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>
  /** before every path: '' in a page */
  readonly base?: string
  /** opens a stream of server-sent events; null where there is none */
  readonly events?: ((url: string) => Events) | null
}

/** Everything that goes over the network, by resource. */
export type Transport = {
  send(request: SyncRequest, signal?: AbortSignal): Promise<Answer<SyncReply>>
  snapshot(marketId: string, signal?: AbortSignal): Promise<Answer<Snapshot>>
  /** POST to /api/session/<verb>; the reply is parsed by the caller */
  session(verb: string, body: unknown): Promise<Answer<unknown>>
  /** GET /api/session */
  account(): Promise<Answer<unknown>>
  /** Hints while the connection holds; `onEnd` when it does not. null: this device has none. */
  live(buckets: readonly string[], on: { hint(): void; end(): void }): (() => void) | null
  /** Body bytes moved since the last call, up and down. */
  takeBytes(): number
}

/**
 * The loose shape of a snapshot: enough to tell it from a captive portal's page. What its blocks
 * hold is added up when they are stored (see verifySnapshot).
 */
const SnapshotSchema = v.object({
  v: v.literal(SNAPSHOT_VERSION),
  market: v.string(),
  cursor: v.string(),
  checksum: v.number(),
  blocks: v.array(v.unknown()),
})

/** Below this, gzip's own header costs more than it saves. */
const GZIP_BYTES_MIN = 500
/** A first byte can take this long on a bad signal, with the server's own wait. */
const SILENCE_MS_MAX = 20_000
/** The slowest upload that still counts as progress, in bytes per ms (16 kbit/s). */
const UPLOAD_BYTES_PER_MS_MIN = 2

export function createTransport(options: TransportOptions): Transport {
  const network = new Network(options)
  const base = options.base ?? ''
  return {
    async send(request, signal) {
      const answer = await network.post(`${base}/api/sync`, request, signal)
      return parsedBy(SyncReplySchema, answer) as Answer<SyncReply> // rows are the server's own and are trusted
    },
    async snapshot(marketId, signal) {
      const url = `${base}/api/catalogue/${encodeURIComponent(marketId)}`
      return parsedBy(SnapshotSchema, await network.get(url, signal)) as Answer<Snapshot> // as above
    },
    session: (verb, body) => network.post(`${base}/api/session/${verb}`, body),
    account: () => network.get(`${base}/api/session`),
    live(buckets, on) {
      const open = options.events === undefined ? browserEvents() : options.events
      if (open === null) return null
      const query = buckets.map(encodeURIComponent).join(',')
      const events = open(`${base}/api/live?b=${query}`)
      events.addEventListener('hint', on.hint)
      events.addEventListener('error', () => {
        // The browser would try again every few seconds for ever; the loop knows when it is worth it.
        events.close()
        on.end()
      })
      return () => events.close()
    },
    takeBytes: () => network.takeBytes(),
  }
}

function browserEvents(): ((url: string) => Events) | null {
  return typeof EventSource === 'undefined' ? null : (url) => new EventSource(url)
}

function parsedBy<T>(schema: v.GenericSchema<unknown, T>, answer: Answer<unknown>): Answer<T> {
  if (answer.kind !== 'reply') return answer
  // JSON that is no reply of ours is a portal's too: nothing of it may be taken as an answer.
  const parsed = v.safeParse(schema, answer.reply)
  return parsed.success ? { kind: 'reply', reply: parsed.output } : { kind: 'offline' }
}

class Network {
  readonly #platform: Platform
  readonly #fetch: NonNullable<TransportOptions['fetch']>
  #bytes = 0

  constructor({ platform, fetch = (url, init) => globalThis.fetch(url, init) }: TransportOptions) {
    this.#platform = platform
    this.#fetch = fetch
  }

  takeBytes(): number {
    const bytes = this.#bytes
    this.#bytes = 0
    return bytes
  }

  get(url: string, signal?: AbortSignal): Promise<Answer<unknown>> {
    return this.#exchange(url, { method: 'GET' }, { bytes: 0, signal })
  }

  async post(url: string, body: unknown, signal?: AbortSignal): Promise<Answer<unknown>> {
    const text = JSON.stringify(body)
    const zipped = text.length > GZIP_BYTES_MIN ? await this.#platform.gzip(text) : null
    const payload = zipped ?? text
    const headers = {
      'content-type': 'application/json',
      'x-pasar': '1',
      ...(zipped && { 'content-encoding': 'gzip' }),
    }
    const init = { method: 'POST', headers, body: payload as BodyInit } // bytes of gzip or text: both are bodies
    return this.#exchange(url, init, { bytes: payload.length, signal })
  }

  /** One attempt. It ends by itself when nothing moves for too long. */
  async #exchange(
    url: string,
    init: RequestInit,
    { bytes, signal }: { bytes: number; signal: AbortSignal | undefined },
  ): Promise<Answer<unknown>> {
    const abort = new AbortController()
    const stop = (): void => abort.abort()
    signal?.addEventListener('abort', stop)
    let cancel = (): void => undefined
    // Every sign of life buys the next stretch of silence.
    const allow = (ms: number): void => {
      cancel()
      cancel = this.#platform.setTimer(ms, stop)
    }
    allow(SILENCE_MS_MAX + bytes / UPLOAD_BYTES_PER_MS_MIN)
    try {
      const response = await this.#fetch(url, {
        ...init,
        credentials: 'same-origin',
        redirect: 'error', // our API never redirects: a portal does
        signal: abort.signal,
      })
      this.#bytes += bytes
      const text = await this.#readText(response, () => allow(SILENCE_MS_MAX))
      return answerFrom(response, text)
    } catch {
      // Every failure of fetch means the same here: it did not get through. The loop tries again.
      return { kind: 'offline' }
    } finally {
      cancel()
      signal?.removeEventListener('abort', stop)
    }
  }

  async #readText(response: Response, onProgress: () => void): Promise<string> {
    onProgress()
    if (response.body === null) return ''
    const reader = response.body.getReader()
    const decoder = new TextDecoder()
    let text = ''
    let decoded = 0
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      onProgress()
      decoded += value.length
      text += decoder.decode(value, { stream: true })
    }
    // What came over the air, where the server says it; else what it unpacked to.
    const length = Number(response.headers.get('content-length'))
    this.#bytes += Number.isFinite(length) && length > 0 ? length : decoded
    return text + decoder.decode()
  }
}

function answerFrom(response: Response, text: string): Answer<unknown> {
  const type = response.headers.get('content-type') ?? ''
  if (!type.startsWith('application/json')) return { kind: 'offline' }
  const body: unknown = JSON.parse(text)
  if (response.ok) return { kind: 'reply', reply: body }
  const refusal = v.safeParse(RefusedReplySchema, body)
  if (!refusal.success) return { kind: 'offline' }
  const { error, retryAfterS } = refusal.output
  return { kind: 'refused', error: isRefusal(error) ? error : 'unknown', retryAfterS }
}

const RefusedReplySchema = v.object({
  error: v.string(),
  retryAfterS: v.optional(v.nullable(v.number()), null),
})

const isRefusal = (error: string): error is RequestRefusal =>
  Object.keys(REQUEST_REFUSALS).includes(error)
