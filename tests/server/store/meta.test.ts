import { openDatabase } from '@pasar/server/store/database.ts'
import { Meta } from '@pasar/server/store/meta.ts'
import { migrate } from '@pasar/server/store/migrate.ts'
import { expect, test } from 'vitest'

test('keeps named texts and numbers, the last one put', () => {
  const db = openDatabase(':memory:')
  migrate(db)
  const meta = new Meta(db)
  expect([meta.text('epoch'), meta.number('version')]).toEqual([null, 0])
  meta.put('epoch', 'first')
  meta.put('epoch', 'second')
  meta.put('version', 7)
  expect([meta.text('epoch'), meta.number('version')]).toEqual(['second', 7])
})
