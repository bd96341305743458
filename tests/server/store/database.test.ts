import {
  isStorageFault,
  openDatabase,
  readConsistently,
  transact,
} from '@pasar/server/store/database.ts'
import { expect, test } from 'vitest'

const pragma = (name: string) => openDatabase(':memory:').prepare(`PRAGMA ${name}`).get()?.[name]

test('flushes at every commit, P11', () => {
  expect(pragma('synchronous')).toBe(2)
})

test('keeps foreign keys', () => {
  expect(pragma('foreign_keys')).toBe(1)
})

test('undoes a whole transaction when one step of it throws', () => {
  const db = openDatabase(':memory:')
  db.exec('CREATE TABLE notes (text TEXT)')
  const work = () =>
    transact(db, () => {
      db.exec("INSERT INTO notes VALUES ('first')")
      throw new Error('second step')
    })
  expect(work).toThrow('second step')
  expect(db.prepare('SELECT count(*) AS count FROM notes').get()).toEqual({ count: 0 })
  expect(db.isTransaction).toBe(false)
})

test('returns what the work returns and keeps what it wrote', () => {
  const db = openDatabase(':memory:')
  db.exec('CREATE TABLE notes (text TEXT)')
  expect(transact(db, () => db.prepare("INSERT INTO notes VALUES ('a')").run().changes)).toBe(1)
  expect(readConsistently(db, () => db.prepare('SELECT text FROM notes').all())).toEqual([
    { text: 'a' },
  ])
})

test('tells a full disk from a bug', () => {
  const db = openDatabase(':memory:')
  db.exec('CREATE TABLE notes (text TEXT); PRAGMA max_page_count = 2')
  const thrownBy = (sql: string): unknown => {
    try {
      db.exec(sql)
    } catch (error) {
      return error
    }
    return null
  }
  expect(isStorageFault(thrownBy('INSERT INTO notes VALUES (hex(zeroblob(100000)))'))).toBe(true)
  expect(isStorageFault(thrownBy("INSERT INTO nowhere VALUES ('a')"))).toBe(false)
  expect(isStorageFault('text')).toBe(false)
})
