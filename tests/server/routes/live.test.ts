import { beforeEach, expect, test } from 'vitest'
import {
  type Installation,
  MARKET,
  OFFER,
  ULIDS,
  aVendorPhone,
  anInstallation,
} from '../installation.ts'
import { type Phone } from '../phone.ts'

let installation: Installation
let phone: Phone

beforeEach(async () => {
  installation = await anInstallation()
  phone = await aVendorPhone(installation)
})

/** Opens a stream; `next` gives what comes, or null at its end. */
async function listen(open: Promise<Response>) {
  const response = await open
  const reader = response.body?.getReader()
  const next = async () => {
    const bytes = (await reader?.read())?.value
    return bytes ? new TextDecoder().decode(bytes) : null
  }
  return { response, next, stop: () => reader?.cancel() }
}

const edit = (name: string, stallId = 'pu-001') =>
  installation.store.asSystem('stall.edit.v1', { stallId, name }, `edit:${stallId}:${name}`)
const HINT = 'event: hint\ndata:\n\n'
const HELLO = 'retry: 5000\n: ok\n\n'

test('a phone hears that something of its stall changed, and not what', async () => {
  const { response, next, stop } = await listen(phone.get('/api/live'))
  expect([response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([
    'text/event-stream',
    'no-store',
  ])
  expect(await next()).toBe(HELLO)
  await edit('Baru', 'pu-002')
  await edit('Baru', 'pu-001')
  expect(await next()).toBe(HINT)
  await stop()
})

test('a stranger hears of the public buckets it names, and of no others', async () => {
  const path = `/api/live?b=market:${MARKET},stall:pu-001,account:${ULIDS.tin}`
  const { next, stop } = await listen(Promise.resolve(installation.app.request(path)))
  await next()
  await edit('Baru')
  expect(await next()).toBe(HINT)
  await stop()
})

test('a phone is not hinted by its own push, another of its account is', async () => {
  const second = await aVendorPhone(installation)
  const [own, other] = [await listen(phone.get('/api/live')), await listen(second.get('/api/live'))]
  expect([await own.next(), await other.next()]).toEqual([HELLO, HELLO])
  const args = { offerId: OFFER, priceIdr: 9_000, basedOn: 1 }
  await phone.sync({ mutations: [phone.envelope('offer.price.v1', args)] })
  expect(await other.next()).toBe(HINT)
  const first = await Promise.race([own.next(), Promise.resolve('silence')])
  expect(first).toBe('silence')
  installation.app.closeLive()
})

test('a stream ends when its phone is cut off, and all when the server stops', async () => {
  const second = await aVendorPhone(installation)
  const [own, other] = [await listen(phone.get('/api/live')), await listen(second.get('/api/live'))]
  await own.next()
  await other.next()
  await phone.post('/api/session/revoke', { client: second.client, pin: '246810' })
  expect(await other.next()).toBe(null)
  installation.app.closeLive()
  expect(await own.next()).toBe(null)
})

test('a fourth stream of one phone is too many, until one ends', async () => {
  const streams = [1, 2, 3].map(() => listen(phone.get('/api/live')))
  const [first] = await Promise.all(streams)
  const refused = await phone.get('/api/live')
  expect([refused.status, await refused.json()]).toEqual([
    429,
    { error: 'tooMany', retryAfterS: 60 },
  ])
  await first?.stop()
  expect((await phone.get('/api/live')).status).toBe(200)
  installation.app.closeLive()
})

test('HEAD opens no stream', async () => {
  const response = await installation.app.request('/api/live', { method: 'HEAD' })
  expect([response.status, await response.text()]).toEqual([200, ''])
})
