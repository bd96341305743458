import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DATA_POLICY, WORKER_POLICY, pagePolicy } from '@pasar/server/http/headers.ts'
import { expect, test } from 'vitest'
import { MARKET, anInstallation } from '../installation.ts'
import { Phone } from '../phone.ts'

const webDir = mkdtempSync(join(tmpdir(), 'pasar-web-'))
mkdirSync(join(webDir, '_app/immutable'), { recursive: true })
writeFileSync(join(webDir, '200.html'), '<script>start()</script>')
writeFileSync(join(webDir, '_app/immutable/a.js'), 'x')
const installation = await anInstallation({ app: { webDir } })
const { app } = installation

const always = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), geolocation=(), microphone=(), payment=()',
  'x-frame-options': 'DENY',
}
const namesOf = (headers: Headers) =>
  Object.fromEntries(Object.keys(always).map((name) => [name, headers.get(name)]))

const answers: [string, () => Response | Promise<Response>][] = [
  ['a page', () => app.request('/')],
  ['a chunk', () => app.request('/_app/immutable/a.js')],
  ['a missing chunk', () => app.request('/_app/immutable/b.js')],
  ['a missing route', () => app.request('/api/nowhere')],
  ['health', () => app.request('/api/health')],
  ['a catalogue', () => app.request(`/api/catalogue/${MARKET}`)],
  ['a refused session', () => app.request('/api/session')],
  ['a refused sync', () => app.request('/api/sync', { method: 'POST' })],
  ['a sync', () => new Phone(installation).send()],
  ['a live stream', () => app.request('/api/live')],
  ['a wrong method', () => app.request('/api/health', { method: 'DELETE' })],
]

test.each(answers)('%s carries the security headers', async (_, ask) => {
  const { headers } = await ask()
  expect(namesOf(headers)).toEqual(always)
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expect(headers.get('cache-control')).not.toBe(null)
  expect(headers.get('strict-transport-security')).toBe(null)
})

test('so does the answer to a bug of ours, and it tells nothing', async () => {
  const broken = await anInstallation()
  broken.app.get('/api/broken', () => {
    throw new Error('SELECT secret FROM rows')
  })
  const store = {
    ...broken.store,
    health: () => {
      throw new Error('SELECT secret FROM rows')
    },
  }
  const failing = await anInstallation({ app: { store } })
  const response = await failing.app.request('/api/health')
  expect([response.status, await response.json(), namesOf(response.headers)]).toEqual([
    500,
    { error: 'bug' },
    always,
  ])
  expect(failing.log.join()).toContain('requestBug')
  expect(failing.log.join()).not.toContain('SELECT')
})

test('https is remembered only where it is spoken', async () => {
  const { headers } = await app.request('https://pasar.test/api/health')
  expect(headers.get('strict-transport-security')).toBe('max-age=31536000')
})

test('data runs nothing, and the worker may fetch', async () => {
  const { headers } = await app.request('/api/health')
  expect(headers.get('content-security-policy')).toBe(DATA_POLICY)
  expect(WORKER_POLICY).toContain("connect-src 'self'")
})

test('a page runs its own inline scripts by hash and no others', () => {
  const policy = pagePolicy({ scripts: ["'sha256-a'"], styles: [] })
  expect(policy).toContain("script-src 'self' 'sha256-a';")
  expect(policy).not.toContain('unsafe-inline')
})
