import type { Dexie } from 'dexie'
import { expect, test } from 'vitest'
import { Bug } from '@pasar/shared/lib/assert.ts'
import { acknowledgeLoss, openReplica, writeSentinel } from '@pasar/web/store/db.ts'
import { loss } from '@pasar/web/store/queries/sync.ts'
import { anOffer } from '../../fixtures/offer.ts'
import { fakePlatform } from '../../fixtures/platform.ts'
import { aPhone, aVendorsPhone, savePrice } from '../../fixtures/replica.ts'

const TOMAT = anOffer()

test('the database is strict, for the default loses acknowledged writes, I1', async () => {
  const { replica } = await aVendorsPhone()
  const options = (replica.db as unknown as { _options: object })._options // Dexie tells it nowhere else
  expect(options).toMatchObject({ chromeTransactionDurability: 'strict', cache: 'disabled' })
})

test('a new database is a new client with keys of its own, an old one keeps them', async () => {
  const phone = aPhone()
  const first = await phone.open()
  const again = await phone.open()
  const other = await phone.open({ name: 'latihan' })
  expect([again.client, again.keys]).toEqual([first.client, first.keys])
  expect(other.client).not.toBe(first.client)
  expect(other.keys).not.toEqual(first.keys)
})

test('two tabs that open a new database at once agree on the client', async () => {
  const phone = aPhone()
  const [first, second] = await Promise.all([phone.open(), phone.open()])
  expect(first.client).toBe(second.client)
  expect(first.keys).toEqual(second.keys)
  const third = await phone.open()
  expect([third.client, third.keys]).toEqual([first.client, first.keys])
})

test('a lost database is noticed at once and told until it is read, S13', async () => {
  const { phone, replica } = await aVendorsPhone()
  await savePrice(replica, TOMAT, 11_000)
  await savePrice(replica, TOMAT, 12_000)
  await replica.close()
  await replica.db.delete()
  const empty = await phone.open()
  expect(empty.loss).toEqual({ lastSeq: 2, unsent: 2 })
  expect(empty.client).not.toBe(replica.client)
  await empty.close()
  const again = await phone.open()
  expect([again.loss, await loss(again)]).toEqual([empty.loss, empty.loss])
  await acknowledgeLoss(again)
  expect([again.loss, (await phone.open()).loss]).toEqual([null, null])
})

test('a database that was rolled back is told, and no seq is used twice, S13', async () => {
  const { phone, replica } = await aVendorsPhone()
  await replica.close()
  phone.device.sentinels.set(replica.name, { client: replica.client, lastSeq: 9, unsent: 1 })
  const opened = await phone.open()
  expect(opened.loss).toEqual({ lastSeq: 9, unsent: 1 })
  await savePrice(opened, TOMAT, 11_000)
  expect((await opened.db.outbox.toArray()).map(({ seq }) => seq)).toEqual([10])
})

test('a sentinel that says less than the database means nothing', async () => {
  const { phone, replica } = await aVendorsPhone()
  await savePrice(replica, TOMAT, 11_000)
  await replica.close()
  phone.device.sentinels.clear()
  const opened = await phone.open()
  expect(opened.loss).toBe(null)
  await writeSentinel(opened)
  expect([...phone.device.sentinels]).toEqual([
    [replica.name, { client: replica.client, lastSeq: 1, unsent: 1 }],
  ])
})

test('a database that will not open is a fault with its cause, after three more tries', async () => {
  const broken = new Error('no')
  let tries = 0
  const indexedDB = {
    open() {
      tries++
      throw Object.assign(broken, { name: 'SecurityError' })
    },
  } as unknown as IDBFactory // all of it that is ever called
  const opening = openReplica({ platform: fakePlatform(aPhone().device), indexedDB })
  await expect(opening).rejects.toMatchObject({ name: 'StorageFault', kind: 'wontOpen' })
  expect(tries).toBe(4)
})

test('a handle that died is dropped, a new one goes on, and a mutation is saved once', async () => {
  const { phone, replica } = await aVendorsPhone()
  await replica.close()
  const faults: unknown[] = []
  let deaths = 1
  const dying = await phone.open({
    onFault: (fault) => faults.push(fault),
    prepare: (db) => dieOnPut(db, () => deaths-- > 0),
  })
  await savePrice(dying, TOMAT, 11_000)
  expect(deaths).toBeLessThan(1)
  expect(await dying.db.outbox.count()).toBe(1)
  expect(faults).toEqual([])
})

test('a handle that died after the commit means no second save, I2', async () => {
  const { replica } = await aVendorsPhone()
  const { db } = replica
  const real = db.transaction.bind(db) as (...call: unknown[]) => Promise<unknown> // of many shapes
  let isDead = true
  const dying = async (...call: unknown[]): Promise<unknown> => {
    const done = await real(...call)
    if (!isDead) return done
    isDead = false
    throw Object.assign(new Error('lost'), { name: 'UnknownError' })
  }
  db.transaction = dying as typeof db.transaction
  await savePrice(replica, TOMAT, 11_000)
  expect(isDead).toBe(false)
  expect((await db.outbox.toArray()).map(({ seq }) => seq)).toEqual([1])
})

test('a handle that stays dead is reported after three new ones', async () => {
  const { phone, replica } = await aVendorsPhone()
  await replica.close()
  let deaths = 0
  const dying = await phone.open({ prepare: (db) => dieOnPut(db, () => ++deaths > 0) })
  await expect(savePrice(dying, TOMAT, 11_000)).rejects.toMatchObject({ kind: 'storageLost' })
  expect(deaths).toBe(4)
})

test('a write outside of a transaction is refused, in one it is not', async () => {
  const replica = await aPhone().open()
  const draft = { key: 'x', value: 1 }
  await expect(replica.db.drafts.put(draft)).rejects.toThrow(Bug)
  expect(await replica.db.drafts.count()).toBe(0)
  await replica.write(() => replica.db.drafts.put(draft))
  expect(await replica.db.drafts.toArray()).toEqual([draft])
})

test('a tab whose database was deleted behind its back saves nothing into the empty one', async () => {
  const { phone, replica } = await aVendorsPhone()
  const other = await phone.open()
  await other.db.delete()
  await expect(savePrice(replica, TOMAT, 11_000)).rejects.toMatchObject({ kind: 'storageLost' })
  const fresh = await phone.open()
  expect(await fresh.db.outbox.count()).toBe(0)
  await expect(savePrice(replica, TOMAT, 11_000)).rejects.toMatchObject({ kind: 'storageLost' })
})

test('listeners hear of every save, until they leave', async () => {
  const { replica } = await aVendorsPhone()
  let heard = 0
  const leave = replica.onWrite(() => heard++)
  await savePrice(replica, TOMAT, 11_000)
  leave()
  await savePrice(replica, TOMAT, 12_000)
  expect(heard).toBe(1)
})

test('work in the background is waited for, and its failure reported', async () => {
  const phone = aPhone()
  const faults: unknown[] = []
  const replica = await phone.open({ onFault: (fault) => faults.push(fault) })
  let done = false
  replica.background(async () => {
    await new Promise((resolve) => setTimeout(resolve, 5))
    done = true
    throw new Error('late')
  })
  await replica.close()
  expect([done, faults]).toEqual([true, [new Error('late')]])
})

/** The browser's own words when the connection to the database server is gone. */
function dieOnPut(db: Dexie, isDead: () => boolean): void {
  db.use({
    stack: 'dbcore',
    create: (core) => ({
      ...core,
      table(name) {
        const table = core.table(name)
        if (name !== 'outbox') return table
        return {
          ...table,
          mutate(request) {
            if (request.type !== 'add' || !isDead()) return table.mutate(request)
            throw Object.assign(new Error('Connection to Indexed Database server lost'), {
              name: 'UnknownError',
            })
          },
        }
      },
    }),
  })
}
