import { stallEntries } from '@pasar/shared/domain/stall.ts'
import { is, object, parse } from 'valibot'
import { expect, test } from 'vitest'

test('the fields of a stall are brought to their stored form; a place may be unnumbered, M13', () => {
  const schema = object(stallEntries)
  const fields = {
    name: ' Bu  Tin ',
    type: 'pkl',
    block: '',
    number: '',
    walkOrder: 0,
    goodsGroups: ['sayur'],
  }
  expect(parse(schema, fields)).toEqual({ ...fields, name: 'Bu Tin' })
  expect(is(schema, { ...fields, type: 'mal' })).toBe(false)
  expect(is(schema, { ...fields, number: 'x'.repeat(20) })).toBe(true)
  expect(is(schema, { ...fields, number: 'x'.repeat(21) })).toBe(false)
  expect(is(schema, { ...fields, walkOrder: -1 })).toBe(false)
})
