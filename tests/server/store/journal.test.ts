import { openDatabase } from '@pasar/server/store/database.ts'
import { Journal } from '@pasar/server/store/journal.ts'
import { migrate } from '@pasar/server/store/migrate.ts'
import { expect, test } from 'vitest'

const row = {
  id: 'M1',
  client: 'C1',
  seq: 1,
  body: '{}',
  sig: 'sig',
  actor: 'A1',
  receivedAt: 5,
  outcome: 'refused',
  why: 'badArgs',
  changes: '[]',
} as const

function aJournal(): Journal {
  const db = openDatabase(':memory:')
  migrate(db)
  return new Journal(db)
}

test('keeps what was decided, in order, as it was signed', () => {
  const journal = aJournal()
  const system = { ...row, id: 'M2', client: null, seq: null, sig: null, actor: 'system' }
  journal.add(row)
  journal.add(system)
  journal.add({ ...system, id: 'M3' })
  expect(journal.all()).toEqual([row, system, { ...system, id: 'M3' }])
  expect(journal.find('M1')).toEqual({ id: 'M1', body: '{}', outcome: 'refused', why: 'badArgs' })
  expect(journal.find('M9')).toBe(undefined)
})

test('counts each id and each seq of a phone once, I2', () => {
  const journal = aJournal()
  journal.add(row)
  expect([journal.isSeqTaken('C1', 1), journal.isSeqTaken('C1', 2)]).toEqual([true, false])
  expect(() => journal.add({ ...row, seq: 2 })).toThrow('UNIQUE')
  expect(() => journal.add({ ...row, id: 'M2' })).toThrow('UNIQUE')
})
