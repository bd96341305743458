import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseInUse, lockDatabase } from '@pasar/server/store/lock.ts'
import { expect, test } from 'vitest'

test('lets one process write, and the next one after it', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'pasar-')), 'pasar.db')
  const unlock = lockDatabase(file)
  expect(() => lockDatabase(file)).toThrow(DatabaseInUse)
  unlock()
  lockDatabase(file)()
})

test('a database in memory needs no lock', () => {
  const unlocks = [lockDatabase(':memory:'), lockDatabase(':memory:')]
  expect(unlocks.map((unlock) => unlock())).toEqual([undefined, undefined])
})
