import { expect, test } from 'vitest'
import { keyOf } from '@pasar/shared/domain/row.ts'
import type { Replica } from '@pasar/web/store/db.ts'
import { pendingOf } from '@pasar/web/store/outbox.ts'
import { replay, undo } from '@pasar/web/store/replay.ts'
import { Staged } from '@pasar/web/store/staged.ts'
import type { OutboxRecord } from '@pasar/web/store/tables.ts'
import { aVendor } from '../../fixtures/account.ts'
import { anOffer } from '../../fixtures/offer.ts'
import { aVendorsPhone, savePrice } from '../../fixtures/replica.ts'

const TOMAT = anOffer()
const KEY = keyOf('offer', TOMAT.id)

async function inside<T>(
  replica: Replica,
  work: (staged: Staged, pending: OutboxRecord[]) => Promise<T>,
): Promise<T> {
  return replica.write(async () => {
    const staged = new Staged(replica)
    const pending = await pendingOf(replica.db)
    await staged.load(pending.flatMap(({ keys }) => keys))
    return work(staged, pending)
  })
}

const twoPending = async (): Promise<Replica> => {
  const { replica } = await aVendorsPhone()
  await savePrice(replica, TOMAT, 11_000)
  await savePrice(replica, TOMAT, 12_000)
  return replica
}

const how = { account: aVendor().id, arrived: new Set<never>() }

test('undo brings back what stood before the oldest', async () => {
  await inside(await twoPending(), async (staged, pending) => {
    undo(staged, pending)
    expect(staged.row(KEY)).toEqual(TOMAT)
  })
})

test('undo and replay over the same base change nothing at all', async () => {
  await inside(await twoPending(), async (staged, pending) => {
    undo(staged, pending)
    expect(await replay(staged, [...pending].reverse(), how)).toEqual(pending)
    expect(staged.row(KEY)).toMatchObject({ priceIdr: 12_000, priceNo: 3 })
  })
})

test('a refused replay keeps its rows in mind and leaves none', async () => {
  await inside(await twoPending(), async (staged, pending) => {
    undo(staged, pending)
    staged.setRecord(KEY, null)
    const replayed = await replay(staged, pending, how)
    // With its old `h` the server would keep its rows to itself, and nothing here would be folded.
    expect(replayed.map(({ seq, doubt, steps, h }) => [seq, doubt, steps, h])).toEqual([
      [1, 'notFound', [], 0],
      [2, 'notFound', [], 0],
    ])
    expect(replayed[0]?.keys).toEqual(pending[0]?.keys)
  })
})

test('a decided one shows its rows until the server’s word on each has come', async () => {
  await inside(await twoPending(), async (staged, pending) => {
    undo(staged, pending)
    const decided = pending.slice(0, 1).map((record) => ({ ...record, isDecided: true }))
    const [left] = await replay(staged, decided, { ...how, arrived: new Set([KEY]) })
    expect(left?.steps.map(({ key }) => key)).toEqual([`offerPrice/${TOMAT.id}:2`])
    expect(staged.row(KEY)).toEqual(TOMAT)
  })
})

test('an intent of a newer app keeps its place, I1', async () => {
  await inside(await twoPending(), async (staged, [first]) => {
    const [unknown] = await replay(staged, [{ ...first!, name: 'x.y.v9' }], how)
    expect([unknown?.doubt, unknown?.steps]).toEqual(['unknownMutation', []])
  })
})
