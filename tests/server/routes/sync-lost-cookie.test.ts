import { DAY_MS } from '@pasar/server/auth/auth.ts'
import { beforeEach, expect, test } from 'vitest'
import { type Installation, OFFER, aVendorPhone, anInstallation } from '../installation.ts'
import { Phone } from '../phone.ts'

let installation: Installation
let phone: Phone

beforeEach(async () => {
  installation = await anInstallation()
  phone = await aVendorPhone(installation)
})

/** A price that a phone sends. */
const asked = () => ({
  mutations: [phone.envelope('offer.price.v1', { offerId: OFFER, priceIdr: 13_000, basedOn: 1 })],
})

test('a phone that lost its cookie gets its session back by its key, with what it sends', async () => {
  const old = phone.cookie
  phone.cookie = null
  const reply = await phone.sync({ ...asked(), proof: phone.proof() })
  expect(reply.results).toMatchObject([{ outcome: 'applied' }])
  expect(phone.cookie).not.toBe(null)
  expect((await phone.send(asked())).status).toBe(200)
  // One session, one token: the lost one is worth nothing if somebody finds it.
  phone.cookie = old
  expect((await phone.send(asked())).status).toBe(401)
})

test('shows a proof once: who recorded it gets nothing, and signs nobody out', async () => {
  const proof = phone.proof()
  phone.cookie = null
  await phone.sync({ ...asked(), proof })
  const own = phone.cookie
  phone.cookie = null
  expect((await phone.send({ ...asked(), proof })).status).toBe(401)
  phone.cookie = own
  expect((await phone.send(asked())).status).toBe(200)
})

test('a session that is got back keeps its age', async () => {
  installation.clock.now += 44 * DAY_MS
  phone.cookie = null
  expect((await phone.send({ ...asked(), proof: phone.proof() })).status).toBe(200)
  installation.clock.now += DAY_MS + 1
  phone.cookie = null
  expect((await phone.send({ ...asked(), proof: phone.proof() })).status).toBe(401)
})

test.each([
  ['another key', () => new Phone(installation).proof()],
  ['a proof of another phone', () => ({ ...phone.proof(), sig: 'A'.repeat(86) })],
  ['no proof', () => undefined],
])('a phone that lost its cookie gets nothing for %s', async (_, proof) => {
  phone.cookie = null
  const shown = proof()
  const response = await phone.send({ ...asked(), ...(shown && { proof: shown }) })
  expect([response.status, await response.json()]).toEqual([401, { error: 'signInNeeded' }])
  expect(phone.cookie).toBe(null)
})

test('a phone gets nothing back after it signed out or was cut off', async () => {
  phone.cookie = null
  const { people } = installation.store
  people.markLeft(phone.client, 1)
  expect((await phone.send({ ...asked(), proof: phone.proof() })).status).toBe(401)
  people.markRevoked(phone.client, 1)
  expect((await phone.send({ ...asked(), proof: phone.proof() })).status).toBe(403)
  expect(phone.cookie).toBe(null)
})
