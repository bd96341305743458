import { createApp } from '@pasar/server/app.ts'
import { keyOf } from '@pasar/shared/domain/row.ts'
import { expect, test } from 'vitest'
import { MORNING, ULIDS, quickPins } from '../installation.ts'
import { PIN, Phone } from '../phone.ts'
import { aServedFolder, command } from './office.ts'

test('gives a person a code that the running server takes', async () => {
  const { dataDir, store } = await aServedFolder()
  const now = () => Date.now()
  const app = createApp({ store, now, pins: quickPins })
  const { status, said } = await command('code', [ULIDS.tin], dataDir)
  expect([status, said]).toEqual([
    0,
    expect.stringMatching(/^[A-Z]{4}-[A-Z]{4} {2}Bu Tin, good until \d{4}-/),
  ])
  const phone = new Phone({ app, clock: { now: MORNING } })
  const { client, keys } = phone
  const body = { code: said.slice(0, 9), client, publicKey: keys.publicKey, pin: PIN }
  expect((await phone.post('/api/session/redeem', body)).status).toBe(200)
  await store.close()
}, 30_000)

test('finds a person by phone, and asks where several have it', async () => {
  const { dataDir, store } = await aServedFolder()
  const add = (accountId: string, phone: string) =>
    store.asSystem(
      'account.create.v1',
      { accountId, name: 'Bu Yuk', phone, roles: [{ role: 'household' }] },
      accountId,
    )
  await add('01J000000000000000000000Y1', '0812-3456-7890')
  expect((await command('code', ['081234567890'], dataDir)).said).toContain('Bu Yuk')
  await add('01J000000000000000000000Y2', '+62 812 3456 7890')
  expect(await command('code', ['081234567890'], dataDir)).toMatchObject({ status: 1 })
  expect((await command('code', ['nobody'], dataDir)).said).toBe('There is no such person here.\n')
  expect((await command('code', [], dataDir)).said).toContain('Name the person')
  expect(store.row(keyOf('account', '01J000000000000000000000Y2'))).toBeDefined()
  await store.close()
}, 30_000)
