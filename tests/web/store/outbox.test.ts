import { expect, test } from 'vitest'
import {
  ACKED_MAX,
  ackedFrom,
  bodyOf,
  exportOutbox,
  pendingAgain,
  pendingOf,
  REGISTER,
  signPending,
  signSaved,
  trimAcked,
  unsettle,
} from '@pasar/web/store/outbox.ts'
import { unsettled } from '@pasar/web/store/queries/sync.ts'
import { aVendor } from '../../fixtures/account.ts'
import { anOffer } from '../../fixtures/offer.ts'
import { fakeSignature } from '../../fixtures/platform.ts'
import { aVendorsPhone, savePrice } from '../../fixtures/replica.ts'

const TOMAT = anOffer()

async function twoUnsigned() {
  const { phone, replica } = await aVendorsPhone()
  await savePrice(replica, TOMAT, 11_000)
  await savePrice(replica, TOMAT, 12_000)
  await replica.write(async () => {
    for (const record of await pendingOf(replica.db)) {
      await replica.db.outbox.put({ ...record, sig: null })
    }
  })
  const signed = async (): Promise<boolean[]> =>
    (await pendingOf(replica.db)).map(
      ({ sig, body }) => sig === fakeSignature(replica.keys.publicKey, body),
    )
  return { phone, replica, signed }
}

test('one saved mutation is signed, or all that are left', async () => {
  const { replica, signed } = await twoUnsigned()
  await signSaved(replica, 2)
  expect(await signed()).toEqual([false, true])
  await signPending(replica)
  expect(await signed()).toEqual([true, true])
  await signSaved(replica, 99)
})

test('the outbox is exported signed, with what was refused, S11', async () => {
  const { phone, replica } = await twoUnsigned()
  const [first] = await pendingOf(replica.db)
  const refused = {
    id: 'X',
    seq: 9,
    name: 'x',
    body: '{}',
    sig: 's',
    why: 'notFound',
    refusedAt: 5,
  }
  await replica.write(() => replica.db.unsettled.put(refused))
  expect(JSON.parse(await exportOutbox(replica))).toEqual({
    format: 'pasar-dekat-outbox',
    v: 1,
    client: replica.client,
    publicKey: replica.keys.publicKey,
    account: aVendor().id,
    savedAt: phone.device.clock,
    mutations: [
      { body: first?.body, sig: fakeSignature(replica.keys.publicKey, first?.body ?? '') },
      { body: expect.stringContaining('12000'), sig: expect.any(String) },
    ],
    unsettled: [{ body: '{}', sig: 's', why: 'notFound', refusedAt: 5 }],
  })
})

test('an acknowledged mutation can be meant again, with the same text and signature, S6', async () => {
  const { replica } = await aVendorsPhone()
  await savePrice(replica, TOMAT, 11_000)
  const [record] = await pendingOf(replica.db)
  const again = pendingAgain(ackedFrom(record!))
  expect(again).toEqual({ ...record, h: 0, steps: [], keys: [], doubt: null, isDecided: false })
  expect(bodyOf(again)).toMatchObject({ seq: 1, name: 'offer.price.v1' })
})

test('the newest five hundred are kept, and the registration for good, S6', async () => {
  const { replica } = await aVendorsPhone()
  const { db } = replica
  await replica.write(async () => {
    for (let seq = 1; seq <= ACKED_MAX + 3; seq++) {
      const name = seq === 2 ? REGISTER : 'offer.price.v1'
      await db.acked.put({ seq, id: String(seq), name, body: '', sig: '', receivedAt: 0 })
    }
    await trimAcked(db)
  })
  const seqs = (await db.acked.toArray()).map(({ seq }) => seq)
  expect([seqs.length, seqs.slice(0, 2)]).toEqual([ACKED_MAX + 1, [2, 4]])
})

test('what cannot be sent waits for a person, once', async () => {
  const { replica } = await twoUnsigned()
  const [first] = await pendingOf(replica.db)
  await unsettle(replica, first!, 'tooLarge')
  expect(await unsettled(replica)).toMatchObject([{ id: first?.id, why: 'tooLarge' }])
  await replica.write(() => replica.db.outbox.clear())
  await replica.write(() => replica.db.unsettled.clear())
  await unsettle(replica, first!, 'tooLarge')
  expect(await unsettled(replica)).toEqual([])
})
