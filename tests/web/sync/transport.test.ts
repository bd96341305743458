import { describe, expect, test } from 'vitest'
import { encodeSnapshot } from '@pasar/shared/sync/snapshot.ts'
import type { SyncRequest } from '@pasar/shared/sync/protocol.ts'
import { createTransport, type Events, type Transport } from '@pasar/web/sync/transport.ts'
import { anOffer } from '../../fixtures/offer.ts'
import { aDevice, fakePlatform, passTime } from '../../fixtures/platform.ts'
import { aReply } from '../../fixtures/replica.ts'

const REQUEST: SyncRequest = {
  protocol: 1,
  client: '00000000000000000000000001',
  lastSeq: 0,
  have: {},
  mutations: [],
}
const JSON_TYPE = { 'content-type': 'application/json' }

type Seen = { readonly url: string; readonly init: RequestInit }

/** A transport whose network answers with this, and what it was asked. */
function answering(response: () => Response | Promise<Response>, device = aDevice()) {
  const seen: Seen[] = []
  const transport = createTransport({
    platform: fakePlatform(device),
    async fetch(url, init) {
      seen.push({ url, init })
      return response()
    },
    events: null,
  })
  return { transport, seen, device }
}

const json = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: JSON_TYPE })

describe('a reply', () => {
  test('is taken from our server', async () => {
    const { transport, seen } = answering(() => json(aReply({ lastSeq: 3 })))
    expect(await transport.send(REQUEST)).toEqual({ kind: 'reply', reply: aReply({ lastSeq: 3 }) })
    expect(seen.map(({ url, init }) => [url, init.method, init.headers, init.redirect])).toEqual([
      ['/api/sync', 'POST', { 'content-type': 'application/json', 'x-pasar': '1' }, 'error'],
    ])
  })

  test.each([
    [
      'a captive portal’s page',
      () => new Response('<html>Masuk</html>', { headers: { 'content-type': 'text/html' } }),
    ],
    [
      'a portal’s page that calls itself JSON',
      () => new Response('<html>', { headers: JSON_TYPE }),
    ],
    [
      'a reply that does not say it is JSON',
      () => new Response(JSON.stringify(aReply()), { headers: { 'content-type': 'text/html' } }),
    ],
    ['JSON that is no reply', () => json({ ok: true })],
    [
      'a reply with a result that is none',
      () => json(aReply({ results: [{ id: 'x', outcome: 'fine' as 'later' }] })),
    ],
    ['a gateway’s error page', () => new Response('Bad Gateway', { status: 502 })],
    ['a gateway’s JSON', () => json({ message: 'upstream' }, 503)],
    ['a broken connection', () => Promise.reject(new TypeError('failed'))],
  ])('is not taken from %s, S10', async (_, response) => {
    const { transport } = answering(response)
    expect(await transport.send(REQUEST)).toEqual({ kind: 'offline' })
  })

  test.each([
    [401, { error: 'signInNeeded' }, 'signInNeeded', null],
    [403, { error: 'deviceRevoked' }, 'deviceRevoked', null],
    [429, { error: 'tooMany', retryAfterS: 30 }, 'tooMany', 30],
    [500, { error: 'bug' }, 'unknown', null],
  ])('is a refusal for status %i', async (status, body, error, retryAfterS) => {
    const { transport } = answering(() => json(body, status))
    expect(await transport.send(REQUEST)).toEqual({ kind: 'refused', error, retryAfterS })
  })
})

describe('a request', () => {
  const large = { ...REQUEST, have: { [`market:${'x'.repeat(500)}`]: '' } }

  test('is gzipped above 500 bytes', async () => {
    const { transport, seen } = answering(() => json(aReply()))
    await transport.send(large)
    expect(seen[0]?.init.headers).toMatchObject({ 'content-encoding': 'gzip' })
    expect(seen[0]?.init.body).toEqual(new TextEncoder().encode(`gz:${JSON.stringify(large)}`))
  })

  test('goes as it is where the browser cannot gzip', async () => {
    const device = { ...aDevice(), hasGzip: false }
    const { transport, seen } = answering(() => json(aReply()), device)
    await transport.send(large)
    expect(seen[0]?.init.headers).not.toHaveProperty('content-encoding')
    expect(seen[0]?.init.body).toBe(JSON.stringify(large))
  })

  test('and its reply come to 600 bytes at most when there is nothing to say', () => {
    const have = Object.fromEntries(
      ['markets', 'commodities', 'market:pasar-baru', 'stall:pb-017'].map((one) => [
        one,
        'k3x9pq2m.123456',
      ]),
    )
    const id = '01J00000000000000000000001'
    for (const bucket of [`account:${id}`, `household:${id}`]) have[bucket] = 'k3x9pq2m.123456'
    const up = JSON.stringify({ ...REQUEST, lastSeq: 12_345, have })
    const down = JSON.stringify(aReply({ lastSeq: 12_345, now: 1_795_000_000_000 }))
    expect(up.length + down.length).toBeLessThanOrEqual(600)
  })

  test('is given up when nothing moves', async () => {
    const device = aDevice()
    const transport = createTransport({
      platform: fakePlatform(device),
      fetch: (_, init) =>
        new Promise((_resolve, reject) => {
          init.signal?.addEventListener('abort', () => reject(new Error('aborted')))
        }),
      events: null,
    })
    const answer = transport.send(REQUEST)
    await Promise.resolve()
    passTime(device, 19_999)
    expect(device.timers).toHaveLength(1)
    passTime(device, 1_000)
    expect(await answer).toEqual({ kind: 'offline' })
    expect(device.timers).toEqual([])
  })

  test('lives on while bytes come, however slowly', async () => {
    const device = aDevice()
    const text = JSON.stringify(aReply())
    let signal: AbortSignal | null | undefined
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        for (const char of text) {
          passTime(device, 15_000)
          if (signal?.aborted) return controller.error(new Error('aborted'))
          controller.enqueue(new TextEncoder().encode(char))
          await new Promise((resolve) => setImmediate(resolve))
        }
        controller.close()
      },
    })
    const transport = createTransport({
      platform: fakePlatform(device),
      async fetch(_, init) {
        signal = init.signal
        return new Response(body, { headers: JSON_TYPE })
      },
      events: null,
    })
    expect(await transport.send(REQUEST)).toMatchObject({ kind: 'reply' })
  })

  test('ends at once when it is called off', async () => {
    const abort = new AbortController()
    const { transport } = answering(() => {
      abort.abort()
      return Promise.reject(new Error('aborted'))
    })
    expect(await transport.send(REQUEST, abort.signal)).toEqual({ kind: 'offline' })
  })
})

test('bytes are counted as they came over the air, where the server says it', async () => {
  const reply = JSON.stringify(aReply())
  const up = JSON.stringify(REQUEST).length
  const bytesFor = async (headers: object): Promise<number> => {
    const { transport } = answering(
      () => new Response(reply, { headers: { ...JSON_TYPE, ...headers } }),
    )
    await transport.send(REQUEST)
    expect(transport.takeBytes()).toBe(up + (headers === NO_LENGTH ? reply.length : 40))
    return transport.takeBytes()
  }
  const NO_LENGTH = {}
  expect(await bytesFor(NO_LENGTH)).toBe(0)
  expect(await bytesFor({ 'content-length': '40' })).toBe(0)
})

test('a market’s snapshot is taken whole, and a damaged one not at all, S8', async () => {
  const snapshot = encodeSnapshot([anOffer()], { market: 'pasar-baru', cursor: 'e1.5' })
  const { transport, seen } = answering(() => json(snapshot))
  expect(await transport.snapshot('pasar-baru')).toEqual({ kind: 'reply', reply: snapshot })
  expect(seen[0]?.url).toBe('/api/catalogue/pasar-baru')
  const damaged = answering(() => json({ ...snapshot, checksum: 'x' })).transport
  expect(await damaged.snapshot('pasar-baru')).toEqual({ kind: 'offline' })
})

describe('the stream of hints', () => {
  function aStream(): {
    transport: Transport
    urls: string[]
    fire(type: string): void
    closed(): number
  } {
    const urls: string[] = []
    const listeners = new Map<string, () => void>()
    let closed = 0
    const events: Events = {
      addEventListener: (type, listener) => void listeners.set(type, listener),
      close: () => void closed++,
    }
    const transport = createTransport({
      platform: fakePlatform(aDevice()),
      events(url) {
        urls.push(url)
        return events
      },
    })
    return { transport, urls, fire: (type) => listeners.get(type)?.(), closed: () => closed }
  }

  test('names the buckets, passes hints on and never reconnects by itself', () => {
    const { transport, urls, fire, closed } = aStream()
    const heard: string[] = []
    transport.live(['markets', 'market:pasar-baru'], {
      hint: () => heard.push('hint'),
      end: () => heard.push('end'),
    })
    fire('hint')
    fire('error')
    expect(urls).toEqual(['/api/live?b=markets,market%3Apasar-baru'])
    expect(heard).toEqual(['hint', 'end'])
    expect(closed()).toBe(1)
  })

  test('is not there where the device has none', () => {
    const { transport } = answering(() => json(aReply()))
    expect(transport.live([], { hint: () => undefined, end: () => undefined })).toBe(null)
  })
})

test('session acts go to their own path', async () => {
  const { transport, seen } = answering(() => json({ ok: true }))
  expect(await transport.session('pin', { pin: '1' })).toEqual({
    kind: 'reply',
    reply: { ok: true },
  })
  expect(await transport.account()).toEqual({ kind: 'reply', reply: { ok: true } })
  expect(seen.map(({ url, init }) => [init.method, url])).toEqual([
    ['POST', '/api/session/pin'],
    ['GET', '/api/session'],
  ])
})
