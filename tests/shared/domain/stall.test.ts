import type { MarketId, StallId } from '@pasar/shared/domain/id.ts'
import { byWalkOrder, type Stall, stallEntries } from '@pasar/shared/domain/stall.ts'
import { is, object, parse } from 'valibot'
import { expect, test } from 'vitest'

const aStall = (id: string, walkOrder: number): Stall => ({
  kind: 'stall',
  id: id as StallId,
  marketId: 'pasar-baru' as MarketId,
  name: 'Bu Tin',
  type: 'los',
  block: 'A',
  number: '12',
  walkOrder,
  goodsGroups: ['sayur'],
  isSuspended: false,
})

test('stalls are walked in one order on every phone', () => {
  const stalls = [aStall('pb-003', 2), aStall('pb-002', 1), aStall('pb-001', 2)]
  expect([...stalls].sort(byWalkOrder).map((stall) => stall.id)).toEqual([
    'pb-002',
    'pb-001',
    'pb-003',
  ])
})

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
