import type { SyncRequest } from '@pasar/shared/sync/protocol.ts'
import type { Device, Tab } from './device.ts'
import type { FaultCounts } from './faults.ts'
import type { Kernel } from './kernel.ts'
import type { Random } from './random.ts'
import type { Slipped } from './wire.ts'

/** Chance of each fate of one request; the rest goes through. */
export type Weather = {
  readonly dropRequest: number
  readonly dropReply: number
  readonly duplicate: number
  readonly late: number
  readonly cutReply: number
  readonly portal: number
  readonly busy: number
  /** ms of one way, at most */
  readonly delayMsMax: number
}

export const CLEAR: Weather = {
  dropRequest: 0,
  dropReply: 0,
  duplicate: 0,
  late: 0,
  cutReply: 0,
  portal: 0,
  busy: 0,
  delayMsMax: 300,
}

/** A request as it lies on the wire. */
export type Sent = {
  readonly device: Device
  readonly path: string
  readonly init: RequestInit
  /** mutations it carries, as far as its sender told */
  readonly mutations: number
  /** of a sync: what its phone meant to send, and what was slipped in between */
  readonly request?: SyncRequest
  readonly bad?: Slipped
  /** a bucket of somebody else that it asks for */
  readonly foreign?: string
}

export type Answer = {
  readonly status: number
  readonly headers: Headers
  readonly body: Uint8Array<ArrayBuffer>
}

/** Where requests arrive; null where nobody answers (the process died meanwhile). */
export type Host = { answer(sent: Sent): Promise<Answer | null> }

/** ms after which a phone on a dead line gets an error instead of silence */
const ERROR_MS_MAX = 4_000
/** ms by which a request can be late */
const LATE_MS_MAX = 90_000

type Settle = { readonly resolve: (response: Response) => void; readonly fail: () => void }

/**
 * The road between phones and server. Every request's fate is drawn from the seed when it is sent:
 * lost on the way there or back, delivered twice, delivered after its phone gave up, answered by a
 * stranger, cut in the middle.
 */
export class Network {
  weather: Weather = CLEAR
  readonly #kernel: Kernel
  readonly #random: Random
  readonly #faults: FaultCounts
  readonly #host: Host

  constructor(parts: { kernel: Kernel; random: Random; faults: FaultCounts; host: Host }) {
    this.#kernel = parts.kernel
    this.#random = parts.random
    this.#faults = parts.faults
    this.#host = parts.host
  }

  /** What a tab gets for `fetch`. `inspect` sees what really goes out and may change it. */
  fetchOf(tab: Tab, inspect: (sent: Sent) => Sent): typeof fetch {
    return (input, init = {}) => {
      const path = new URL(String(input), 'http://localhost').pathname
      const sent = inspect({ device: tab.device, path, init, mutations: 0 })
      return new Promise((resolve, reject) => {
        let isSettled = false
        const once = (settle: () => void) => {
          const { power } = tab.device
          this.#kernel.post(() => {
            if (isSettled || !tab.isOpen) return
            isSettled = true
            settle()
          }, power)
        }
        const settle: Settle = {
          resolve: (response) => once(() => resolve(response)),
          fail: () => once(() => reject(new TypeError('Failed to fetch'))),
        }
        init.signal?.addEventListener('abort', () =>
          once(() => reject(new DOMException('aborted', 'AbortError'))),
        )
        this.#send(sent, settle)
      })
    }
  }

  #send(sent: Sent, settle: Settle): void {
    const { device } = sent
    if (!device.isOnline) return this.#later(this.#random.int(1, ERROR_MS_MAX), settle.fail)
    const fate = this.#fateOf(sent)
    switch (fate) {
      case 'dropRequest':
        this.#note(fate, sent.mutations > 0)
        return this.#silenceOrError(settle)
      case 'portal':
        this.#note(fate, true)
        return this.#later(this.#wayMs(), () => settle.resolve(portalPage(this.#random)))
      case 'busy':
        this.#note(fate, true)
        return this.#later(this.#wayMs(), () => settle.resolve(busyReply(this.#random)))
      case 'late':
        this.#later(this.#random.int(1_000, LATE_MS_MAX), () => {
          this.#note(fate, sent.mutations > 0)
          void this.#host.answer(sent)
        })
        return this.#silenceOrError(settle)
      case 'duplicate':
        this.#later(this.#random.int(1, LATE_MS_MAX), () => {
          this.#note(fate, sent.mutations > 0)
          void this.#host.answer(sent)
        })
        return this.#deliver(sent, { fate, settle })
      default:
        return this.#deliver(sent, { fate, settle })
    }
  }

  #deliver(sent: Sent, way: { fate: string; settle: Settle }): void {
    this.#later(this.#wayMs(), () => void this.#bring(sent, way))
  }

  /** The request is there: what is answered goes on its way back. */
  async #bring(sent: Sent, { fate, settle }: { fate: string; settle: Settle }): Promise<void> {
    const answer = await this.#host.answer(sent)
    if (answer === null) return this.#silenceOrError(settle)
    const hasDecided = sent.mutations > 0 && answer.status === 200
    if (fate === 'dropReply') {
      this.#note(fate, hasDecided)
      return this.#silenceOrError(settle)
    }
    this.#later(this.#wayMs(), () => {
      if (!sent.device.isOnline) return settle.fail()
      if (fate !== 'cutReply') {
        keepCookie(sent.device, answer)
        return settle.resolve(responseOf(answer))
      }
      this.#note(fate, hasDecided)
      settle.resolve(cutResponse(answer, this.#random))
    })
  }

  #fateOf({ device }: Sent): string {
    const { delayMsMax: _, ...chances } = this.weather
    let left = this.#random.next()
    if (device.isSheltered) return 'through'
    for (const [fate, chance] of Object.entries(chances)) {
      left -= chance
      if (left < 0) return fate
    }
    return 'through'
  }

  #note(
    fault: 'dropRequest' | 'dropReply' | 'duplicate' | 'late' | 'cutReply' | 'portal' | 'busy',
    matters: boolean,
  ): void {
    this.#faults.fire(fault)
    if (matters) this.#faults.matter(fault)
  }

  #silenceOrError(settle: Settle): void {
    if (this.#random.chance(0.5)) this.#later(this.#random.int(1, ERROR_MS_MAX), settle.fail)
  }

  #wayMs(): number {
    return this.#random.int(5, this.weather.delayMsMax)
  }

  #later(delayMs: number, run: () => void): void {
    this.#kernel.after(delayMs, run, this.#kernel.world)
  }
}

const responseOf = (answer: Answer): Response =>
  new Response(answer.status === 204 || answer.status === 304 ? null : answer.body, {
    status: answer.status,
    headers: withoutCookie(answer.headers),
  })

/** Either the stream breaks, or it ends early and looks whole. */
function cutResponse(answer: Answer, random: Random): Response {
  const part = answer.body.slice(0, random.int(0, Math.max(0, answer.body.length - 1)))
  if (random.chance(0.5)) return responseOf({ ...answer, body: part })
  const stream = new ReadableStream({
    start(controller) {
      if (part.length > 0) controller.enqueue(part)
      controller.error(new TypeError('network error'))
    },
  })
  return new Response(stream, { status: answer.status, headers: withoutCookie(answer.headers) })
}

function portalPage(random: Random): Response {
  const page = '<!doctype html><title>WiFi Alun-Alun</title><form action="/login">Masuk</form>'
  const type = random.chance(0.3) ? 'application/json' : 'text/html'
  return new Response(page, { status: 200, headers: { 'content-type': type } })
}

function busyReply(random: Random): Response {
  const status = random.one(502, 503, 429)
  if (status === 429) return Response.json({ error: 'tooMany', retryAfterS: 5 }, { status })
  return new Response('<h1>Bad Gateway</h1>', { status, headers: { 'content-type': 'text/html' } })
}

function keepCookie(device: Device, answer: Answer): void {
  for (const cookie of answer.headers.getSetCookie()) {
    const [pair = '', ...rest] = cookie.split(';')
    const [, value = ''] = pair.split('=')
    const isGone = value === '' || rest.some((part) => /max-age=0\b/i.test(part))
    device.cookie = isGone ? null : pair.trim()
  }
}

function withoutCookie(headers: Headers): Headers {
  const kept = new Headers(headers)
  kept.delete('set-cookie')
  return kept
}
