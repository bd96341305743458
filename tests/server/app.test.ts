import { gzipSync } from 'node:zlib'
import { REQUEST_REFUSALS } from '@pasar/shared/sync/protocol.ts'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  type Installation,
  MARKET,
  OFFER,
  STALL,
  ULIDS,
  aVendorPhone,
  anInstallation,
} from './installation.ts'
import { PAGE_HEADERS, PIN, type Phone, aUlid, signed } from './phone.ts'

let installation: Installation
let phone: Phone

beforeEach(async () => {
  installation = await anInstallation()
  phone = await aVendorPhone(installation)
})

/** A small generator, so that a failing body can be made again from its seed. */
function generator(seed: number) {
  let state = seed
  const below = (most: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return Math.floor((state / 0x80000000) * most)
  }
  const pick = <Value>(values: readonly Value[]): Value => values[below(values.length)] as Value // never empty
  return { below, pick }
}
type Draw = ReturnType<typeof generator>

const ODD_TEXTS = [
  '',
  '\0',
  '\ud800',
  '__proto__',
  'constructor',
  "'; DROP TABLE rows; --",
  'a" , "b',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '‮RTL‬ 👩‍🌾',
  'x'.repeat(10_000),
  OFFER,
  STALL,
  MARKET,
  ULIDS.tin,
  'market:' + 'm'.repeat(90),
]
const ODD_NUMBERS = [0, -0, -1, 1.5, 1e12, 1e308, 2 ** 53, -(2 ** 63), Number.NaN, 0.0001]

function anyValue(draw: Draw, depth = 0): unknown {
  const leaf = [
    () => draw.pick(ODD_TEXTS),
    () => draw.pick(ODD_NUMBERS),
    () => null,
    () => draw.below(2) === 0,
  ]
  const branch = [
    () => Array.from({ length: draw.below(4) }, () => anyValue(draw, depth + 1)),
    () =>
      Object.fromEntries(
        Array.from({ length: draw.below(4) }, () => [
          draw.pick(ODD_TEXTS),
          anyValue(draw, depth + 1),
        ]),
      ),
  ]
  return draw.pick(depth > 3 ? leaf : [...leaf, ...branch])()
}

/** A value of which one member, somewhere, is replaced, dropped or added to. */
function bent(draw: Draw, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || draw.below(4) === 0) return anyValue(draw)
  const copy: Record<string, unknown> = { ...value }
  const names = Object.keys(copy)
  const name = names.length > 0 ? draw.pick(names) : 'added'
  if (draw.below(5) === 0) delete copy[name]
  else copy[name] = bent(draw, copy[name])
  return Array.isArray(value) ? Object.values(copy) : copy
}

const GOOD_ARGS: readonly [string, object][] = [
  ['offer.price.v1', { offerId: OFFER, priceIdr: 1_000, basedOn: 1 }],
  ['offer.priceOn.v1', { offerId: OFFER, day: 20_785, priceIdr: 1_000, basedOn: 1 }],
  ['offer.availability.v1', { offerId: OFFER, availability: 'low' }],
  ['offer.edit.v1', { offerId: OFFER, ownName: 'Tomat apel' }],
  [
    'offer.create.v1',
    {
      offerId: `${STALL}.0000000a`,
      stallId: STALL,
      commodityId: null,
      ownName: 'x',
      unit: 'kg',
      priceIdr: 900,
    },
  ],
  ['stall.edit.v1', { stallId: STALL, name: 'x' }],
  [
    'order.place.v1',
    {
      orderId: aUlid(),
      marketId: MARKET,
      day: 20_783,
      contact: { name: 'x', phone: '081234567890' },
      code: '1234',
      lines: [
        {
          offerId: OFFER,
          qty: { mode: 'weight', amount: 1, unit: 'kg' },
          policy: 'ask',
          priceSeenIdr: 12_000,
          priceNo: 1,
        },
      ],
    },
  ],
  ['order.cancel.v1', { orderId: aUlid() }],
  ['stallOrder.pack.v1', { stallOrderId: `${aUlid()}.1`, factId: aUlid(), lines: [] }],
  ['stallOrder.handOver.v1', { stallOrderId: `${aUlid()}.1`, factId: aUlid(), code: '1234' }],
  ['account.create.v1', { accountId: aUlid(), name: 'x', roles: [{ role: 'admin' }] }],
  ['market.create.v1', { marketId: 'm', name: 'x', opening: [] }],
]

/** One push of three intents, one of them bent in its args, its body or its envelope. */
function hostilePush(draw: Draw): unknown {
  const mutations = [0, 1, 2].map((index): unknown => {
    const [name, args] = draw.pick(GOOD_ARGS)
    if (index !== 1) return phone.envelope(name, args)
    const where = draw.below(3)
    if (where === 0) return phone.envelope(name, bent(draw, args))
    const good = phone.envelope(name, args)
    if (where === 1) {
      const body = JSON.stringify(bent(draw, JSON.parse(good.body)))
      return { ...good, body, sig: signed(phone.keys, String(body)) }
    }
    return bent(draw, good)
  })
  const request = {
    protocol: 1,
    client: phone.client,
    lastSeq: 0,
    have: { markets: '' },
    mutations,
  }
  return draw.below(4) === 0 ? bent(draw, request) : request
}

describe('hostile bodies', () => {
  test('a thousand of them: never a fault, never another status than named, all logged bugs none', async () => {
    const statuses = new Map<number, number>()
    let decided = 0
    for (let seed = 1; seed <= 1_000; seed++) {
      const response = await phone.post('/api/sync', hostilePush(generator(seed)))
      const answer = (await response.json()) as { results?: unknown[]; error?: string }
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1)
      decided += answer.results?.length ?? 0
      if (answer.error) expect(Object.keys(REQUEST_REFUSALS)).toContain(answer.error)
      expect(JSON.stringify(answer)).not.toMatch(/SQLITE|at .*\.ts|node:/)
    }
    expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([])
    // Most get past the request's schema, or the test would only prove JSON.parse.
    expect(statuses.get(200)).toBeGreaterThan(700)
    expect(decided).toBeGreaterThan(2_000)
    expect(installation.log).toEqual([])
    const { store } = installation
    const { checksum, rows } = store.rowsOf(`stall:${STALL}`)
    expect([rows.length > 0, checksum]).toEqual([
      true,
      store.bucketState(`stall:${STALL}`).checksum,
    ])
  }, 60_000)

  test('raw bytes of any kind and encoding are refused', async () => {
    const draw = generator(7)
    for (let count = 0; count < 200; count++) {
      const bytes = Uint8Array.from({ length: draw.below(300) }, () => draw.below(256))
      const encoding = draw.pick(['gzip', 'identity', 'br', 'deflate'])
      const response = await installation.app.request('/api/sync', {
        method: 'POST',
        headers: { ...PAGE_HEADERS, 'content-encoding': encoding },
        body: draw.below(2) === 0 ? bytes : Uint8Array.from(gzipSync(bytes)),
      })
      expect(response.status).toBeGreaterThanOrEqual(400)
      expect(response.status).toBeLessThan(500)
    }
  })

  test('so are bent session requests, on every route', async () => {
    const draw = generator(11)
    const good = {
      code: 'ABCD-EFGH',
      token: 'x',
      client: aUlid(),
      publicKey: phone.keys.publicKey,
      pin: PIN,
      name: 'x',
    }
    for (const path of ['redeem', 'claim', 'rebind', 'pin', 'code', 'revoke']) {
      for (let count = 0; count < 60; count++) {
        const response = await phone.post(`/api/session/${path}`, bent(draw, good))
        expect(response.status).toBeLessThan(500)
      }
    }
    expect(installation.log).toEqual([])
  })
})

describe('every route for every caller', () => {
  const table: [string, string, unknown, Record<string, number>][] = [
    ['GET', '/api/health', null, { none: 200, dead: 200, live: 200, revoked: 200 }],
    ['GET', '/api/catalogue/pasar-uji', null, { none: 200, dead: 200, live: 200, revoked: 200 }],
    ['GET', '/api/live', null, { none: 200, dead: 200, live: 200, revoked: 403 }],
    ['GET', '/api/session', null, { none: 401, dead: 401, live: 200, revoked: 403 }],
    ['POST', '/api/session/pin', { pin: PIN }, { none: 401, dead: 401, live: 200, revoked: 403 }],
    ['POST', '/api/session/code', { pin: PIN }, { none: 401, dead: 401, live: 200, revoked: 403 }],
    [
      'POST',
      '/api/session/revoke',
      { pin: PIN, client: aUlid() },
      { none: 401, dead: 401, live: 404, revoked: 403 },
    ],
    ['POST', '/api/session/leave', {}, { none: 200, dead: 200, live: 200, revoked: 200 }],
    ['POST', '/api/session/redeem', {}, { none: 400, dead: 400, live: 400, revoked: 400 }],
    ['POST', '/api/session/claim', {}, { none: 400, dead: 400, live: 400, revoked: 400 }],
    ['POST', '/api/session/rebind', {}, { none: 400, dead: 400, live: 400, revoked: 400 }],
    ['POST', '/api/sync', {}, { none: 400, dead: 400, live: 400, revoked: 400 }],
  ]

  test.each(table)('%s %s', async (method, path, body, expected) => {
    const seen: Record<string, number> = {}
    for (const who of ['none', 'dead', 'live', 'revoked']) {
      if (who === 'revoked') installation.store.people.markRevoked(phone.client, 1)
      const cookie = who === 'none' ? null : who === 'dead' ? 'pasar=dead' : phone.cookie
      const response = await installation.app.request(path, {
        method,
        headers: { ...PAGE_HEADERS, ...(cookie && { cookie }) },
        ...(method === 'POST' && { body: JSON.stringify(body) }),
      })
      seen[who] = response.status
    }
    installation.app.closeLive()
    expect(seen).toEqual(expected)
  })

  test('the table names every route that there is', () => {
    const named = table.map(([method, path]) => `${method} ${path.replace(MARKET, ':market')}`)
    const there = installation.app.routes
      .filter(
        ({ path, method }) => path.startsWith('/api/') && method !== 'ALL' && path !== '/api/*',
      )
      .map(({ method, path }) => `${method} ${path}`)
    expect([...new Set(there)].sort()).toEqual([...named].sort())
  })

  test('nothing changes by GET, and other methods find nothing', async () => {
    const version = installation.store.lastVersion()
    for (const [, path] of table) {
      for (const method of ['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD']) {
        const response = await installation.app.request(path, { method })
        expect([200, 401, 404]).toContain(response.status)
      }
    }
    installation.app.closeLive()
    expect(installation.store.lastVersion()).toBe(version)
  })
})

test('stays quick for others while two hundred PINs are checked', async () => {
  const busy = await anInstallation({
    app: {
      pins: {
        hash: async () => 'h',
        isRight: () => new Promise((resolve) => setTimeout(() => resolve(false), 50)),
      },
    },
  })
  const one = await aVendorPhone(busy)
  const tries = Array.from({ length: 200 }, () => one.post('/api/session/pin', { pin: '000000' }))
  expect((await busy.app.request('/api/health')).status).toBe(200)
  const answers = await Promise.all(tries)
  expect(answers.filter((answer) => answer.status === 403)).toHaveLength(5)
  expect(answers.filter((answer) => answer.status === 429)).toHaveLength(195)
})
