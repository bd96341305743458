import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '@pasar/server/store/database.ts'
import { DatabaseInUse } from '@pasar/server/store/lock.ts'
import { StorageFailing, openStore } from '@pasar/server/store/open.ts'
import { NOBODY } from '@pasar/shared/domain/account.ts'
import { keyOf } from '@pasar/shared/domain/row.ts'
import { sumOf } from '@pasar/shared/sync/checksum.ts'
import { expect, test } from 'vitest'
import { MARKET, MORNING, ULIDS, anInstallation, seedMarket } from '../installation.ts'

const now = () => MORNING
const aFile = () => join(mkdtempSync(join(tmpdir(), 'pasar-')), 'pasar.db')

test('a history keeps its epoch, versions and rows over a restart', async () => {
  const file = aFile()
  const first = openStore({ file, now })
  await seedMarket(first)
  const before = [first.epoch, first.lastVersion(), first.rowsOf('markets')]
  await first.close()
  const second = openStore({ file, now })
  expect([second.epoch, second.lastVersion(), second.rowsOf('markets')]).toEqual(before)
  await second.close()
})

test('two histories never have the same epoch', async () => {
  const [one, other] = [openStore({ file: ':memory:', now }), openStore({ file: ':memory:', now })]
  expect(one.epoch).toMatch(/^[0-9a-f]{8}$/)
  expect(one.epoch).not.toBe(other.epoch)
})

test('one process writes to a file', async () => {
  const file = aFile()
  const store = openStore({ file, now })
  expect(() => openStore({ file, now })).toThrow(DatabaseInUse)
  await store.close()
  await openStore({ file, now }).close()
})

test('the system runs an intent once per id, and is refused like anyone else', async () => {
  const { store } = await anInstallation({ isBare: true })
  const args = { commodityId: 'jahe', name: 'Jahe', category: 'spice', base: 'g', usualUnit: 'kg' }
  const run = (over: object, id: string, name = 'commodity.put.v1') =>
    store.asSystem(name, { ...args, ...over }, id)
  expect([
    await run({}, 'one'),
    await run({}, 'one'),
    await run({ name: 'Jahe merah' }, 'one'),
    await run({ name: '' }, 'two'),
    await run({}, 'three', 'commodity.eat.v1'),
  ]).toEqual([
    { id: 'one', outcome: 'applied' },
    { id: 'one', outcome: 'applied', again: true },
    { id: 'one', outcome: 'refused', why: 'idReused' },
    { id: 'two', outcome: 'refused', why: 'badArgs' },
    { id: 'three', outcome: 'refused', why: 'unknownMutation' },
  ])
  expect(store.journal.all()[0]).toMatchObject({ actor: 'system', client: null, sig: null })
})

test('every checksum equals one from scratch, S7', async () => {
  const { store } = await anInstallation()
  for (const bucket of ['markets', 'commodities', `market:${MARKET}`, `account:${ULIDS.tin}`]) {
    const { rows, checksum } = store.rowsOf(bucket)
    expect([rows.length > 0, checksum]).toEqual([true, sumOf(rows)])
    expect(store.bucketState(bucket)).toMatchObject({ checksum, count: rows.length })
  }
})

test('who has no account is nobody', async () => {
  const { store } = await anInstallation()
  expect([store.actorFor(null), store.actorFor('nowhere')]).toEqual([NOBODY, NOBODY])
  expect(store.actorFor(ULIDS.admin).roles).toEqual([{ role: 'admin' }])
  expect(store.rowsOfKind('account')).toHaveLength(3)
})

test('tells of a commit once it stands, and a listener that breaks breaks nothing', async () => {
  const { store, log } = await anInstallation()
  const heard: string[][] = []
  store.onCommit(() => {
    throw new Error('a broken listener')
  })
  const stop = store.onCommit((touched) => {
    expect(store.row(keyOf('stall', 'pu-001'))).toMatchObject({ name: 'Baru' })
    heard.push([...touched.keys()])
  })
  const edit = (name: string) => store.asSystem('stall.edit.v1', { stallId: 'pu-001', name }, name)
  expect((await edit('Baru')).outcome).toBe('applied')
  stop()
  await edit('Lain')
  expect(heard).toEqual([[`market:${MARKET}`, 'stall:pu-001', `desk:${MARKET}`]])
  expect(log.join()).toContain('hintFailed')
})

test('a write that the disk does not take is a fault of storage, any other one a bug', async () => {
  const { store } = await anInstallation()
  const full = Object.assign(new Error('full'), { errcode: 13 })
  const throwing = (error: Error) => () =>
    store.write(() => {
      throw error
    })
  expect(throwing(full)).toThrow(StorageFailing)
  expect(store.health().storage).toBe('failing')
  expect(throwing(new Error('bug'))).toThrow('bug')
})

test('closes on a full disk too, and the next start has what the log holds', async () => {
  const file = aFile()
  const open = (path: string) => {
    const db = openDatabase(path)
    const exec = db.exec.bind(db)
    db.exec = (sql) => {
      if (sql.includes('checkpoint')) throw Object.assign(new Error('full'), { errcode: 13 })
      exec(sql)
    }
    return db
  }
  const store = openStore({ file, now, open })
  await seedMarket(store)
  const version = store.lastVersion()
  await store.close()
  const again = openStore({ file, now })
  expect(again.lastVersion()).toBe(version)
  await again.close()
})
