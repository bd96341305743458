import { expect, test } from 'vitest'
import { NOBODY } from '@pasar/shared/domain/account.ts'
import { setLock } from '@pasar/web/account/lock.ts'
import { me } from '@pasar/web/store/queries/me.ts'
import { aVendor, VENDOR } from '../../../fixtures/account.ts'
import { actAs, aPhone } from '../../../fixtures/replica.ts'

test('a phone is nobody until it has an account, and locked once it has a PIN', async () => {
  const replica = await aPhone().open()
  const clientId = replica.client
  const nobody = { clientId, accountId: null, account: null, actor: NOBODY, hasLock: false }
  expect(await me(replica)).toEqual(nobody)
  await actAs(replica)
  const account = aVendor()
  const vendor = { clientId, accountId: account.id, account, actor: VENDOR, hasLock: false }
  expect(await me(replica)).toEqual(vendor)
  await setLock(replica, '482915')
  expect(await me(replica)).toEqual({ ...vendor, hasLock: true })
})
