import { expect, test } from 'vitest'
import type { Dexie } from 'dexie'
import type { Offer } from '@pasar/shared/domain/offer.ts'
import type { SyncReply, SyncRequest } from '@pasar/shared/sync/protocol.ts'
import { acknowledgeLoss, type Replica } from '@pasar/web/store/db.ts'
import { readMeta } from '@pasar/web/store/meta.ts'
import { offersOfStall, priceHistory } from '@pasar/web/store/queries/offers.ts'
import { loss, pendingCount, uncertain, unsettled } from '@pasar/web/store/queries/sync.ts'
import { exchange } from '@pasar/web/sync/exchange.ts'
import { aVendor } from '../../fixtures/account.ts'
import { accountId, offerId, stallId } from '../../fixtures/id.ts'
import { anOffer, anOfferPrice } from '../../fixtures/offer.ts'
import {
  allSame,
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

/** What the server answers to one request after another. */
const answers =
  (...replies: ((request: SyncRequest) => SyncReply)[]) =>
  (request: SyncRequest): SyncReply => {
    const next = replies.shift()
    if (next === undefined) throw new Error('the phone asked once too often')
    return next(request)
  }

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
  expect(done).toEqual({ kind: 'done', isComplete: true, mismatched: 0, snapshots: [] })
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

test('a reply that cannot be stored whole moves no cursor and settles nothing, S5', async () => {
  const { phone, replica } = await aVendorsPhone()
  await savePrice(replica, TOMAT, 12_000)
  await replica.close()
  const failing = await phone.open({ prepare: failOnPut('cursors') })
  const before = await everything(failing)
  const reply = answers((request) =>
    aReply({
      results: allSame(request),
      lastSeq: 1,
      buckets: { [STALL]: aPage(9, [priced(TOMAT, 99_000, 7)]) },
    }),
  )
  await expect(exchange(failing, aTransport(reply))).rejects.toThrow('no more')
  expect(await everything(failing)).toEqual(before)
})

test('a row that left its last bucket is gone, one that left another stays', async () => {
  const { replica } = await aVendorsPhone([TOMAT, CABAI])
  const reply = answers(() =>
    aReply({
      buckets: {
        [STALL]: { cursor: 'e1.9', rows: [], gone: [`offer/${CABAI.id}`], more: false },
      },
    }),
  )
  await exchange(replica, aTransport(reply))
  expect(await prices(replica)).toEqual([[TOMAT.id, 10_000, 1]])
  expect(await wrongSums(replica)).toEqual([])
})

test('a lost bucket takes its rows and no unsent work', async () => {
  const { replica } = await aVendorsPhone()
  const id = await savePrice(replica, TOMAT, 12_000)
  const transport = aTransport(
    answers(
      () => aReply({ buckets: { [STALL]: { cursor: '', rows: [], gone: 'all', more: false } } }),
      () => aReply(),
    ),
  )
  await exchange(replica, transport)
  expect(await prices(replica)).toEqual([])
  expect(await uncertain(replica)).toMatchObject([{ id, why: 'notFound' }])
  await exchange(replica, transport)
  expect(transport.sent[1]?.have).not.toHaveProperty(STALL)
  expect(idsOf(transport.sent[1]!)).toEqual([id])
})

test('a bucket that does not add up is downloaded anew, it alone, S7', async () => {
  const { replica } = await aVendorsPhone([TOMAT, CABAI])
  const right = [aStall(), TOMAT, anOfferPrice(TOMAT)]
  const transport = aTransport(
    answers(
      () => aReply({ buckets: { [STALL]: aPage(9, [], right) } }),
      () => aReply({ buckets: { [STALL]: aPage(9, right) } }),
    ),
  )
  expect(await exchange(replica, transport)).toMatchObject({ mismatched: 1 })
  expect(await prices(replica)).toHaveLength(2)
  expect(await exchange(replica, transport)).toMatchObject({ mismatched: 0 })
  expect(transport.sent[1]?.have).toEqual({
    markets: '',
    commodities: '',
    [`account:${aVendor().id}`]: 'e1.1',
    [STALL]: '',
  })
  expect(await prices(replica)).toEqual([[TOMAT.id, 10_000, 1]])
})

test('a bucket that is wrong again after its download is not asked for at once, S7', async () => {
  const { replica } = await aVendorsPhone()
  const transport = aTransport(() =>
    aReply({ buckets: { [STALL]: { ...aPage(9, [TOMAT]), checksum: 1 } } }),
  )
  await exchange(replica, transport)
  await exchange(replica, transport)
  await exchange(replica, transport)
  expect(transport.sent.map(({ have }) => have[STALL])).toEqual(['e1.1', '', 'e1.9'])
})

test('a server restored from a backup gets its acknowledged mutations again, S6', async () => {
  const { replica } = await aVendorsPhone()
  const first = await savePrice(replica, TOMAT, 12_000)
  const transport = aTransport(
    answers(
      (request) =>
        aReply({ results: allSame(request), lastSeq: 1, buckets: { markets: aPage(9, []) } }),
      () =>
        aReply({
          lastSeq: 0,
          buckets: {
            [STALL]: {
              ...aPage(4, [aStall(), TOMAT, anOfferPrice(TOMAT)]),
              cursor: 'e2.4',
              reset: true,
            },
          },
        }),
      (request) => aReply({ results: allSame(request), lastSeq: 1 }),
    ),
  )
  await exchange(replica, transport)
  expect(await exchange(replica, transport)).toMatchObject({ isComplete: false, mismatched: 0 })
  expect(await prices(replica)).toEqual([[TOMAT.id, 12_000, 2]])
  expect((await pendingCount(replica)).unsent).toBe(1)
  await exchange(replica, transport)
  expect(transport.sent.map(idsOf)).toEqual([[first], [], [first]])
  expect(transport.sent[2]?.mutations).toEqual(transport.sent[0]?.mutations)
  expect(await replica.db.acked.count()).toBe(1)
})

test('a new epoch gets them again although its lastSeq counts what was just sent, S6', async () => {
  const { replica } = await aVendorsPhone()
  const first = await savePrice(replica, TOMAT, 12_000)
  const transport = aTransport(
    answers(
      (request) =>
        aReply({ results: allSame(request), lastSeq: 1, buckets: { markets: aPage(9, []) } }),
      (request) =>
        aReply({
          results: allSame(request),
          lastSeq: 2,
          buckets: { markets: { ...aPage(1, []), cursor: 'e2.1', reset: true } },
        }),
      () => aReply({ lastSeq: 2 }),
    ),
  )
  await exchange(replica, transport)
  const second = await savePrice(replica, TOMAT, 13_000)
  await exchange(replica, transport)
  await exchange(replica, transport)
  expect(transport.sent.map(idsOf)).toEqual([[first], [second], [first]])
})

test('a reply that another tab was faster than is dropped whole', async () => {
  const { phone, replica } = await aVendorsPhone()
  await savePrice(replica, TOMAT, 12_000)
  const other = await phone.open()
  const script = (request: SyncRequest): SyncReply =>
    aReply({ results: allSame(request), lastSeq: 1, buckets: { [STALL]: aPage(9, []) } })
  const fast = aTransport(script)
  const slow = {
    ...fast,
    async send(request: SyncRequest) {
      await exchange(other, fast)
      return { kind: 'reply' as const, reply: aReply({ buckets: { [STALL]: aPage(3, []) } }) }
    },
  }
  expect(await exchange(replica, slow)).toEqual({ kind: 'stale' })
  expect((await replica.db.cursors.get(STALL))?.cursor).not.toBe('e1.3')
})

test('a server that knows more than this phone ever saved means a loss, and no seq twice, S13', async () => {
  const { phone, replica } = await aVendorsPhone()
  await exchange(
    replica,
    aTransport(() => aReply({ lastSeq: 7 })),
  )
  expect(await loss(replica)).toEqual({ lastSeq: 7, unsent: 0 })
  await savePrice(replica, TOMAT, 12_000)
  expect((await replica.db.outbox.toArray()).map(({ seq }) => seq)).toEqual([8])
  const again = await phone.open()
  await acknowledgeLoss(again)
  expect([again.loss, await loss(replica)]).toEqual([null, null])
})

test('the clock learns from the server, but not from a difference within the guess, I7', async () => {
  const phone = aPhone()
  const replica = await phone.open()
  const offsetAfter = async (serverAhead: number): Promise<number> => {
    const now = phone.device.clock + serverAhead
    await exchange(
      replica,
      aTransport(() => aReply({ now })),
    )
    return (await readMeta(replica.db, 'pull')).offsetMs
  }
  const year = 365 * 86_400_000
  expect(await offsetAfter(9_999)).toBe(0)
  expect(await offsetAfter(-10 * year)).toBe(-10 * year)
  expect(await offsetAfter(year)).toBe(year)
})

/** Breaks every write to one table, as a disk would in the middle of a transaction. */
const failOnPut =
  (name: string) =>
  (db: Dexie): void => {
    db.use({
      stack: 'dbcore',
      create: (core) => ({
        ...core,
        table(table) {
          const real = core.table(table)
          if (table !== name) return real
          return { ...real, mutate: () => Promise.reject(new Error('no more')) }
        },
      }),
    })
  }

async function everything(replica: Replica): Promise<unknown[]> {
  return Promise.all(replica.db.tables.map((table) => table.toArray()))
}

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
