import { type Actor, NOBODY, SYSTEM } from '@pasar/shared/domain/account.ts'
import {
  type Bucket,
  bucketsOf,
  isPublicBucket,
  privateBucketsOf,
} from '@pasar/shared/domain/bucket.ts'
import { KINDS, type Kind } from '@pasar/shared/domain/row.ts'
import { expect, test } from 'vitest'
import {
  ADMIN,
  COURIER,
  HOUSEHOLD,
  OFFICER,
  OTHER_HOUSEHOLD,
  OTHER_OFFICER,
  RIVAL,
  VENDOR,
} from '../../fixtures/account.ts'
import { ulid } from '../../fixtures/id.ts'
import { anOffer } from '../../fixtures/offer.ts'
import { ONE_OF_EACH } from '../../fixtures/row.ts'
import { aStall } from '../../fixtures/stall.ts'

const SRI = ulid(1)

/** Every kind's buckets, written out: a new kind fails until someone has decided who sees it. */
const EXPECTED: Record<Kind, readonly Bucket[]> = {
  market: ['markets'],
  commodity: ['commodities'],
  stall: ['market:pasar-baru', 'stall:pb-017', 'desk:pasar-baru'],
  offer: ['market:pasar-baru', 'stall:pb-017'],
  offerPrice: ['stall:pb-017'],
  account: [`account:${SRI}`],
  order: [`household:${SRI}`],
  stallOrder: [`household:${SRI}`, 'stall:pb-017'],
  conflict: ['stall:pb-017', 'desk:pasar-baru'],
}

test('every kind lies in the buckets decided for it, A1', () => {
  expect(KINDS.map((kind) => [kind, bucketsOf(ONE_OF_EACH[kind])])).toEqual(
    KINDS.map((kind) => [kind, EXPECTED[kind]]),
  )
  expect([...KINDS].sort()).toEqual(Object.keys(ONE_OF_EACH).sort())
})

test('a withdrawn offer and a suspended stall leave the market, A1', () => {
  expect(bucketsOf(anOffer({ isWithdrawn: true }))).toEqual(['stall:pb-017'])
  expect(bucketsOf(aStall({ isSuspended: true }))).toEqual(['stall:pb-017', 'desk:pasar-baru'])
})

const ACTORS: Readonly<Record<string, Actor>> = {
  NOBODY,
  SYSTEM,
  HOUSEHOLD,
  OTHER_HOUSEHOLD,
  VENDOR,
  RIVAL,
  COURIER,
  OFFICER,
  OTHER_OFFICER,
  ADMIN,
}

/** Whose session brings which kinds of row, beside what is public. */
const SEEN: Readonly<Record<string, readonly Kind[]>> = {
  NOBODY: [],
  SYSTEM: [],
  HOUSEHOLD: ['account', 'order', 'stallOrder'],
  OTHER_HOUSEHOLD: [],
  VENDOR: ['stall', 'offer', 'offerPrice', 'stallOrder', 'conflict'],
  RIVAL: [],
  COURIER: [],
  OFFICER: ['stall', 'conflict'],
  OTHER_OFFICER: [],
  ADMIN: [],
}

test('no row reaches an actor outside its buckets, role by kind, A2 I4', () => {
  const seen = Object.entries(ACTORS).map(([name, actor]) => {
    const own = privateBucketsOf(actor)
    const kinds = KINDS.filter((kind) =>
      bucketsOf(ONE_OF_EACH[kind]).some((bucket) => own.includes(bucket)),
    )
    return [name, kinds]
  })
  expect(Object.fromEntries(seen)).toEqual(SEEN)
})

test('what anyone may read is a market, goods, stalls and offers, A2', () => {
  const open = KINDS.filter((kind) => bucketsOf(ONE_OF_EACH[kind]).some(isPublicBucket))
  expect(open).toEqual(['market', 'commodity', 'stall', 'offer'])
  expect(['markets', 'commodities', 'market:pasar-baru'].every(isPublicBucket)).toBe(true)
  expect(
    ['account:1', 'household:1', 'stall:1', 'desk:1', '', 'marketx:1'].some(isPublicBucket),
  ).toBe(false)
})

test('the private buckets come in order of need, each once, A2', () => {
  const roles = [...VENDOR.roles, ...OFFICER.roles, ...VENDOR.roles]
  expect(privateBucketsOf({ ...VENDOR, roles })).toEqual([
    `account:${ulid(2)}`,
    'stall:pb-017',
    'desk:pasar-baru',
    `household:${ulid(2)}`,
  ])
})
