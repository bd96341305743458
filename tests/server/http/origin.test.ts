import type { Env, HttpSettings } from '@pasar/server/http/env.ts'
import { addressOf, isHttps, isSameOrigin } from '@pasar/server/http/origin.ts'
import { Hono } from 'hono'
import { expect, test } from 'vitest'

async function seen(
  headers: Record<string, string>,
  over: Partial<HttpSettings & { url: string }> = {},
) {
  const settings = { trustProxy: false, version: 'test', ...over }
  const app = new Hono<Env>()
  app.get('*', (c) =>
    c.json([addressOf(c, settings), isHttps(c, settings), isSameOrigin(c, settings)]),
  )
  const env = { incoming: { socket: { remoteAddress: '10.0.0.9' } } }
  const response = await app.request(over.url ?? 'http://pasar.test/', { headers }, env)
  return response.json()
}

test('X-Forwarded headers count only behind the trusted proxy, and only what it added', async () => {
  const forged = {
    'x-forwarded-for': '1.1.1.1, 2.2.2.2',
    'x-forwarded-proto': 'https',
    'sec-fetch-site': 'same-origin',
  }
  expect(await seen(forged)).toEqual(['10.0.0.9', false, true])
  expect(await seen(forged, { trustProxy: true })).toEqual(['2.2.2.2', true, true])
  expect(await seen({}, { trustProxy: true })).toEqual(['10.0.0.9', false, false])
})

test('https is seen without a proxy too', async () => {
  expect(await seen({}, { url: 'https://pasar.test/' })).toEqual(['10.0.0.9', true, false])
})

test.each([
  [{ 'sec-fetch-site': 'same-origin', origin: 'http://evil.test' }, true],
  [{ 'sec-fetch-site': 'cross-site', origin: 'http://pasar.test' }, false],
  [{ 'sec-fetch-site': 'none' }, false],
  [{ origin: 'http://pasar.test' }, true],
  [{ origin: 'http://pasar.test.evil.test' }, false],
  [{ origin: 'http://sub.pasar.test' }, false],
  [{ origin: 'null' }, false],
  [{}, false],
])('%o is of our origin: %s', async (headers, expected) => {
  const [, , isOurs] = await seen({ host: 'pasar.test', ...headers })
  expect(isOurs).toBe(expected)
})

test('behind a proxy the host is the one that people typed', async () => {
  const headers = {
    host: '127.0.0.1:8787',
    'x-forwarded-host': 'pasar.test',
    origin: 'https://pasar.test',
  }
  expect((await seen(headers))[2]).toBe(false)
  expect((await seen(headers, { trustProxy: true }))[2]).toBe(true)
})
