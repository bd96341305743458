import { NOBODY, SYSTEM } from '@pasar/shared/domain/account.ts'
import { keyOf } from '@pasar/shared/domain/row.ts'
import { createAccount, registerAccount } from '@pasar/shared/mutations/account.ts'
import { expect, test } from 'vitest'
import { ADMIN, HOUSEHOLD, OFFICER, VENDOR, aVendor, anAccount } from '../../fixtures/account.ts'
import { EVENING } from '../../fixtures/day.ts'
import { ulid } from '../../fixtures/id.ts'
import { aMarket } from '../../fixtures/market.ts'
import { Rows } from '../../fixtures/rows.ts'
import { aStall } from '../../fixtures/stall.ts'

const refused = (why: string) => ({ ok: false, why })

const tin = {
  accountId: ulid(2),
  name: 'Bu Tin',
  phone: '0812-3456-7890',
  roles: [{ role: 'vendor', stallId: 'pb-017' }],
}

test('the system or an admin makes an account with its roles', () => {
  for (const by of [SYSTEM, ADMIN]) {
    const rows = new Rows(aStall())
    expect(rows.run(createAccount, tin, { by })).toMatchObject({ ok: true })
    expect(rows.get(keyOf('account', ulid(2)))).toEqual(aVendor({ registeredAt: EVENING }))
    expect(rows.run(createAccount, tin, { by })).toEqual(refused('exists'))
  }
})

test('a person without a phone can have an account', () => {
  const rows = new Rows()
  rows.run(createAccount, { accountId: ulid(1), name: 'Mbah Jo', roles: [{ role: 'household' }] })
  expect(rows.get(keyOf('account', ulid(1)))).toMatchObject({ name: 'Mbah Jo', phone: null })
})

test('nobody else gives roles, to others or to oneself, A3', () => {
  for (const by of [OFFICER, VENDOR, HOUSEHOLD, NOBODY]) {
    expect(new Rows(aStall()).run(createAccount, tin, { by })).toEqual(refused('notPermitted'))
  }
})

test('a role names a stall or a market that is there', () => {
  const run = (rows: Rows, role: object) => rows.run(createAccount, { ...tin, roles: [role] })
  const officer = { role: 'officer', marketId: 'pasar-baru' }
  const courier = { role: 'courier', marketId: 'pasar-baru' }
  expect(run(new Rows(), { role: 'vendor', stallId: 'pb-017' })).toEqual(refused('noSuchStall'))
  expect(run(new Rows(), officer)).toEqual(refused('noSuchMarket'))
  expect(run(new Rows(), courier)).toEqual(refused('noSuchMarket'))
  expect(run(new Rows(aMarket()), officer).ok).toBe(true)
})

const sri = {
  accountId: ulid(1),
  client: ulid(50),
  name: 'Bu Sri',
  phone: '+62 (0)812 3456 7890',
  publicKey: 'B'.repeat(87),
  consent: { version: 1 },
}

test('a household registers by itself, with the text it agreed to, A6', () => {
  const rows = new Rows()
  const doing = { by: NOBODY, at: EVENING }
  expect(rows.run(registerAccount, sri, doing)).toMatchObject({ ok: true })
  expect(rows.get(keyOf('account', ulid(1)))).toEqual(
    anAccount({ consent: { version: 1, at: EVENING }, registeredAt: EVENING }),
  )
  expect(rows.run(registerAccount, sri, doing)).toEqual(refused('exists'))
})

test('registering gives no other role, whatever is asked, A6', () => {
  const rows = new Rows()
  const sly = { ...sri, roles: [{ role: 'admin' }], isSuspended: false, system: true }
  rows.run(registerAccount, sly, { by: NOBODY })
  expect(rows.get(keyOf('account', ulid(1)))).toMatchObject({ roles: [{ role: 'household' }] })
})

test('who has an account does not register another, A6', () => {
  expect(new Rows().run(registerAccount, sri, { by: HOUSEHOLD })).toEqual(refused('notPermitted'))
})

test('the schema says no to what no screen would send, A5', () => {
  for (const bad of [
    { accountId: 'x' },
    { client: 'x' },
    { name: '' },
    { name: 'x'.repeat(61) },
    { name: 'x'.repeat(300) },
    { phone: '' },
    { phone: '0334-881234' },
    { phone: 'x'.repeat(41) },
    { publicKey: 'B'.repeat(86) },
    { publicKey: `${'B'.repeat(86)}=` },
    { consent: { version: 0 } },
    { consent: undefined },
  ]) {
    expect(new Rows().run(registerAccount, { ...sri, ...bad }, { by: NOBODY })).toEqual(
      refused('badArgs'),
    )
  }
  for (const bad of [{ roles: [] }, { roles: 'admin' }, { phone: 12 }, { name: 7 }]) {
    expect(new Rows(aStall()).run(createAccount, { ...tin, ...bad })).toEqual(refused('badArgs'))
  }
})
