import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { MARKET, anInstallation } from '../installation.ts'

const { app, store } = await anInstallation()
const get = (headers: Record<string, string> = {}, market = MARKET) =>
  app.request(`/api/catalogue/${market}`, { headers })

test('is packed as the phone takes it, and says so', async () => {
  const plain = await (await get()).text()
  const brotli = await get({ 'accept-encoding': 'gzip, br' })
  const gzip = await get({ 'accept-encoding': 'gzip' })
  expect([brotli.headers.get('content-encoding'), gzip.headers.get('content-encoding')]).toEqual([
    'br',
    'gzip',
  ])
  expect(brotliDecompressSync(Buffer.from(await brotli.arrayBuffer())).toString()).toBe(plain)
  expect(gunzipSync(Buffer.from(await gzip.arrayBuffer())).toString()).toBe(plain)
  expect(JSON.parse(plain)).toMatchObject({ v: 1, market: MARKET })
})

test('costs nothing where the phone has it already', async () => {
  const first = await get({ 'accept-encoding': 'br' })
  const tag = first.headers.get('etag') ?? ''
  expect([tag, first.headers.get('cache-control'), first.headers.get('vary')]).toEqual([
    `"${store.epoch}.${store.lastVersion()}-br"`,
    'no-cache',
    'accept-encoding',
  ])
  const again = await get({ 'accept-encoding': 'br', 'if-none-match': tag })
  expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag])
  expect((await get({ 'accept-encoding': 'gzip', 'if-none-match': tag })).status).toBe(200)
})

test.each(['nowhere', '..%2fetc', '%ff', 'constructor', 'pasar-uji%00'])(
  'of %s is not there',
  async (market) => {
    const response = await get({}, market)
    expect([response.status, await response.json()]).toEqual([404, { error: 'notFound' }])
  },
)
