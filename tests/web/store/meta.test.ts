import { expect, test } from 'vitest'
import { readIdentity, readMeta, writeMeta } from '@pasar/web/store/meta.ts'
import { aPhone } from '../../fixtures/replica.ts'

test('a value is what it starts as until it is written', async () => {
  const replica = await aPhone().open()
  const { db } = replica
  expect(await readMeta(db, 'seq')).toBe(0)
  expect(await readMeta(db, 'account')).toBe(null)
  expect(await readMeta(db, 'pull')).toEqual({
    generation: 0,
    lastSeq: 0,
    epoch: null,
    offsetMs: 0,
    lastSyncAt: null,
  })
  await replica.write(() => writeMeta(db, 'seq', 7))
  expect(await readMeta(db, 'seq')).toBe(7)
})

test('the identity is the client and its keys', async () => {
  const replica = await aPhone().open()
  const { client, keys } = replica
  expect(await readIdentity(replica.db)).toEqual({ client, keys })
})
