import { expect, test } from 'vitest'
import { readMeta, writeMeta } from '@pasar/web/store/meta.ts'
import { pendingOf } from '@pasar/web/store/outbox.ts'
import { decisionsOn, isSame, lostByServer, settle, unsendAcked } from '@pasar/web/store/settle.ts'
import { anOffer } from '../../fixtures/offer.ts'
import { aVendorsPhone, savePrice } from '../../fixtures/replica.ts'

const TOMAT = anOffer()

async function threePending() {
  const { replica } = await aVendorsPhone()
  for (const priceIdr of [11_000, 12_000, 13_000]) await savePrice(replica, TOMAT, priceIdr)
  const pending = await pendingOf(replica.db)
  const [first = '', second = '', third = ''] = pending.map(({ id }) => id)
  return { replica, pending, first, second, third, sent: [first, second, third] }
}

test('results belong to what was sent by id, and by place without one', async () => {
  const { pending, first, second, third, sent } = await threePending()
  const results = [
    { id: '', outcome: 'refused' },
    { id: 'strange', outcome: 'applied' },
    { id: third, outcome: 'later' },
  ] as const
  const found = decisionsOn(pending, { results, sent })
  expect(found.map(({ record, result }) => [record.id, result.outcome])).toEqual([
    [first, 'refused'],
    [third, 'later'],
  ])
  const decided = pending.map((record) => ({ ...record, isDecided: true }))
  expect(decisionsOn(decided, { results, sent: [second] })).toEqual([])
})

test('only a first, applied, same result is folded', () => {
  const same = { id: 'x', outcome: 'applied', same: true } as const
  expect(isSame(same)).toBe(true)
  expect(isSame({ ...same, again: true })).toBe(false)
  expect(isSame({ id: 'x', outcome: 'applied' })).toBe(false)
  expect(isSame({ ...same, outcome: 'refused' })).toBe(false)
})

test('each mutation is filed where it belongs, and stays where its rows are not here', async () => {
  const { replica, pending, first, second, third, sent } = await threePending()
  const results = [
    { id: first, outcome: 'applied', same: true },
    { id: second, outcome: 'refused', why: 'notPermitted' },
    { id: third, outcome: 'applied' },
  ] as const
  const decisions = decisionsOn(pending, { results, sent })
  const left = await replica.write(() => settle(replica, pending, { decisions, isComplete: false }))
  expect(left.map(({ id, isDecided }) => [id, isDecided])).toEqual([[third, true]])
  expect((await replica.db.acked.toArray()).map(({ id }) => id)).toEqual([first, third])
  expect((await replica.db.unsettled.toArray()).map(({ id, why }) => [id, why])).toEqual([
    [second, 'notPermitted'],
  ])
  const complete = await replica.write(() =>
    settle(replica, left, { decisions: [], isComplete: true }),
  )
  expect([complete, await replica.db.outbox.count()]).toEqual([[], 0])
})

test('what a restored server lost is found by its lastSeq, and all of it on a new epoch, S6', async () => {
  const { replica, pending, sent } = await threePending()
  const { db } = replica
  const results = sent.map((id) => ({ id, outcome: 'applied', same: true }) as const)
  const decisions = decisionsOn(pending, { results, sent })
  await replica.write(async () => {
    await settle(replica, pending, { decisions, isComplete: true })
    await writeMeta(db, 'pull', { ...(await readMeta(db, 'pull')), lastSeq: 3, epoch: 'e1' })
  })
  const lost = async (lastSeq: number, epoch: string | null): Promise<number[]> =>
    (await lostByServer(db, { lastSeq, epoch })).map(({ seq }) => seq)
  expect(await lost(3, 'e1')).toEqual([])
  expect(await lost(3, null)).toEqual([])
  expect(await lost(1, 'e1')).toEqual([2, 3])
  expect(await lost(9, 'e2')).toEqual([1, 2, 3])
  const acked = await db.acked.toArray()
  const again = await replica.write(() => unsendAcked(db, acked))
  expect(again.map(({ seq, body, sig, isDecided }) => [seq, body, sig, isDecided])).toEqual(
    pending.map(({ seq, body, sig }) => [seq, body, sig, false]),
  )
  expect(await db.acked.count()).toBe(0)
})
