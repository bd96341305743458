import type { Dexie } from 'dexie'
import { expect, test } from 'vitest'
import { dropUnsettled, mutate, resend } from '@pasar/web/intents/mutate.ts'
import { StorageFault } from '@pasar/web/store/fault.ts'
import { readMeta } from '@pasar/web/store/meta.ts'
import { me } from '@pasar/web/store/queries/me.ts'
import { offersOfStall, priceHistory } from '@pasar/web/store/queries/offers.ts'
import { pendingCount, pendingKeys, unsettled } from '@pasar/web/store/queries/sync.ts'
import { exchange } from '@pasar/web/sync/exchange.ts'
import { stallId } from '../../fixtures/id.ts'
import { anOffer } from '../../fixtures/offer.ts'
import { fakePlatform, fakeSignature } from '../../fixtures/platform.ts'
import {
  aPhone,
  aReply,
  aTransport,
  aVendorsPhone,
  idsOf,
  savePrice,
  shownRows,
} from '../../fixtures/replica.ts'

const TOMAT = anOffer()
const dearer = { offerId: TOMAT.id, priceIdr: 12_000, basedOn: 1 }

test('a saved price is there after the app is opened again, I1', async () => {
  const { phone, replica } = await aVendorsPhone()
  const saved = await mutate(replica, 'offer.price.v1', dearer)
  await replica.close()
  const again = await phone.open()
  const offers = await offersOfStall(again, stallId('pb-017'))
  expect(saved.ok).toBe(true)
  expect(offers.map((offer) => [offer.priceIdr, offer.priceNo])).toEqual([[12_000, 2]])
  expect((await priceHistory(again, TOMAT.id)).map(({ no }) => no)).toEqual([2, 1])
  expect(await pendingCount(again)).toEqual({ unsent: 1, lastSyncAt: null, state: 'idle' })
  expect([...(await pendingKeys(again))].sort()).toEqual([
    `offer/${TOMAT.id}`,
    `offerPrice/${TOMAT.id}:2`,
  ])
})

test('the signed text holds client, seq, id, name, arguments and time, S1', async () => {
  const { phone, replica } = await aVendorsPhone()
  const id = await savePrice(replica, TOMAT, 12_000)
  const [record] = await replica.db.outbox.toArray()
  expect(JSON.parse(record?.body ?? '')).toEqual({
    v: 1,
    client: replica.client,
    seq: 1,
    id,
    name: 'offer.price.v1',
    args: dearer,
    at: phone.device.clock,
  })
  expect(record?.sig).toBe(fakeSignature(replica.keys.publicKey, record?.body ?? ''))
})

test('two tabs never save under one seq, S4', async () => {
  const { phone, replica } = await aVendorsPhone()
  const other = await phone.open()
  expect([other.client, other.keys]).toEqual([replica.client, replica.keys])
  const tabs = [replica, other]
  await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      savePrice(tabs[n % 2] ?? replica, TOMAT, 11_000 + n * 100),
    ),
  )
  const records = await replica.db.outbox.toArray()
  const bodies = records.map(({ body }) => (JSON.parse(body) as { seq: number }).seq)
  expect(bodies).toEqual(Array.from({ length: 20 }, (_, n) => n + 1))
})

test('what a crash left unsigned is signed before it is sent', async () => {
  const { phone, replica } = await aVendorsPhone()
  await replica.close()
  const dying = await phone.open({
    platform: { ...fakePlatform(phone.device), sign: () => new Promise(() => undefined) },
  })
  await mutate(dying, 'offer.price.v1', dearer)
  dying.db.close()
  const again = await phone.open()
  expect((await again.db.outbox.toArray()).map(({ sig }) => sig)).toEqual([null])
  const transport = aTransport(() => aReply())
  await exchange(again, transport)
  const [{ body, sig } = { body: '', sig: '' }] = transport.sent[0]?.mutations ?? []
  expect(sig).toBe(fakeSignature(again.keys.publicKey, body))
})

test('a failing signature is reported and takes nothing back', async () => {
  const { phone } = await aVendorsPhone()
  const faults: unknown[] = []
  const broken = new Error('no key')
  const replica = await phone.open({
    platform: { ...fakePlatform(phone.device), sign: () => Promise.reject(broken) },
    onFault: (fault) => faults.push(fault),
  })
  expect(await mutate(replica, 'offer.price.v1', dearer)).toMatchObject({ ok: true })
  await replica.idle()
  expect(faults).toEqual([broken])
  expect((await pendingCount(replica)).unsent).toBe(1)
})

test.each([
  ['arguments that the schema refuses', { ...dearer, priceIdr: 0 }, 'badArgs'],
  ['an offer that is not there', { ...dearer, offerId: 'pb-017.0000000z' }, 'notFound'],
])('refuses %s and writes nothing', async (_, args, why) => {
  const { replica } = await aVendorsPhone()
  const before = await shownRows(replica)
  expect(await mutate(replica, 'offer.price.v1', args)).toEqual({ ok: false, why })
  expect(await shownRows(replica)).toEqual(before)
  expect(await replica.db.outbox.count()).toBe(0)
  expect(await readMeta(replica.db, 'seq')).toBe(0)
})

test('refuses an intent that this code does not know', async () => {
  const { replica } = await aVendorsPhone()
  const name = 'stall.burn.v1' as 'stall.edit.v1' // what a newer app could have drafted
  expect(await mutate(replica, name, {})).toEqual({ ok: false, why: 'unknownMutation' })
})

test('a registration makes the phone act as the new account at once, A6', async () => {
  const replica = await aPhone().open()
  const accountId = replica.platform.ulid()
  await mutate(replica, 'account.register.v1', {
    accountId,
    client: replica.client,
    name: 'Bu Sri',
    phone: '0812-3456-7890',
    publicKey: replica.keys.publicKey,
    consent: { version: 1 },
  })
  expect(await me(replica)).toMatchObject({
    clientId: replica.client,
    accountId,
    account: { name: 'Bu Sri', phone: '6281234567890' },
    actor: { system: false, accountId, roles: [{ role: 'household' }] },
    hasLock: false,
  })
})

test('old code does not write into a database of a newer schema', async () => {
  const { phone, replica } = await aVendorsPhone()
  const newer = await phone.open({
    prepare: (db) => db.version(2).stores({ rows: 'key, row.kind' }),
  })
  newer.db.close()
  await expect(mutate(replica, 'offer.price.v1', dearer)).rejects.toMatchObject({
    name: 'StorageFault',
    kind: 'newerSchema',
  })
  expect((await offersOfStall(replica, stallId('pb-017')))[0]?.priceIdr).toBe(10_000)
  const opened = await phone.open()
  await expect(mutate(opened, 'offer.price.v1', dearer)).rejects.toBeInstanceOf(StorageFault)
})

test('a full disk reaches whoever saved, and nothing is half written', async () => {
  const { phone, replica } = await aVendorsPhone()
  await replica.close()
  const full = await phone.open({ prepare: fullDisk })
  const before = await shownRows(full)
  await expect(mutate(full, 'offer.price.v1', dearer)).rejects.toMatchObject({
    name: 'StorageFault',
    kind: 'storageFull',
  })
  expect(await shownRows(full)).toEqual(before)
})

test('a refused mutation can be meant again: it leaves the list as it is saved, S11', async () => {
  const { replica } = await aVendorsPhone()
  const id = await savePrice(replica, TOMAT, 12_000)
  await exchange(
    replica,
    aTransport((request) =>
      aReply({
        results: idsOf(request).map((one) => ({ id: one, outcome: 'refused', why: 'notFound' })),
      }),
    ),
  )
  expect(await unsettled(replica)).toMatchObject([{ id, why: 'notFound' }])
  const saved = await resend(replica, id)
  expect(saved).toMatchObject({ ok: true })
  expect(await unsettled(replica)).toEqual([])
  expect((await replica.db.outbox.toArray()).map(({ seq, name }) => [seq, name])).toEqual([
    [2, 'offer.price.v1'],
  ])
  expect(await resend(replica, id)).toEqual({ ok: false, why: 'notFound' })
})

test('a refused mutation that is refused here as well stays on the list, S11', async () => {
  const { replica } = await aVendorsPhone()
  const body = JSON.stringify({ args: { ...dearer, offerId: 'pb-017.0000000z' }, at: 1 })
  const record = {
    id: 'X',
    seq: 9,
    name: 'offer.price.v1',
    body,
    sig: null,
    why: 'x',
    refusedAt: 1,
  }
  await replica.write(() => replica.db.unsettled.put(record))
  expect(await resend(replica, 'X')).toEqual({ ok: false, why: 'notFound' })
  expect(await unsettled(replica)).toHaveLength(1)
  await dropUnsettled(replica, 'X')
  expect(await unsettled(replica)).toEqual([])
})

/** Every write fails as a full disk makes it fail: the quota's error inside an abort. */
function fullDisk(db: Dexie): void {
  db.use({
    stack: 'dbcore',
    create: (core) => ({
      ...core,
      table: (name) => ({
        ...core.table(name),
        mutate: async () => {
          const inner = Object.assign(new Error('full'), { name: 'QuotaExceededError' })
          throw Object.assign(new Error('aborted'), { name: 'AbortError', inner })
        },
      }),
    }),
  })
}
