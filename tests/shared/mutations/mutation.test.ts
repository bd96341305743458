import { keyOf } from '@pasar/shared/domain/row.ts'
import { Draft } from '@pasar/shared/mutations/mutation.ts'
import { expect, test } from 'vitest'
import { Rows } from '../../fixtures/rows.ts'
import { aStall } from '../../fixtures/stall.ts'

const KEY = keyOf('stall', 'pb-017')

test('a draft reads what it wrote, and gives one change per row with what stood before', () => {
  const draft = new Draft(new Rows(aStall()))
  draft.put(aStall({ name: 'Bu Tini' }))
  expect(draft.get(KEY)).toEqual(aStall({ name: 'Bu Tini' }))
  draft.put(aStall({ name: 'Bu Tinah' }))
  expect(draft.done()).toEqual({
    ok: true,
    changes: [{ key: KEY, before: aStall(), after: aStall({ name: 'Bu Tinah' }) }],
  })
})

test('a row that a draft deleted is gone from it', () => {
  const draft = new Draft(new Rows(aStall()))
  draft.delete(KEY)
  expect(draft.get(KEY)).toBeUndefined()
  expect(draft.done().changes).toEqual([{ key: KEY, before: aStall(), after: null }])
})

test('an untouched draft changes nothing', () => {
  expect(new Draft(new Rows(aStall())).done()).toEqual({ ok: true, changes: [] })
})
