import { expect, test } from 'vitest'
import type { SyncReply, SyncRequest } from '@pasar/shared/sync/protocol.ts'
import { encodeSnapshot } from '@pasar/shared/sync/snapshot.ts'
import { mutate } from '@pasar/web/intents/mutate.ts'
import type { Replica } from '@pasar/web/store/db.ts'
import { followMarket } from '@pasar/web/store/follow.ts'
import { ACKED_MAX } from '@pasar/web/store/outbox.ts'
import { pendingCount, unsettled, usageToday } from '@pasar/web/store/queries/sync.ts'
import { downloadSnapshot, exchange } from '@pasar/web/sync/exchange.ts'
import type { Answer } from '@pasar/web/sync/transport.ts'
import { marketId } from '../../fixtures/id.ts'
import { anOffer } from '../../fixtures/offer.ts'
import { fakeSignature } from '../../fixtures/platform.ts'
import {
  allSame,
  aPhone,
  aReply,
  aTransport,
  aVendorsPhone,
  idsOf,
  offersAt,
  savePrice,
  seqOf,
} from '../../fixtures/replica.ts'
import { aStall } from '../../fixtures/stall.ts'

const TOMAT = anOffer()
const taken = (request: SyncRequest): SyncReply =>
  aReply({ results: allSame(request), lastSeq: seqOf(request) })
const tooLarge: Answer<SyncReply> = { kind: 'refused', error: 'tooLarge', retryAfterS: null }
const signInNeeded: Answer<SyncReply> = {
  kind: 'refused',
  error: 'signInNeeded',
  retryAfterS: null,
}

test('a request says who, how far, and what is pending in order of seq', async () => {
  const { replica } = await aVendorsPhone()
  await followMarket(replica, marketId('pasar-baru'))
  const ids = [await savePrice(replica, TOMAT, 11_000), await savePrice(replica, TOMAT, 12_000)]
  const records = await replica.db.outbox.toArray()
  const transport = aTransport(taken)
  await exchange(replica, transport)
  expect(transport.sent).toEqual([
    {
      protocol: 1,
      client: replica.client,
      lastSeq: 0,
      have: {
        markets: '',
        commodities: '',
        'market:pasar-baru': '',
        'account:00000000000000000000000002': 'e1.1',
        'stall:pb-017': 'e1.1',
      },
      mutations: records.map(({ body, sig, h }) => ({ body, sig, h })),
    },
  ])
  expect(idsOf(transport.sent[0]!)).toEqual(ids)
})

test('a lost reply means the same request again, and nothing doubles, S4', async () => {
  const { replica } = await aVendorsPhone()
  const id = await savePrice(replica, TOMAT, 11_000)
  const transport = aTransport(() => null)
  expect(await exchange(replica, transport)).toEqual({ kind: 'offline' })
  expect(await exchange(replica, transport)).toEqual({ kind: 'offline' })
  expect(transport.sent[1]).toEqual(transport.sent[0])
  expect(idsOf(transport.sent[1]!)).toEqual([id])
})

test('a push that is too large is halved until it fits, S9', async () => {
  const { replica } = await aVendorsPhone()
  for (let n = 0; n < 10; n++) await savePrice(replica, TOMAT, 11_000 + n * 100)
  const transport = aTransport((request) =>
    request.mutations.length > 3 ? tooLarge : taken(request),
  )
  expect(await exchange(replica, transport)).toMatchObject({ isComplete: false })
  expect(transport.sent.map(({ mutations }) => mutations.length)).toEqual([10, 5, 2])
  expect((await pendingCount(replica)).unsent).toBe(8)
})

test('one mutation that is too large alone waits for a person, and the rest goes on', async () => {
  const { replica } = await aVendorsPhone()
  const big = await savePrice(replica, TOMAT, 11_000)
  const small = await savePrice(replica, TOMAT, 12_000)
  const transport = aTransport((request) =>
    idsOf(request).includes(big) ? tooLarge : taken(request),
  )
  expect(await exchange(replica, transport)).toMatchObject({ kind: 'done' })
  expect(transport.sent.map(idsOf)).toEqual([[big, small], [big], [small]])
  expect(await unsettled(replica)).toMatchObject([{ id: big, why: 'tooLarge' }])
  expect(await replica.db.outbox.count()).toBe(0)
})

test('a thousand mutations at most go at once, S9', async () => {
  const { replica } = await aVendorsPhone()
  await savePrice(replica, TOMAT, 11_000)
  const [record] = await replica.db.outbox.toArray()
  await replica.write(async () => {
    for (let seq = 2; seq <= 1_001; seq++) {
      const id = String(100 + seq).padStart(26, '0')
      const body = JSON.stringify({ ...JSON.parse(record!.body), seq, id })
      await replica.db.outbox.put({ ...record!, seq, id, body, steps: [] })
    }
  })
  const transport = aTransport(taken)
  expect(await exchange(replica, transport)).toMatchObject({ isComplete: false })
  expect(await exchange(replica, transport)).toMatchObject({ isComplete: true })
  expect(transport.sent.map(({ mutations }) => mutations.length)).toEqual([1_000, 1])
  expect(await replica.db.acked.count()).toBe(ACKED_MAX)
})

async function register(replica: Replica): Promise<string> {
  const saved = await mutate(replica, 'account.register.v1', {
    accountId: replica.platform.ulid(),
    client: replica.client,
    name: 'Bu Sri',
    phone: '081234567890',
    publicKey: replica.keys.publicKey,
    consent: { version: 1 },
  })
  await replica.idle()
  return saved.ok ? saved.id : ''
}

test('a registration is sent with a proof that the sender holds the key', async () => {
  const replica = await aPhone().open()
  await register(replica)
  const transport = aTransport(taken)
  await exchange(replica, transport)
  await exchange(replica, transport)
  const [first, second] = transport.sent
  const signed = `session:${replica.client}:${first?.proof?.nonce}`
  expect(first?.proof?.sig).toBe(fakeSignature(replica.keys.publicKey, signed))
  expect(second).not.toHaveProperty('proof')
})

test('a lost cookie is got back with the key alone, and the push goes along', async () => {
  const { replica } = await aVendorsPhone()
  const id = await savePrice(replica, TOMAT, 11_000)
  const transport = aTransport((request) => (request.proof ? taken(request) : signInNeeded))
  expect(await exchange(replica, transport)).toMatchObject({ kind: 'done' })
  expect(transport.sent.map(idsOf)).toEqual([[id], [id]])
})

test('a session that is over is got back with the registration, without a code', async () => {
  const replica = await aPhone().open()
  const registered = await register(replica)
  await exchange(replica, aTransport(taken))
  const transport = aTransport((request) =>
    request.proof && request.mutations.length > 0 ? taken(request) : signInNeeded,
  )
  expect(await exchange(replica, transport)).toMatchObject({ kind: 'done' })
  expect(transport.sent.map(idsOf)).toEqual([[], [], [registered]])
})

test('a session that the registration does not bring back is asked for, and deletes nothing', async () => {
  const replica = await aPhone().open()
  await register(replica)
  await exchange(replica, aTransport(taken))
  const transport = aTransport(() => signInNeeded)
  expect(await exchange(replica, transport)).toEqual(signInNeeded)
  expect(transport.sent).toHaveLength(3)
  expect(await replica.db.acked.count()).toBe(1)
})

test('an envelope that the server could not read is matched by its place', async () => {
  const { replica } = await aVendorsPhone()
  const [first, second] = [
    await savePrice(replica, TOMAT, 11_000),
    await savePrice(replica, TOMAT, 12_000),
  ]
  const results: SyncReply['results'] = [
    { id: '', outcome: 'refused', why: 'malformed' },
    { id: second ?? '', outcome: 'applied', same: true },
  ]
  await exchange(
    replica,
    aTransport(() => aReply({ results, lastSeq: 2 })),
  )
  expect(await unsettled(replica)).toMatchObject([{ id: first, why: 'malformed' }])
  expect((await pendingCount(replica)).unsent).toBe(0)
})

test('a snapshot is stored with its cursor, and what it cost is counted', async () => {
  const phone = aPhone()
  const replica = await phone.open()
  const market = marketId('pasar-baru')
  const transport = aTransport(() => aReply({ now: phone.device.clock }))
  const snapshot = encodeSnapshot([aStall(), TOMAT], { market, cursor: 'e1.4' })
  let bytes = 700
  transport.takeBytes = () => bytes
  expect(await downloadSnapshot(replica, transport, { marketId: market })).toBe('offline')
  transport.snapshot = async () => ({ kind: 'reply', reply: snapshot })
  expect(await downloadSnapshot(replica, transport, { marketId: market })).toBe('done')
  expect(await offersAt(replica, market)).toEqual([TOMAT])
  expect(await usageToday(replica)).toBe(700)
  bytes = 300
  await exchange(replica, transport)
  expect(await usageToday(replica)).toBe(1_000)
  phone.device.clock += 86_400_000
  expect(await usageToday(replica)).toBe(0)
})
