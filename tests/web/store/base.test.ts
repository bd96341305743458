import { expect, test } from 'vitest'
import type { Row } from '@pasar/shared/domain/row.ts'
import { rowKey } from '@pasar/shared/domain/row.ts'
import type { BucketPage } from '@pasar/shared/sync/protocol.ts'
import { sumOf } from '@pasar/shared/sync/checksum.ts'
import { Base } from '@pasar/web/store/base.ts'
import type { Replica } from '@pasar/web/store/db.ts'
import { Staged } from '@pasar/web/store/staged.ts'
import { stallOrderId, accountId, stallId } from '../../fixtures/id.ts'
import { aStallOrder } from '../../fixtures/order.ts'
import { aPhone, holdRows, shownRows } from '../../fixtures/replica.ts'

const HOME = 'household:00000000000000000000000001'
const STALL = 'stall:pb-017'
const PART = aStallOrder({
  id: stallOrderId('00000000000000000000000009.1'),
  householdId: accountId('00000000000000000000000001'),
  stallId: stallId('pb-017'),
})
const KEY = rowKey(PART)
const empty: BucketPage = { cursor: 'e1.9', rows: [], gone: [], more: false }

/** Does something to the base of a phone that holds these buckets. */
async function onBase(
  replica: Replica,
  pages: readonly (readonly [typeof HOME | typeof STALL, BucketPage])[],
  work: (base: Base, staged: Staged) => Promise<void> | void,
): Promise<void> {
  await replica.write(async () => {
    const staged = new Staged(replica)
    await staged.loadCursors()
    await staged.load([KEY])
    await staged.loadHeld([KEY])
    await work(new Base(replica.db, staged, pages), staged)
    await staged.flush()
  })
}

const state = async (replica: Replica): Promise<unknown> => ({
  rows: await shownRows(replica),
  held: (await replica.db.held.get(KEY))?.buckets ?? [],
  sums: Object.fromEntries(
    (await replica.db.cursors.toArray()).map((one) => [one.bucket, one.sum]),
  ),
})

const twoBuckets = async (): Promise<Replica> => {
  const replica = await aPhone().open()
  await holdRows(replica, HOME, [PART])
  await holdRows(replica, STALL, [PART])
  return replica
}

test('a row of two buckets counts in both sums, and its change in both', async () => {
  const replica = await twoBuckets()
  const packed: Row = { ...PART, status: 'packed' }
  await onBase(replica, [[HOME, empty]], (base) => base.apply(HOME, { ...empty, rows: [packed] }))
  const sum = sumOf([packed])
  expect(await state(replica)).toEqual({
    rows: [packed],
    held: [HOME, STALL],
    sums: { [HOME]: sum, [STALL]: sum },
  })
})

test('a row stays until it has left its last bucket', async () => {
  const replica = await twoBuckets()
  await onBase(replica, [], (base) => base.apply(HOME, { ...empty, gone: [KEY] }))
  expect(await state(replica)).toEqual({
    rows: [PART],
    held: [STALL],
    sums: { [HOME]: 0, [STALL]: sumOf([PART]) },
  })
  await onBase(replica, [], (base) => base.apply(STALL, { ...empty, gone: [KEY] }))
  expect(await state(replica)).toEqual({ rows: [], held: [], sums: { [HOME]: 0, [STALL]: 0 } })
})

test('a lost bucket takes only what no other bucket holds', async () => {
  const replica = await twoBuckets()
  const lost: BucketPage = { cursor: '', rows: [], gone: 'all', more: false }
  await onBase(replica, [[STALL, lost]], async (base) => {
    await base.clear(STALL)
    base.apply(STALL, lost)
  })
  expect(await state(replica)).toEqual({
    rows: [PART],
    held: [HOME],
    sums: { [HOME]: sumOf([PART]) },
  })
})

test('a fold goes only into buckets that are held once the reply is taken', async () => {
  const replica = await aPhone().open()
  await onBase(replica, [[HOME, empty]], (base, staged) => {
    base.fold([{ key: KEY, before: null, after: PART }])
    expect(staged.heldIn(KEY)).toEqual([HOME])
  })
  expect(await state(replica)).toEqual({
    rows: [PART],
    held: [HOME],
    sums: { [HOME]: sumOf([PART]) },
  })
})

test('a fold of a deleted row takes it out of every bucket', async () => {
  const replica = await twoBuckets()
  await onBase(replica, [], (base) => base.fold([{ key: KEY, before: null, after: null }]))
  expect(await state(replica)).toEqual({ rows: [], held: [], sums: { [HOME]: 0, [STALL]: 0 } })
})
