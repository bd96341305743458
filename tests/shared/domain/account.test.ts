import { RolesSchema, actorOf } from '@pasar/shared/domain/account.ts'
import { ROLES_MAX } from '@pasar/shared/lib/limits.ts'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { aVendor } from '../../fixtures/account.ts'

test('acts with the roles of the account, A4', () => {
  const account = aVendor()
  expect(actorOf(account)).toEqual({
    system: false,
    accountId: account.id,
    roles: account.roles,
  })
})

test('a suspended account acts without roles, A4', () => {
  expect(actorOf(aVendor({ isSuspended: true })).roles).toEqual([])
})

test('takes 1 to 20 known roles and drops what does not belong to one, A5', () => {
  const many = (count: number) => new Array(count).fill({ role: 'household' })
  expect([0, 1, ROLES_MAX, ROLES_MAX + 1].map((count) => v.is(RolesSchema, many(count)))).toEqual([
    false,
    true,
    true,
    false,
  ])
  for (const role of [
    { role: 'system' },
    { role: 'vendor' },
    { role: 'vendor', stallId: 'PB 17' },
    { role: 'officer', stallId: 'pb-017' },
  ]) {
    expect(v.is(RolesSchema, [role])).toBe(false)
  }
  expect(v.parse(RolesSchema, [{ role: 'household', system: true }])).toEqual([
    { role: 'household' },
  ])
})
