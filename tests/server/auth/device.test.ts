import { devicesOf, leave, revoke } from '@pasar/server/auth/device.ts'
import { beforeEach, expect, test } from 'vitest'
import { type Installation, MORNING, ULIDS, aVendorPhone, anInstallation } from '../installation.ts'
import { PIN, type Phone, aUlid } from '../phone.ts'

let installation: Installation
let phone: Phone
let other: Phone

beforeEach(async () => {
  installation = await anInstallation()
  phone = await aVendorPhone(installation)
  other = await aVendorPhone(installation)
})

const revokeAs = (account: string, client: string, pin = PIN) =>
  revoke(installation.app.auth, { account, client, pin })
const notFound = { ok: false, why: 'notFound' }

test('lists the phones of an account, without those that signed out', () => {
  leave(installation.app.auth, other.client)
  const { auth } = installation.app
  expect(devicesOf(auth, { account: ULIDS.tin, client: phone.client })).toEqual([
    {
      client: phone.client,
      createdAt: MORNING,
      lastSeenAt: MORNING,
      isThis: true,
      isRevoked: false,
    },
  ])
})

test('cuts off a phone of ones own, with the right PIN', async () => {
  expect(await revokeAs(ULIDS.tin, other.client, '000000')).toEqual({ ok: false, why: 'pinWrong' })
  expect(await revokeAs(ULIDS.tin, other.client)).toEqual({ ok: true })
  expect(installation.store.people.client(other.client)?.revokedAt).toBe(MORNING)
})

test('foreign and absent phones are answered alike', async () => {
  const sum = await aVendorPhone(installation, ULIDS.sum)
  expect(await revokeAs(ULIDS.sum, phone.client)).toEqual(notFound)
  expect(await revokeAs(ULIDS.sum, aUlid())).toEqual(notFound)
  expect(installation.store.people.client(sum.client)?.revokedAt).toBe(null)
})

test('an admin cuts off any phone', async () => {
  await aVendorPhone(installation, ULIDS.admin)
  expect(await revokeAs(ULIDS.admin, phone.client)).toEqual({ ok: true })
})
