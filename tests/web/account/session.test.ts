import { expect, test } from 'vitest'
import { openClaim } from '@pasar/server/auth/enrolment.ts'
import { issueCode } from '@pasar/server/auth/code.ts'
import {
  claimInstallation,
  confirmPin,
  devices,
  leave,
  newCode,
  redeemCode,
  revokeDevice,
} from '@pasar/web/account/session.ts'
import { mutate, type Saved } from '@pasar/web/intents/mutate.ts'
import type { Replica } from '@pasar/web/store/db.ts'
import { me } from '@pasar/web/store/queries/me.ts'
import { offersOfStall } from '@pasar/web/store/queries/offers.ts'
import { LEAVING_MS_MAX } from '@pasar/web/store/meta.ts'
import { pendingCount } from '@pasar/web/store/queries/sync.ts'
import type { Transport } from '@pasar/web/sync/transport.ts'
import {
  anInstallation,
  type Installation,
  OFFER,
  STALL,
  ULIDS,
} from '../../server/installation.ts'
import { PIN } from '../../server/phone.ts'
import { stallId } from '../../fixtures/id.ts'
import { aReply, aTransport, wrongSums } from '../../fixtures/replica.ts'
import { aUser, sync, type User } from '../../fixtures/user.ts'

const codeFor = ({ app }: Installation, account: string): string =>
  issueCode(app.auth, { account, issuedBy: 'office' }).code

async function aVendor(installation: Installation): Promise<{ user: User; replica: Replica }> {
  const user = aUser(installation)
  const replica = await user.open()
  const code = codeFor(installation, ULIDS.tin)
  expect(await redeemCode(replica, user.transport, { code, pin: PIN })).toEqual({ ok: true })
  return { user, replica }
}

const price = (replica: Replica, priceIdr: number) =>
  mutate(replica, 'offer.price.v1', { offerId: OFFER, priceIdr, basedOn: 1 })

test('a code signs the phone in: it knows its account at once and its stall after a sync', async () => {
  const { user, replica } = await aVendor(await anInstallation())
  let woken = 0
  replica.onWrite(() => woken++)
  expect(await me(replica)).toMatchObject({ accountId: ULIDS.tin, account: { name: 'Bu Tin' } })
  expect(await sync(replica, user.transport)).toBe('idle')
  expect((await offersOfStall(replica, stallId(STALL))).map(({ id }) => id)).toEqual([OFFER])
  expect(await wrongSums(replica)).toEqual([])
})

test('a wrong, a used and no code are told apart, and without a connection nothing changes', async () => {
  const installation = await anInstallation()
  const user = aUser(installation)
  const replica = await user.open()
  const code = codeFor(installation, ULIDS.tin)
  const act = (said: string, transport = user.transport) =>
    redeemCode(replica, transport, { code: said, pin: PIN })
  expect(await act('ABCD-EFGH')).toMatchObject({ ok: false, why: 'codeUnknown' })
  expect(
    await act(
      code,
      aTransport(() => null),
    ),
  ).toEqual({ ok: false, why: 'offline' })
  expect(await act(code)).toEqual({ ok: true })
  const other = aUser(installation)
  expect(await redeemCode(await other.open(), other.transport, { code, pin: PIN })).toMatchObject({
    ok: false,
    why: 'codeUsed',
  })
  expect(await me(await other.open())).toMatchObject({ accountId: null })
})

test('a phone that belongs to an account takes no other', async () => {
  const installation = await anInstallation()
  const { replica } = await aVendor(installation)
  const account = { kind: 'account', id: ULIDS.sum, name: 'Bu Sum' }
  const transport = {
    ...aTransport(() => aReply()),
    session: async () => ({ kind: 'reply' as const, reply: { account } }),
  }
  expect(await redeemCode(replica, transport, { code: 'x', pin: PIN })).toEqual({
    ok: false,
    why: 'otherAccount',
  })
  expect(await me(replica)).toMatchObject({ accountId: ULIDS.tin })
})

test('a phone whose registration is unsent takes no code: its orders would be that person’s', async () => {
  const installation = await anInstallation()
  const user = aUser(installation)
  const replica = await user.open()
  const accountId = replica.platform.ulid()
  const registered = await mutate(replica, 'account.register.v1', {
    accountId,
    client: replica.client,
    name: 'Bu Sri',
    phone: '081234567890',
    publicKey: replica.keys.publicKey,
    consent: { version: 1 },
  })
  expect(registered).toMatchObject({ ok: true })
  const code = codeFor(installation, ULIDS.tin)
  expect(await redeemCode(replica, user.transport, { code, pin: PIN })).toEqual({
    ok: false,
    why: 'otherAccount',
  })
  expect(await sync(replica, user.transport)).toBe('idle')
  expect(await me(replica)).toMatchObject({ accountId, account: { name: 'Bu Sri' } })
  const other = aUser(installation)
  expect(await redeemCode(await other.open(), other.transport, { code, pin: PIN })).toEqual({
    ok: true,
  })
})

test('the first admin claims a new installation', async () => {
  const installation = await anInstallation({ isBare: true })
  const token = openClaim(installation.app.auth) ?? ''
  const user = aUser(installation)
  const replica = await user.open()
  const claim = { token, name: 'Pak Hadi', phone: '081234567890', pin: PIN }
  expect(await claimInstallation(replica, user.transport, claim)).toEqual({ ok: true })
  expect(await me(replica)).toMatchObject({
    account: { name: 'Pak Hadi' },
    actor: { roles: [{ role: 'admin' }] },
  })
})

test('a signed-in device lists its account’s devices, adds one and shuts one out', async () => {
  const installation = await anInstallation()
  const { user, replica } = await aVendor(installation)
  const code = await newCode(user.transport, { pin: PIN })
  expect(code).toMatchObject({ ok: true, code: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/) })
  const second = aUser(installation)
  const other = await second.open()
  const joined = await redeemCode(other, second.transport, {
    code: code.ok ? code.code : '',
    pin: PIN,
  })
  expect(joined).toEqual({ ok: true })
  const listed = await devices(user.transport)
  const found = listed.ok ? listed.devices : []
  expect(found.map(({ client, isThis }) => [client, isThis]).sort()).toEqual(
    [
      [replica.client, true],
      [other.client, false],
    ].sort(),
  )
  expect(await confirmPin(user.transport, { pin: '000000' })).toMatchObject({ why: 'pinWrong' })
  expect(await confirmPin(user.transport, { pin: PIN })).toEqual({ ok: true })
  await price(other, 13_000)
  const revoked = await revokeDevice(user.transport, { client: other.client, pin: PIN })
  expect(revoked).toEqual({ ok: true })
  expect(await sync(other, second.transport)).toBe('revoked')
  expect(await pendingCount(other)).toMatchObject({ unsent: 0, state: 'revoked' })
})

test('nobody leaves while work is unsent, unless it is knowingly dropped', async () => {
  const installation = await anInstallation()
  const { user, replica } = await aVendor(installation)
  await sync(replica, user.transport)
  await price(replica, 13_000)
  expect(await leave(replica, user.transport)).toEqual({ ok: false, why: 'unsent' })
  expect(
    await leave(
      replica,
      aTransport(() => null),
      { drop: true },
    ),
  ).toEqual({
    ok: false,
    why: 'offline',
  })
  expect((await pendingCount(replica)).unsent).toBe(1)
  expect(await leave(replica, user.transport, { drop: true })).toEqual({ ok: true })
  const fresh = await user.open()
  expect([fresh.client === replica.client, fresh.loss]).toEqual([false, null])
  expect(await me(fresh)).toMatchObject({ accountId: null })
  expect(await devices(user.transport)).toMatchObject({ ok: false, why: 'signInNeeded' })
})

test('while one tab leaves no other can save: it would be lost with the database, S11', async () => {
  const { user, replica } = await aVendor(await anInstallation())
  await sync(replica, user.transport)
  const other = await user.open()
  let saved: unknown
  const asking = {
    ...user.transport,
    session: async (...act: Parameters<Transport['session']>) => {
      saved = await price(other, 13_000)
      return user.transport.session(...act)
    },
  }
  expect(await leave(replica, asking)).toEqual({ ok: true })
  expect(saved).toEqual({ ok: false, why: 'leaving' })
  await expect(price(other, 14_000)).rejects.toMatchObject({ kind: 'storageLost' })
})

test('a phone whose leaving did not get through saves again', async () => {
  const { user, replica } = await aVendor(await anInstallation())
  await sync(replica, user.transport)
  const offline = aTransport(() => null)
  expect(await leave(replica, offline)).toEqual({ ok: false, why: 'offline' })
  expect(await price(replica, 13_000)).toMatchObject({ ok: true })
})

test.each([
  { drop: false, passedMs: LEAVING_MS_MAX },
  { drop: true, passedMs: -LEAVING_MS_MAX },
])(
  'what is saved long after a tab began to leave, or by a clock set back, is not lost: %o, S11',
  async ({ drop, passedMs }) => {
    const { user, replica } = await aVendor(await anInstallation())
    await sync(replica, user.transport)
    const known = drop ? await price(replica, 12_500) : null
    const other = await user.open()
    let saved: Saved | null = null
    const frozen = {
      ...user.transport,
      session: async (...act: Parameters<Transport['session']>) => {
        user.phone.device.clock += passedMs
        saved = await price(other, 13_000)
        return user.transport.session(...act)
      },
    }
    expect(await leave(replica, frozen, { drop })).toEqual({ ok: false, why: 'unsent' })
    expect(saved).toMatchObject({ ok: true })
    const kept = await other.db.outbox.toArray()
    expect(kept.map(({ id }) => id)).toEqual(
      [known, saved].flatMap((one) => (one?.ok ? one.id : [])),
    )
    expect(await leave(replica, user.transport, { drop: true })).toEqual({ ok: true })
  },
)

test('what waits under “belum beres” keeps a person as well', async () => {
  const { user, replica } = await aVendor(await anInstallation())
  const refused = { id: 'X', seq: 1, name: 'x', body: '{}', sig: null, why: 'x', refusedAt: 1 }
  await replica.write(() => replica.db.unsettled.put(refused))
  expect(await leave(replica, user.transport)).toEqual({ ok: false, why: 'unsent' })
})
