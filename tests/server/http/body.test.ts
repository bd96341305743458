import { gzipSync } from 'node:zlib'
import { readShape } from '@pasar/server/http/body.ts'
import type { Env } from '@pasar/server/http/env.ts'
import { refuse } from '@pasar/server/http/refusal.ts'
import { SYNC_REQUEST_BYTES_MAX } from '@pasar/shared/lib/limits.ts'
import { Hono } from 'hono'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { PAGE_HEADERS } from '../phone.ts'

const settings = { trustProxy: false, version: 'test' }
const app = new Hono<Env>()
app.post('/', async (c) => {
  const read = await readShape(c, { schema: v.object({ note: v.unknown() }), settings })
  return read.ok ? c.json({ chars: JSON.stringify(read.value).length }) : refuse(c, read)
})

async function fate(body: BodyInit, headers: Record<string, string | null> = {}): Promise<string> {
  const all = Object.entries({ ...PAGE_HEADERS, ...headers })
  const sent = all.flatMap(([name, value]): [string, string][] =>
    value === null ? [] : [[name, value]],
  )
  const response = await app.request('/', { method: 'POST', headers: sent, body })
  const answer = (await response.json()) as { error?: string } // our own route
  return answer.error ? `${response.status} ${answer.error}` : String(response.status)
}

const note = (text: string) => JSON.stringify({ note: text })
const zipped = { 'content-encoding': 'gzip' }

test('takes JSON of the shape asked for, plain or gzipped', async () => {
  expect([
    await fate(note('a')),
    await fate(note('a'), { 'content-type': 'application/json; charset=utf-8' }),
    await fate(Uint8Array.from(gzipSync(note('a'))), zipped),
  ]).toEqual(['200', '200', '200'])
})

test.each([
  ['text that is no JSON', '{'],
  ['nothing', ''],
  ['another shape', '{}'],
  ['a list', '[]'],
  ['bytes that are no UTF-8', Uint8Array.from([123, 255, 125])],
])('refuses %s, badRequest', async (_, body) => {
  expect(await fate(body)).toBe('400 badRequest')
})

test('JSON nested ten thousand deep breaks nothing', async () => {
  const deep = `{"note":${'['.repeat(10_000)}${']'.repeat(10_000)}}`
  expect(await fate(deep.replace('"note"', '"other"'))).toBe('400 badRequest')
})

test('takes a body at the limit and refuses one past it, also before reading it', async () => {
  const atLimit = note('x'.repeat(SYNC_REQUEST_BYTES_MAX - note('').length))
  expect([atLimit.length, await fate(atLimit), await fate(`${atLimit} `)]).toEqual([
    SYNC_REQUEST_BYTES_MAX,
    '200',
    '413 tooLarge',
  ])
  expect(await fate('x'.repeat(10_000_000))).toBe('413 tooLarge')
  expect(await fate('{}', { 'content-length': '10000000' })).toBe('413 tooLarge')
})

test('a gzip bomb is cut while it inflates', async () => {
  const bomb = Uint8Array.from(gzipSync(Buffer.alloc(200_000_000, 32)))
  const before = process.memoryUsage().rss
  expect([bomb.length < 200_000, await fate(bomb, zipped)]).toEqual([true, '413 tooLarge'])
  expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000)
  const whole = gzipSync(note('x'.repeat(SYNC_REQUEST_BYTES_MAX - note('').length)))
  expect(await fate(Uint8Array.from(whole), zipped)).toBe('200')
})

test('refuses gzip that is damaged or cut short', async () => {
  const good = gzipSync(note('some text to cut'))
  for (const bad of [good.subarray(0, -6), Buffer.from('no gzip'), Buffer.alloc(0)]) {
    expect(await fate(Uint8Array.from(bad), zipped)).toBe('400 badRequest')
  }
})

test.each([
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, '415 badContentType'],
  ['plain text', { 'content-type': 'text/plain' }, '415 badContentType'],
  ['something like JSON', { 'content-type': 'application/jsonp' }, '415 badContentType'],
  ['no type', { 'content-type': null }, '415 badContentType'],
  ['an unknown encoding', { 'content-encoding': 'br' }, '415 badContentType'],
  ['no header of ours', { 'x-pasar': null }, '403 crossSite'],
  ['another site', { 'sec-fetch-site': 'cross-site' }, '403 crossSite'],
  ['a neighbouring site', { 'sec-fetch-site': 'same-site' }, '403 crossSite'],
  ['neither origin nor site', { 'sec-fetch-site': null }, '403 crossSite'],
])('refuses %s', async (_, headers, expected) => {
  expect(await fate(note('a'), headers)).toBe(expected)
})

test('a body whose connection breaks is no bug', async () => {
  const broken = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.error(new Error('ECONNRESET')),
  })
  const request = new Request('http://pasar.test/', {
    method: 'POST',
    headers: { ...PAGE_HEADERS },
    body: broken,
    duplex: 'half',
  } as RequestInit)
  const response = await app.request(request)
  expect([response.status, await response.json()]).toEqual([400, { error: 'badRequest' }])
})
