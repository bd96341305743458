import { expect, test } from 'vitest'
import { IDB_VERSION, SCHEMA_VERSION } from '@pasar/web/store/tables.ts'
import { aPhone } from '../../fixtures/replica.ts'

test('the declared tables are those of the newest schema', async () => {
  const { db } = await aPhone().open()
  expect([db.verno, db.backendDB().version]).toEqual([SCHEMA_VERSION, IDB_VERSION])
  expect(db.tables.map(({ name }) => name).sort()).toEqual([
    'acked',
    'blocks',
    'cursors',
    'drafts',
    'held',
    'meta',
    'outbox',
    'overlay',
    'rows',
    'unsettled',
  ])
})
