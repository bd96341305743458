import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { anInstallation } from '../installation.ts'

const webDir = mkdtempSync(join(tmpdir(), 'pasar-web-'))
mkdirSync(join(webDir, '_app/immutable'), { recursive: true })
for (const [path, text] of [
  ['index.html', '<p>home</p>'],
  ['200.html', '<p>any page</p>'],
  ['lapak.html', '<p>stall</p>'],
  ['service-worker.js', 'worker'],
  ['manifest.webmanifest', '{}'],
  ['_app/version.json', '{}'],
  ['_app/immutable/chunk.js', 'chunk'],
] as const) {
  writeFileSync(join(webDir, path), text)
}
const { app } = await anInstallation({ app: { webDir } })
const FOREVER = 'public, max-age=31536000, immutable'

async function got(path: string, headers: Record<string, string> = {}) {
  const response = await app.request(path, { headers })
  return [response.status, response.headers.get('cache-control'), await response.text()]
}

test.each([
  ['/', 200, 'no-cache', '<p>home</p>'],
  ['/lapak', 200, 'no-cache', '<p>stall</p>'],
  ['/lapak/', 200, 'no-cache', '<p>stall</p>'],
  ['/lapak?id=pb-017', 200, 'no-cache', '<p>stall</p>'],
  ['/pesanan', 200, 'no-cache', '<p>any page</p>'],
  ['/service-worker.js', 200, 'no-cache', 'worker'],
  ['/_app/version.json', 200, 'no-cache', '{}'],
  ['/_app/immutable/chunk.js', 200, FOREVER, 'chunk'],
  ['/_app/immutable/gone.js', 404, 'no-store', '{"error":"notFound"}'],
  ['/_app/gone', 404, 'no-store', '{"error":"notFound"}'],
  ['/api/gone', 404, 'no-store', '{"error":"notFound"}'],
  ['/api', 404, 'no-store', '{"error":"notFound"}'],
  ['/gone.png', 404, 'no-store', '{"error":"notFound"}'],
  ['/.git/config', 404, 'no-store', '{"error":"notFound"}'],
])('%s is answered %i, %s', async (path, status, caching, text) => {
  expect(await got(path)).toEqual([status, caching, text])
})

test.each(['/../package.json', '/..%2f..%2fpackage.json', '/%2e%2e/package.json', '/%00', '/%ff'])(
  '%s leads nowhere outside the site',
  async (path) => {
    const [status, , text] = await got(path)
    expect([200, 404]).toContain(status)
    expect(text).not.toContain('pnpm')
    expect(text).not.toContain('"name"')
  },
)

test('what the browser holds is not sent again', async () => {
  const first = await app.request('/lapak', { headers: { 'accept-encoding': 'br' } })
  const tag = first.headers.get('etag') ?? ''
  expect([first.headers.get('content-encoding'), first.headers.get('vary')]).toEqual([
    'br',
    'accept-encoding',
  ])
  const again = await app.request('/lapak', {
    headers: { 'accept-encoding': 'br', 'if-none-match': tag },
  })
  expect([again.status, await again.text()]).toEqual([304, ''])
  expect(again.headers.get('content-security-policy')).toContain("script-src 'self'")
})

test('types are right, for nosniff forbids guessing', async () => {
  const typeOf = async (path: string) => (await app.request(path)).headers.get('content-type')
  expect([
    await typeOf('/'),
    await typeOf('/service-worker.js'),
    await typeOf('/manifest.webmanifest'),
  ]).toEqual([
    'text/html; charset=utf-8',
    'text/javascript; charset=utf-8',
    'application/manifest+json',
  ])
})

test('without a built app the API still serves', async () => {
  const bare = await anInstallation({ app: { webDir: null } })
  expect([
    (await bare.app.request('/')).status,
    (await bare.app.request('/api/health')).status,
  ]).toEqual([404, 200])
})
