import { expect, test } from 'vitest'
import { Bug } from '@pasar/shared/lib/assert.ts'
import { keyOf } from '@pasar/shared/domain/row.ts'
import { encodeSnapshot } from '@pasar/shared/sync/snapshot.ts'
import type { Replica } from '@pasar/web/store/db.ts'
import { saveSnapshot } from '@pasar/web/store/follow.ts'
import { Staged } from '@pasar/web/store/staged.ts'
import { anOffer } from '../../fixtures/offer.ts'
import { aPhone, holdRows } from '../../fixtures/replica.ts'

const TOMAT = anOffer()
const KEY = keyOf('offer', TOMAT.id)

const inside = <T>(replica: Replica, work: (staged: Staged) => Promise<T>): Promise<T> =>
  replica.write(() => work(new Staged(replica)))

test('reads prefer the phone’s rows over the overlay over the blocks', async () => {
  const replica = await aPhone().open()
  const { db } = replica
  const read = (): Promise<number | undefined> =>
    inside(replica, async (staged) => {
      await staged.load([KEY])
      return staged.view('strict').get(KEY)?.priceIdr
    })
  expect(await read()).toBe(undefined)
  await saveSnapshot(replica, encodeSnapshot([TOMAT], { market: 'pasar-baru', cursor: 'e1.1' }), 0)
  expect(await read()).toBe(10_000)
  const row = { ...TOMAT, priceIdr: 20_000 }
  await replica.write(() => db.overlay.put({ key: KEY, market: 'pasar-baru', row }))
  expect(await read()).toBe(20_000)
  await replica.write(() => db.overlay.put({ key: KEY, market: 'pasar-baru', row: null }))
  expect(await read()).toBe(undefined)
  await holdRows(replica, 'stall:pb-017', [{ ...TOMAT, priceIdr: 30_000 }])
  expect(await read()).toBe(30_000)
  await replica.write(() => db.rows.put({ key: KEY, row: null }))
  expect(await read()).toBe(undefined)
})

test('a run may read only what was loaded; needs may ask for anything', async () => {
  const replica = await aPhone().open()
  await inside(replica, async (staged) => {
    expect(staged.view('lenient').get(KEY)).toBe(undefined)
    expect(() => staged.view('strict').get(KEY)).toThrow(Bug)
    expect(() => staged.setRecord(KEY, null)).toThrow(Bug)
    await staged.load([KEY])
    expect(staged.view('strict').get(KEY)).toBe(undefined)
  })
})

test('only what changed is written', async () => {
  const replica = await aPhone().open()
  const other = anOffer({ id: 'pb-017.0000000b' as typeof TOMAT.id })
  await holdRows(replica, 'stall:pb-017', [TOMAT, other])
  const written: unknown[] = []
  replica.db.rows.hook('updating', (changes) => void written.push(changes))
  await inside(replica, async (staged) => {
    await staged.load([KEY, keyOf('offer', other.id)])
    staged.setRecord(KEY, { key: KEY, row: { ...TOMAT } })
    staged.setRecord(keyOf('offer', other.id), {
      key: keyOf('offer', other.id),
      row: { ...other, priceIdr: 1 },
    })
    await staged.flush()
  })
  expect(written).toHaveLength(1)
})

test('a bucket’s cursor is changed, made and forgotten', async () => {
  const replica = await aPhone().open()
  await holdRows(replica, 'stall:pb-017', [TOMAT])
  const fresh = { bucket: 'markets', cursor: 'e1.1', sum: 0, snapshot: null, stamp: 0 }
  await inside(replica, async (staged) => {
    await staged.loadCursors()
    staged.setCursor('markets', fresh)
    staged.setCursor('stall:pb-017', null)
    expect(staged.cursors()).toEqual([fresh])
    await staged.flush()
  })
  expect(await replica.db.cursors.toArray()).toEqual([fresh])
})
