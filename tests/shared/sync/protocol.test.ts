import {
  MUTATION_BODY_CHARS_MAX,
  SYNC_BUCKETS_MAX,
  SYNC_MUTATIONS_MAX,
} from '@pasar/shared/lib/limits.ts'
import {
  CursorSchema,
  EnvelopeSchema,
  MutationBodySchema,
  PROTOCOL_VERSION,
  PROTOCOL_VERSION_MIN,
  REQUEST_REFUSALS,
  SyncReplySchema,
  SyncRequestSchema,
  UlidSchema,
} from '@pasar/shared/sync/protocol.ts'
import { is } from 'valibot'
import { describe, expect, test } from 'vitest'

const ULID = '01JDE8Z3V7Q4W5E6R7T8Y9AABC'
const body = {
  v: 1,
  client: ULID,
  seq: 1,
  id: ULID,
  name: 'order.place.v1',
  args: {},
  at: 1_795_000_000_000,
}
const envelope = { body: JSON.stringify(body), sig: 'x'.repeat(86), h: 1 }
const request = {
  protocol: PROTOCOL_VERSION,
  client: ULID,
  lastSeq: 0,
  have: { markets: '', 'market:pasar-baru': '01J.42' },
  mutations: [envelope],
}

test('a ULID has 26 letters of Crockford base 32, without I, L, O and U, S1', () => {
  expect(is(UlidSchema, ULID)).toBe(true)
  for (const text of [ULID.slice(1), `${ULID}0`, ULID.toLowerCase(), ULID.replace('J', 'I'), '']) {
    expect(is(UlidSchema, text), text).toBe(false)
  }
})

describe('the body of a mutation', () => {
  const takes = (fields: object) => is(MutationBodySchema, { ...body, ...fields })

  test('is taken with any arguments, S1', () => {
    for (const args of [{}, null, [], 'text']) expect(takes({ args })).toBe(true)
  })

  test('counts from 1 in whole numbers and tells a time from 0, S1', () => {
    expect([0, 1, 1.5, -1, 2 ** 53].map((seq) => takes({ seq }))).toEqual([
      false,
      true,
      false,
      false,
      false,
    ])
    expect([0, -1, 0.5, NaN, 2 ** 53].map((at) => takes({ at }))).toEqual([
      true,
      false,
      false,
      false,
      false,
    ])
  })

  test('of another version, with a strange id or an endless name is not taken, S1', () => {
    for (const fields of [{ v: 2 }, { id: 'x' }, { client: '' }, { name: 'n'.repeat(61) }]) {
      expect(takes(fields)).toBe(false)
    }
  })
})

describe('an envelope', () => {
  const takes = (fields: object) => is(EnvelopeSchema, { ...envelope, ...fields })

  test('is bounded in every part, S1', () => {
    expect(takes({ body: 'x'.repeat(MUTATION_BODY_CHARS_MAX) })).toBe(true)
    expect(takes({ body: 'x'.repeat(MUTATION_BODY_CHARS_MAX + 1) })).toBe(false)
    expect(takes({ sig: 'x'.repeat(101) })).toBe(false)
    expect([0, 0xffffffff, 2 ** 32, -1, 0.5].map((h) => takes({ h }))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
  })
})

describe('a request', () => {
  const takes = (fields: object) => is(SyncRequestSchema, { ...request, ...fields })

  test('pushes and pulls at once, or neither, S2', () => {
    expect(takes({})).toBe(true)
    expect(takes({ have: {}, mutations: [] })).toBe(true)
    expect(takes({ proof: { nonce: ULID, sig: 'x' } })).toBe(true)
  })

  test('may name any version: which ones are spoken is for the server to say, S12', () => {
    expect(PROTOCOL_VERSION_MIN).toBeLessThanOrEqual(PROTOCOL_VERSION)
    expect(takes({ protocol: 99 })).toBe(true)
    expect(takes({ protocol: '1' })).toBe(false)
  })

  test('is bounded in buckets and mutations, S2', () => {
    const have = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`market:m-${index}`, '']))
    expect(takes({ have: have(SYNC_BUCKETS_MAX) })).toBe(true)
    expect(takes({ have: have(SYNC_BUCKETS_MAX + 1) })).toBe(false)
    expect(takes({ have: { [`market:${'m'.repeat(80)}`]: '' } })).toBe(false)
    const mutations = (length: number) => Array.from({ length }, () => envelope)
    expect(takes({ mutations: mutations(SYNC_MUTATIONS_MAX) })).toBe(true)
    expect(takes({ mutations: mutations(SYNC_MUTATIONS_MAX + 1) })).toBe(false)
  })

  test('of another shape is refused, S2', () => {
    for (const fields of [
      { lastSeq: -1 },
      { client: 'me' },
      { have: 'all' },
      { have: { markets: 5 } },
      { mutations: {} },
      { proof: {} },
    ]) {
      expect(takes(fields)).toBe(false)
    }
  })
})

test('a cursor is a short text, S6', () => {
  expect(is(CursorSchema, '')).toBe(true)
  expect(is(CursorSchema, '01J.42')).toBe(true)
  expect(is(CursorSchema, 'x'.repeat(41))).toBe(false)
})

test('a reply is told from the page of a captive portal, S10', () => {
  const reply = { protocol: 1, results: [], buckets: {}, lastSeq: 0, now: 1 }
  expect(is(SyncReplySchema, reply)).toBe(true)
  expect(
    is(SyncReplySchema, { ...reply, results: [{ id: ULID, outcome: 'applied', same: true }] }),
  ).toBe(true)
  for (const other of [
    '<html>',
    {},
    [],
    null,
    { ...reply, results: [{ id: ULID, outcome: 'perhaps' }] },
    { ...reply, now: undefined },
  ]) {
    expect(is(SyncReplySchema, other)).toBe(false)
  }
})

test('every refusal of a request has a status of its kind, S10', () => {
  for (const [why, status] of Object.entries(REQUEST_REFUSALS)) {
    expect((status >= 400 && status < 430) || status === 507, why).toBe(true)
  }
})
