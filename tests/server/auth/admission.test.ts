import { admit } from '@pasar/server/auth/admission.ts'
import { expect, test } from 'vitest'
import { STALL, ULIDS, aVendorPhone, anInstallation } from '../installation.ts'
import { Phone, aUlid } from '../phone.ts'

const installation = await anInstallation()
const vendor = await aVendorPhone(installation)
const { auth } = installation.app
const live = { kind: 'live', client: vendor.client, account: ULIDS.tin } as const
const none = { kind: 'none' } as const
const nobody = { ok: true, account: null }
const signIn = { ok: false, why: 'signInNeeded' }

const asking = (client: string, over: object = {}) => ({
  client,
  have: {},
  mutations: [],
  ...over,
})

test('a session speaks for the client it was given to', () => {
  const mutations = [{}]
  expect([
    admit(auth, { standing: live, asking: asking(vendor.client, { mutations }) }),
    admit(auth, { standing: live, asking: asking(aUlid(), { mutations }) }),
    admit(auth, { standing: live, asking: asking(aUlid()) }),
  ]).toEqual([{ ok: true, account: ULIDS.tin }, signIn, nobody])
})

test('without one, strangers browse and register, and nothing else', () => {
  const stranger = new Phone(installation)
  const registration = stranger.registration()
  const order = stranger.envelope('order.cancel.v1', {})
  const admitted = (over: object, client: string = stranger.client) =>
    admit(auth, { standing: none, asking: asking(client, over) })
  expect([
    admitted({ have: { markets: '', 'market:x': '' } }),
    admitted({ mutations: [registration, order] }),
    admitted({ mutations: [order, registration] }),
    admitted({ have: { [`stall:${STALL}`]: '' } }),
    admitted({}, vendor.client),
  ]).toEqual([nobody, nobody, signIn, signIn, signIn])
})

test('a phone that was cut off is told so before all else', async () => {
  const lost = await aVendorPhone(installation)
  installation.store.people.markRevoked(lost.client, 1)
  const refusal = { ok: false, why: 'deviceRevoked' }
  for (const standing of [{ ...live, client: lost.client }, none]) {
    expect(admit(auth, { standing, asking: asking(lost.client) })).toEqual(refusal)
  }
})
