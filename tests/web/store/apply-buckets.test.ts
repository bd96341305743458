import type { Dexie } from 'dexie'
import { expect, test } from 'vitest'
import type { Offer } from '@pasar/shared/domain/offer.ts'
import type { SyncReply, SyncRequest } from '@pasar/shared/sync/protocol.ts'
import { acknowledgeLoss, type Replica } from '@pasar/web/store/db.ts'
import { readMeta } from '@pasar/web/store/meta.ts'
import { offersOfStall } from '@pasar/web/store/queries/offers.ts'
import { loss, pendingCount, uncertain } from '@pasar/web/store/queries/sync.ts'
import { exchange } from '@pasar/web/sync/exchange.ts'
import { aVendor } from '../../fixtures/account.ts'
import { offerId, stallId } from '../../fixtures/id.ts'
import { anOffer, anOfferPrice } from '../../fixtures/offer.ts'
import {
  allSame,
  answers,
  aPage,
  aPhone,
  aReply,
  aTransport,
  aVendorsPhone,
  idsOf,
  savePrice,
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

test('applied work that still waits for its rows goes to a restored server too, S6', async () => {
  const { replica } = await aVendorsPhone()
  const first = await savePrice(replica, TOMAT, 12_000)
  const transport = aTransport(
    answers(
      () =>
        aReply({
          results: [{ id: first, outcome: 'applied' }],
          lastSeq: 1,
          buckets: { [STALL]: { ...aPage(9, []), more: true } },
        }),
      () =>
        aReply({
          lastSeq: 0,
          buckets: {
            [STALL]: { ...aPage(3, [aStall(), TOMAT]), cursor: 'e2.3', more: true, reset: true },
          },
        }),
      () => aReply({ lastSeq: 1 }),
    ),
  )
  await exchange(replica, transport)
  await exchange(replica, transport)
  expect(await prices(replica)).toEqual([[TOMAT.id, 12_000, 2]])
  await exchange(replica, transport)
  expect(transport.sent.map(idsOf)).toEqual([[first], [], [first]])
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
    async send() {
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
