import {
  AccountIdSchema,
  CommodityIdSchema,
  FactIdSchema,
  MarketIdSchema,
  OfferIdSchema,
  OrderIdSchema,
  StallIdSchema,
  StallOrderIdSchema,
  orderName,
  orderOfPart,
  stallOfOffer,
  stallOrderIdOf,
} from '@pasar/shared/domain/id.ts'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { offerId, orderId, ulid } from '../../fixtures/id.ts'

const STRANGE = ['', ' ', '__proto__', '../x', 'a/b', 'a b', 'é', '\u0000', 'x\n', 7, null]

test('a slug is 1 to 32 small letters, digits and inner hyphens, A5', () => {
  for (const schema of [MarketIdSchema, StallIdSchema, CommodityIdSchema]) {
    const good = ['a', 'pb-017', 'x'.repeat(32)]
    const bad = [...STRANGE, 'x'.repeat(33), '-a', 'a-', 'Pb', 'a.b', 'a:b']
    expect(good.every((id) => v.is(schema, id))).toBe(true)
    expect(bad.filter((id) => v.is(schema, id))).toEqual([])
  }
})

test('an offer is named by its stall and eight characters, O1 A5', () => {
  const good = ['pb-017.0000000a', `${'x'.repeat(32)}.zzzzzzzz`]
  const bad = [...STRANGE, 'pb-017', 'pb-017.', 'pb-017.0000000', 'pb-017.0000000aa', '.0000000a']
  const misspelt = ['pb-017.0000000i', 'pb-017.0000000A', 'pb.017.0000000a']
  expect(good.every((id) => v.is(OfferIdSchema, id))).toBe(true)
  expect([...bad, ...misspelt].filter((id) => v.is(OfferIdSchema, id))).toEqual([])
  expect(stallOfOffer(offerId('pb-017.0000000a'))).toBe('pb-017')
})

test('a ULID is 26 characters of Crockford base 32, A5', () => {
  for (const schema of [AccountIdSchema, OrderIdSchema, FactIdSchema]) {
    expect(v.is(schema, '01JDGZ6T8KABCDEFGHJKMNPQRS')).toBe(true)
    const bad = [...STRANGE, ulid(1).slice(1), `${ulid(1)}0`, ulid(1).replace('1', 'I')]
    expect(bad.filter((id) => v.is(schema, id))).toEqual([])
  }
})

test('a part is named by its order and its number from 1, O24 A5', () => {
  const id = orderId(ulid(9))
  expect(v.is(StallOrderIdSchema, stallOrderIdOf(id, 1))).toBe(true)
  expect(v.is(StallOrderIdSchema, stallOrderIdOf(id, 300))).toBe(true)
  const bad = [...STRANGE, id, `${id}.`, `${id}.0`, `${id}.01`, `${id}.1000`, `${id}.1.1`]
  expect(bad.filter((part) => v.is(StallOrderIdSchema, part))).toEqual([])
  expect(orderOfPart(stallOrderIdOf(id, 12))).toBe(id)
})

test('an order is called by the last five characters of its id', () => {
  expect(orderName('01ARZ3NDEKTSV4RRFFQ69G5FAV')).toBe('G5FAV')
})
