import { openDatabase } from '@pasar/server/store/database.ts'
import { NewerDatabase, migrate, migrations, schemaVersion } from '@pasar/server/store/migrate.ts'
import { expect, test } from 'vitest'

test('brings an empty database to the newest schema, once', () => {
  const db = openDatabase(':memory:')
  migrate(db)
  migrate(db)
  expect(schemaVersion(db)).toBe(migrations.length)
})

test('refuses a database of a newer release and leaves it as it is', () => {
  const db = openDatabase(':memory:')
  db.exec(`PRAGMA user_version = ${migrations.length + 1}`)
  expect(() => migrate(db)).toThrow(NewerDatabase)
  expect(db.prepare('SELECT count(*) AS count FROM sqlite_schema').get()).toEqual({ count: 0 })
})

test('runs only the steps that are missing', () => {
  const db = openDatabase(':memory:')
  migrate(db, { steps: ['CREATE TABLE a (x)'] })
  migrate(db, { steps: ['CREATE TABLE a (x)', (on) => on.exec('ALTER TABLE a ADD COLUMN y')] })
  expect(schemaVersion(db)).toBe(2)
  expect(db.prepare('SELECT name FROM pragma_table_info(?)').all('a')).toEqual([
    { name: 'x' },
    { name: 'y' },
  ])
})

test('leaves whole steps when one breaks in the middle', () => {
  const db = openDatabase(':memory:')
  const broken = { steps: ['CREATE TABLE a (x)', 'CREATE TABLE b (x); CREATE TABLE a (x)'] }
  expect(() => migrate(db, broken)).toThrow('already exists')
  expect(schemaVersion(db)).toBe(1)
  expect(db.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'a' }])
})

test('a crash inside a step leaves the schema before it', () => {
  const db = openDatabase(':memory:')
  const die = () => {
    throw new Error('power cut')
  }
  expect(() => migrate(db, { onStep: die })).toThrow('power cut')
  expect(schemaVersion(db)).toBe(0)
  migrate(db)
  expect(schemaVersion(db)).toBe(migrations.length)
})
