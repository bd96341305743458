import { expect, test } from 'vitest'
import type { Offer } from '@pasar/shared/domain/offer.ts'
import type { SyncRequest } from '@pasar/shared/sync/protocol.ts'
import { type Replica } from '@pasar/web/store/db.ts'
import { readMeta } from '@pasar/web/store/meta.ts'
import { offersOfStall, priceHistory } from '@pasar/web/store/queries/offers.ts'
import { pendingCount, uncertain, unsettled } from '@pasar/web/store/queries/sync.ts'
import { exchange } from '@pasar/web/sync/exchange.ts'
import { aVendor } from '../../fixtures/account.ts'
import { accountId, offerId, stallId } from '../../fixtures/id.ts'
import { anOffer, anOfferPrice } from '../../fixtures/offer.ts'
import {
  allSame,
  answers,
  aPage,
  aPhone,
  aReply,
  aTransport,
  aVendorsPhone,
  baseRows,
  idsOf,
  savePrice,
  seqOf,
  shownRows,
  wrongSums,
} from '../../fixtures/replica.ts'
import { aStall } from '../../fixtures/stall.ts'

const TOMAT = anOffer()
const CABAI = anOffer({ id: offerId('pb-017.0000000b'), priceIdr: 40_000 })
const STALL = 'stall:pb-017'

const prices = async (replica: Replica): Promise<[string, number, number][]> =>
  (await offersOfStall(replica, stallId('pb-017'))).map((offer) => [
    offer.id,
    offer.priceIdr,
    offer.priceNo,
  ])

const priced = (offer: Offer, priceIdr: number, priceNo: number): Offer => ({
  ...offer,
  priceIdr,
  priceNo,
})

test('what the server computed the same is folded into base without coming back, S3', async () => {
  const { replica } = await aVendorsPhone()
  await savePrice(replica, TOMAT, 12_000)
  const shown = await shownRows(replica)
  const reply = answers((request) =>
    aReply({
      results: allSame(request),
      lastSeq: 1,
      buckets: {
        [STALL]: {
          ...aPage(
            9,
            [],
            shown.filter((row) => row.kind !== 'account'),
          ),
        },
      },
    }),
  )
  const done = await exchange(replica, aTransport(reply))
  expect(done).toEqual({
    kind: 'done',
    isComplete: true,
    hasLater: false,
    mismatched: 0,
    snapshots: [],
  })
  expect(await baseRows(replica)).toEqual(shown)
  expect(await shownRows(replica)).toEqual(shown)
  expect(await pendingCount(replica)).toMatchObject({ unsent: 0 })
  expect(await wrongSums(replica)).toEqual([])
})

test('what the server computed otherwise is taken from the server, S3', async () => {
  const { replica } = await aVendorsPhone()
  await savePrice(replica, TOMAT, 12_000)
  const theirs = priced(TOMAT, 12_000, 5)
  const history = anOfferPrice(theirs, { no: 5 })
  const reply = answers((request) =>
    aReply({
      results: idsOf(request).map((id) => ({ id, outcome: 'applied' })),
      lastSeq: 1,
      buckets: {
        [STALL]: aPage(9, [theirs, history], [aStall(), theirs, anOfferPrice(TOMAT), history]),
      },
    }),
  )
  expect(await exchange(replica, aTransport(reply))).toMatchObject({ mismatched: 0 })
  expect(await prices(replica)).toEqual([[TOMAT.id, 12_000, 5]])
  expect((await priceHistory(replica, TOMAT.id)).map(({ no }) => no)).toEqual([5, 1])
  expect(await wrongSums(replica)).toEqual([])
})

test('a retry that is told again is not folded a second time, S4', async () => {
  const { replica } = await aVendorsPhone()
  await savePrice(replica, TOMAT, 12_000)
  const newer = priced(TOMAT, 15_000, 3)
  const reply = answers((request) =>
    aReply({
      results: idsOf(request).map((id) => ({ id, outcome: 'applied', same: true, again: true })),
      lastSeq: 1,
      buckets: { [STALL]: { ...aPage(9, [newer]), checksum: 0 } },
    }),
  )
  await exchange(replica, aTransport(reply))
  expect(await prices(replica)).toEqual([[TOMAT.id, 15_000, 3]])
  expect((await priceHistory(replica, TOMAT.id)).map(({ no }) => no)).toEqual([1])
})

test('one refused mutation in fifty waits for a person, forty-nine apply, I8', async () => {
  const { replica } = await aVendorsPhone()
  const ids: string[] = []
  for (let n = 1; n <= 50; n++) ids.push(await savePrice(replica, TOMAT, 10_000 + n * 100))
  const bad = ids[24]
  const reply = answers((request) =>
    aReply({
      results: allSame(request).map((result) =>
        result.id === bad ? { id: result.id, outcome: 'refused', why: 'notPermitted' } : result,
      ),
      lastSeq: 50,
      buckets: {},
    }),
  )
  await exchange(replica, aTransport(reply))
  expect((await pendingCount(replica)).unsent).toBe(0)
  expect(await unsettled(replica)).toMatchObject([
    { id: bad, name: 'offer.price.v1', why: 'notPermitted', args: { priceIdr: 12_500 } },
  ])
  expect(await replica.db.acked.count()).toBe(49)
})

test('two pending changes of one row are undone from the newest and replayed from the oldest, I3', async () => {
  const { replica } = await aVendorsPhone()
  await savePrice(replica, TOMAT, 12_000)
  await savePrice(replica, TOMAT, 13_000)
  const theirs = { ...TOMAT, grade: 'besar' }
  const reply = answers(() =>
    aReply({
      results: [],
      buckets: { [STALL]: aPage(9, [theirs], [aStall(), theirs, anOfferPrice(TOMAT)]) },
    }),
  )
  expect(await exchange(replica, aTransport(reply))).toMatchObject({ mismatched: 0 })
  expect(await baseRows(replica)).toEqual([aVendor(), theirs, anOfferPrice(TOMAT), aStall()])
  const [shown] = await offersOfStall(replica, stallId('pb-017'))
  expect(shown).toEqual({ ...theirs, priceIdr: 13_000, priceNo: 3, priceAt: shown?.priceAt })
  const history = await priceHistory(replica, TOMAT.id)
  expect(history.map(({ no, priceIdr }) => [no, priceIdr])).toEqual([
    [3, 13_000],
    [2, 12_000],
    [1, 10_000],
  ])
})

test('a change saved while the request was under way is replayed on what came', async () => {
  const { replica } = await aVendorsPhone([TOMAT, CABAI])
  await savePrice(replica, TOMAT, 12_000)
  const transport = aTransport((request) =>
    aReply({ results: allSame(request), lastSeq: seqOf(request) }),
  )
  const { send } = transport
  const slow = {
    ...transport,
    async send(request: SyncRequest) {
      await savePrice(replica, TOMAT, 14_000)
      return send(request)
    },
  }
  await exchange(replica, slow)
  expect(await prices(replica)).toEqual([
    [TOMAT.id, 14_000, 3],
    [CABAI.id, 40_000, 1],
  ])
  expect((await pendingCount(replica)).unsent).toBe(1)
})

test('a replay that is refused keeps its place, is told and is still sent', async () => {
  const { replica } = await aVendorsPhone([TOMAT, CABAI])
  const id = await savePrice(replica, TOMAT, 12_000)
  const demoted = aVendor({ roles: [{ role: 'household' }] })
  const bucket: `account:${string}` = `account:${demoted.id}`
  const transport = aTransport(
    answers(
      () => aReply({ buckets: { [bucket]: aPage(9, [demoted]) } }),
      (request) => aReply({ results: allSame(request), lastSeq: 1 }),
    ),
  )
  await exchange(replica, transport)
  expect(await prices(replica)).toEqual([
    [TOMAT.id, 10_000, 1],
    [CABAI.id, 40_000, 1],
  ])
  expect(await uncertain(replica)).toMatchObject([{ id, why: 'notPermitted' }])
  await exchange(replica, transport)
  expect(transport.sent.map(idsOf)).toEqual([[id], [id]])
})

test('after the first later the rest stays pending, S4', async () => {
  const { replica } = await aVendorsPhone()
  await savePrice(replica, TOMAT, 12_000)
  await savePrice(replica, TOMAT, 13_000)
  const reply = answers((request) => {
    const [first = '', second = ''] = idsOf(request)
    const results = [
      { id: first, outcome: 'applied', same: true },
      { id: second, outcome: 'later' },
    ] as const
    return aReply({ results, lastSeq: 1 })
  })
  await exchange(replica, aTransport(reply))
  expect((await pendingCount(replica)).unsent).toBe(1)
  expect(await prices(replica)).toEqual([[TOMAT.id, 13_000, 3]])
})

test('work whose rows come on a later page stays in sight and is not sent again', async () => {
  const { replica } = await aVendorsPhone()
  await savePrice(replica, TOMAT, 12_000)
  const transport = aTransport(
    answers(
      (request) =>
        aReply({
          results: idsOf(request).map((id) => ({ id, outcome: 'applied' })),
          lastSeq: 1,
          buckets: { [STALL]: { cursor: 'e1.5', rows: [], gone: [], more: true } },
        }),
      () =>
        aReply({
          lastSeq: 1,
          buckets: { [STALL]: { ...aPage(9, [priced(TOMAT, 12_000, 4)]), checksum: 0 } },
        }),
    ),
  )
  expect(await exchange(replica, transport)).toMatchObject({ isComplete: false })
  expect(await prices(replica)).toEqual([[TOMAT.id, 12_000, 2]])
  expect((await pendingCount(replica)).unsent).toBe(0)
  await exchange(replica, transport)
  expect(transport.sent.map(idsOf)).toEqual([[expect.any(String)], []])
  expect(await prices(replica)).toEqual([[TOMAT.id, 12_000, 4]])
  expect(await replica.db.outbox.count()).toBe(0)
})

test('an account that a refused registration would have made is given up', async () => {
  const phone = aPhone()
  const replica = await phone.open()
  const { mutate } = await import('@pasar/web/intents/mutate.ts')
  await mutate(replica, 'account.register.v1', {
    accountId: replica.platform.ulid(),
    client: replica.client,
    name: 'Bu Sri',
    phone: '081234567890',
    publicKey: replica.keys.publicKey,
    consent: { version: 1 },
  })
  await replica.idle()
  expect(await readMeta(replica.db, 'account')).toBe(accountId('00000000000000000000000003'))
  await exchange(
    replica,
    aTransport((request) =>
      aReply({
        results: idsOf(request).map((id) => ({ id, outcome: 'refused', why: 'exists' })),
      }),
    ),
  )
  expect(await readMeta(replica.db, 'account')).toBe(null)
  expect(await shownRows(replica)).toEqual([])
})
