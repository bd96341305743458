import { type Database, openDatabase } from '@pasar/server/store/database.ts'
import { keyOf } from '@pasar/shared/domain/row.ts'
import { expect, test } from 'vitest'
import { type Installation, OFFER, aVendorPhone, anInstallation } from '../installation.ts'
import { type Phone } from '../phone.ts'

const price = (phone: Phone, priceIdr: number) =>
  phone.envelope('offer.price.v1', { offerId: OFFER, priceIdr, basedOn: 1 })
const push = (installation: Installation, phone: Phone, envelopes: unknown[]) =>
  installation.store.submit({ client: phone.client, envelopes })

/** An installation whose disk can be filled and emptied, and whose commits are counted. */
async function aTightInstallation() {
  let db: Database | undefined
  const commits: string[] = []
  const installation = await anInstallation({
    store: {
      open: (file) => (db = openDatabase(file)),
      failpoint: (name) => void commits.push(name),
    },
  })
  const phone = await aVendorPhone(installation)
  commits.length = 0
  const pagesMax = (pages: number) => db?.exec(`PRAGMA max_page_count = ${pages}`)
  return { installation, phone, commits, fill: () => pagesMax(1), empty: () => pagesMax(1_000_000) }
}

test('what arrives together is committed together, and answered after the commit', async () => {
  const { installation, phone, commits } = await aTightInstallation()
  const answers: string[] = []
  const pushes = Array.from({ length: 20 }, (_, index) => [price(phone, 1_000 + index)])
  await Promise.all(
    pushes.map(async (envelopes) => {
      const { results } = await push(installation, phone, envelopes)
      answers.push(`${results[0]?.outcome} after ${commits.at(-1)}`)
    }),
  )
  expect(answers).toEqual(Array.from({ length: 20 }, () => 'applied after after-commit'))
  expect(commits.filter((name) => name === 'before-commit').length).toBeLessThan(20)
})

test('large pushes do not wait for each other in one commit', async () => {
  const { installation, phone, commits } = await aTightInstallation()
  const many = () => Array.from({ length: 1_200 }, (_, index) => price(phone, 1_000 + index))
  await Promise.all([
    push(installation, phone, many()),
    push(installation, phone, many()),
    push(installation, phone, [price(phone, 5_000)]),
  ])
  expect(commits.filter((name) => name === 'before-commit').length).toBeGreaterThan(1)
})

test('a full disk answers later to all, keeps serving reads, and says so', async () => {
  const { installation, phone, fill, empty } = await aTightInstallation()
  const { store, app } = installation
  const before = store.lastVersion()
  const envelopes = Array.from({ length: 100 }, (_, index) => price(phone, 1_000 + index * 50))
  fill()
  const reply = await phone.sync({ have: { markets: '' }, mutations: envelopes })
  expect(new Set(reply.results.map(({ outcome }) => outcome))).toEqual(new Set(['later']))
  expect(reply.buckets.markets?.rows).toHaveLength(1)
  expect([store.lastVersion(), reply.lastSeq]).toEqual([before, 0])
  expect(store.row(keyOf('offer', OFFER))).toMatchObject({ priceNo: 1 })
  expect(await (await app.request('/api/health')).json()).toMatchObject({
    ok: false,
    storage: 'failing',
  })
  empty()
  const again = await phone.sync({ mutations: envelopes })
  expect(new Set(again.results.map(({ outcome }) => outcome))).toEqual(new Set(['applied']))
  expect(await (await app.request('/api/health')).json()).toMatchObject({
    ok: true,
    storage: 'ok',
  })
})

test('a full disk refuses sessions and codes as serverFull, not as a fault', async () => {
  const { phone, fill } = await aTightInstallation()
  fill()
  const padding = 'x'.repeat(30)
  const answers = new Set<string>()
  for (let count = 0; count < 60; count++) {
    const response = await phone.post('/api/session/code', { pin: '246810', padding })
    answers.add(`${response.status}`)
  }
  expect([...answers].every((status) => status === '507' || status === '200')).toBe(true)
  expect(answers.has('507')).toBe(true)
})

test('is idle once all is decided, a push in several parts too', async () => {
  const { installation, phone } = await aTightInstallation()
  const { store } = installation
  await store.idle()
  const many = Array.from({ length: 1_200 }, (_, index) => price(phone, 1_000 + index))
  const before = store.lastVersion()
  const pushing = push(installation, phone, many)
  while (store.lastVersion() === before) await new Promise((resolve) => setTimeout(resolve, 1))
  await store.idle()
  expect(store.row(keyOf('offer', OFFER))).toMatchObject({ priceNo: 1_201 })
  await pushing
})

test('a large push is decided in parts, and stops at the first that finds the disk full', async () => {
  const { installation, phone, commits, fill } = await aTightInstallation()
  const many = Array.from({ length: 1_200 }, (_, index) => price(phone, 1_000 + index))
  const { store } = installation
  store.onCommit(() => fill())
  const { results, decidedSeq } = await push(installation, phone, many)
  const applied = results.filter(({ outcome }) => outcome === 'applied').length
  expect([results.length, applied, decidedSeq]).toEqual([1_200, 500, 500])
  expect(results.slice(500).every(({ outcome }) => outcome === 'later')).toBe(true)
  // The third part is not tried: it would overtake the second.
  expect(commits.filter((name) => name === 'before-begin')).toHaveLength(2)
})

test('long bodies fill a part as many short ones do', async () => {
  const { installation, phone, commits } = await aTightInstallation()
  const reason = 'x'.repeat(60_000)
  const long = () => phone.envelope('stallOrder.decline.v1', { stallOrderId: 'x', reason })
  const { results } = await push(installation, phone, [long(), long(), long(), long(), long()])
  expect(results.map(({ why }) => why)).toEqual(Array.from({ length: 5 }, () => 'badArgs'))
  expect(commits.filter((name) => name === 'before-commit')).toHaveLength(2)
})
