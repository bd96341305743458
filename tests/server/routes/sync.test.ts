import { gzipSync } from 'node:zlib'
import { keyOf } from '@pasar/shared/domain/row.ts'
import { sumOf } from '@pasar/shared/sync/checksum.ts'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  type Installation,
  MARKET,
  OFFER,
  OTHER_OFFER,
  STALL,
  ULIDS,
  aVendorPhone,
  anInstallation,
  hashOnPhone,
} from '../installation.ts'
import { PAGE_HEADERS, Phone, cursorsOf, signed, someKeys } from '../phone.ts'

let installation: Installation
let phone: Phone

beforeEach(async () => {
  installation = await anInstallation()
  phone = await aVendorPhone(installation)
})

const price = (priceIdr = 13_000, offerId: string = OFFER) => ({ offerId, priceIdr, basedOn: 1 })
const priceNow = () => installation.store.row(keyOf('offer', OFFER))
const fates = (results: readonly { outcome: string; why?: string; again?: true }[]) =>
  results.map(({ outcome, why, again }) => [why ?? outcome, ...(again ? ['again'] : [])].join(' '))

describe('exactly once', () => {
  test('a repeated push gives the stored outcomes and changes nothing, I2', async () => {
    const mutations = [
      phone.envelope('offer.price.v1', price()),
      phone.envelope('offer.price.v1', price(-5)),
    ]
    const first = await phone.sync({ mutations })
    const version = installation.store.lastVersion()
    const second = await phone.sync({ mutations })
    expect([fates(first.results), fates(second.results)]).toEqual([
      ['applied', 'badArgs'],
      ['applied again', 'badArgs again'],
    ])
    expect(installation.store.lastVersion()).toBe(version)
    expect([first.lastSeq, second.lastSeq]).toEqual([2, 2])
  })

  test('the same push sent many times at once counts once, I2', async () => {
    const mutations = [phone.envelope('offer.price.v1', price())]
    const replies = await Promise.all(Array.from({ length: 20 }, () => phone.sync({ mutations })))
    expect(replies.flatMap((reply) => fates(reply.results)).sort()).toEqual([
      'applied',
      ...Array.from({ length: 19 }, () => 'applied again'),
    ])
    expect(priceNow()).toMatchObject({ priceNo: 2 })
  })

  test('one envelope twice in the same push counts once', async () => {
    const one = phone.envelope('offer.price.v1', price())
    const { results } = await phone.sync({ mutations: [one, one] })
    expect(fates(results)).toEqual(['applied', 'applied again'])
  })

  test('the same id with another body is refused alone', async () => {
    const one = phone.envelope('offer.price.v1', price())
    const { id } = JSON.parse(one.body) as { id: string } // our own envelope
    const other = phone.envelope('offer.price.v1', price(14_000), { over: { id } })
    const last = phone.envelope('offer.availability.v1', { offerId: OFFER, availability: 'low' })
    const { results, lastSeq } = await phone.sync({ mutations: [one, other, last] })
    expect(fates(results)).toEqual(['applied', 'idReused', 'applied'])
    expect(lastSeq).toBe(3)
  })

  test('a seq that another intent has taken is refused alone', async () => {
    const one = phone.envelope('offer.price.v1', price())
    const other = phone.envelope('offer.price.v1', price(14_000), { over: { seq: 1 } })
    const { results } = await phone.sync({ mutations: [one, other] })
    expect(fates(results)).toEqual(['applied', 'seqReused'])
  })

  test('gaps and old seqs block nothing', async () => {
    const late = phone.envelope('offer.price.v1', price(11_000), { over: { seq: 4 } })
    await phone.sync({
      mutations: [phone.envelope('offer.price.v1', price(), { over: { seq: 9 } })],
    })
    expect(fates((await phone.sync({ mutations: [late] })).results)).toEqual(['applied'])
  })
})

describe('one bad envelope', () => {
  test('costs the others nothing, whatever is wrong with it, I8', async () => {
    const good = (idr: number) => phone.envelope('offer.price.v1', price(idr))
    const bent = good(15_000)
    const mutations = [
      good(10_000),
      null,
      { body: '{', sig: 'x', h: 0 },
      { ...bent, body: bent.body.replace('15000', '1') },
      { ...good(16_000), sig: signed(someKeys(), 'else') },
      phone.envelope('offer.steal.v1', {}),
      phone.envelope('offer.price.v1', price(13_000, OTHER_OFFER)),
      phone.envelope('offer.price.v1', { ...price(), priceIdr: 1e12 }),
      phone.envelope('offer.price.v1', { ...price(), priceIdr: '12.500,00' }),
      phone.envelope('market.create.v1', { marketId: 'x', name: 'x', opening: [] }),
      good(17_000),
    ]
    const { results } = await phone.sync({ mutations })
    expect(fates(results)).toEqual([
      'applied',
      'malformed',
      'malformed',
      'badSignature',
      'badSignature',
      'unknownMutation',
      'notPermitted',
      'badArgs',
      'badArgs',
      'notPermitted',
      'applied',
    ])
    expect(results[1]).toEqual({ id: '', outcome: 'refused', why: 'malformed' })
    expect(priceNow()).toMatchObject({ priceIdr: 17_000, priceNo: 3 })
  })

  test('that was not verified does not use up its id, and a better one still counts', async () => {
    const good = phone.envelope('offer.price.v1', price())
    const forged = { ...good, sig: signed(someKeys(), good.body) }
    expect(fates((await phone.sync({ mutations: [forged] })).results)).toEqual(['badSignature'])
    expect(fates((await phone.sync({ mutations: [good] })).results)).toEqual(['applied'])
  })
})

describe('no echo', () => {
  const args = price(13_500)
  const actor = () => installation.store.actorFor(ULIDS.tin)
  test('rows that the phone computed the same are left out and passed, S3', async () => {
    const have = cursorsOf(await phone.sync())
    const h = await hashOnPhone(installation, { name: 'offer.price.v1', args, actor: actor() })
    const reply = await phone.sync({
      have,
      mutations: [phone.envelope('offer.price.v1', args, { h })],
    })
    expect(reply.results).toMatchObject([{ outcome: 'applied', same: true }])
    const bucket = `stall:${STALL}` as const
    const { store } = installation
    expect(reply.buckets).toEqual({
      [bucket]: {
        cursor: `${store.epoch}.${store.lastVersion()}`,
        rows: [],
        gone: [],
        more: false,
        checksum: sumOf(store.rowsOf(bucket).rows),
      },
    })
  })

  test('rows that came out otherwise are sent, S3', async () => {
    const have = cursorsOf(await phone.sync())
    const mutations = [phone.envelope('offer.price.v1', args, { h: 1 })]
    const reply = await phone.sync({ have, mutations })
    expect(reply.results[0]).not.toHaveProperty('same')
    expect(reply.buckets[`stall:${STALL}`]?.rows.map((row) => row.kind)).toEqual([
      'offer',
      'offerPrice',
    ])
  })

  test('a retry is sent its rows: the phone may never have had the first reply', async () => {
    const have = cursorsOf(await phone.sync())
    const h = await hashOnPhone(installation, { name: 'offer.price.v1', args, actor: actor() })
    const mutations = [phone.envelope('offer.price.v1', args, { h })]
    await phone.sync({ have, mutations })
    const again = await phone.sync({ have, mutations })
    expect(again.results).toMatchObject([{ outcome: 'applied', again: true }])
    expect(again.buckets[`stall:${STALL}`]?.rows).toHaveLength(2)
  })

  test('whoever carried it gets the rows, for they did not compute them', async () => {
    const carrier = await aVendorPhone(installation)
    const have = cursorsOf(await carrier.sync())
    const h = await hashOnPhone(installation, { name: 'offer.price.v1', args, actor: actor() })
    const mutations = [phone.envelope('offer.price.v1', args, { h })]
    const reply = await carrier.sync({ have, mutations })
    expect(reply.results).toEqual([{ id: expect.any(String), outcome: 'applied' }])
    expect(reply.buckets[`stall:${STALL}`]?.rows).toHaveLength(2)
  })
})

describe('without a session', () => {
  test('anyone browses the public buckets', async () => {
    const stranger = new Phone(installation)
    const { buckets } = await stranger.sync({ have: { markets: '', commodities: '' } })
    expect(Object.keys(buckets)).toEqual(['markets', 'commodities'])
  })

  test.each([
    [
      'intents',
      () => ({ mutations: [new Phone(installation).envelope('offer.price.v1', price())] }),
    ],
    ['private buckets', () => ({ have: { [`stall:${STALL}`]: '' } })],
    ['a phone that belongs to somebody', () => ({ client: phone.client })],
    [
      'another phones registration',
      () => ({ mutations: [new Phone(installation).registration()] }),
    ],
  ])('%s ask to sign in', async (_, request) => {
    const response = await new Phone(installation).send(request())
    expect([response.status, await response.json()]).toEqual([401, { error: 'signInNeeded' }])
  })

  test('a cookie speaks only for the client that it was given to', async () => {
    const wiped = new Phone(installation)
    wiped.cookie = phone.cookie
    expect(Object.keys((await wiped.sync({ have: { markets: '' } })).buckets)).toEqual(['markets'])
    expect((await wiped.send({ have: { [`stall:${STALL}`]: '' } })).status).toBe(401)
  })

  test('a phone that was cut off pulls nothing, with its cookie or without', async () => {
    installation.store.people.markRevoked(phone.client, 1)
    for (const cookie of [phone.cookie, null]) {
      phone.cookie = cookie
      const response = await phone.send({ mutations: [phone.envelope('offer.price.v1', price())] })
      expect([response.status, await response.json()]).toEqual([403, { error: 'deviceRevoked' }])
    }
    expect(priceNow()).toMatchObject({ priceNo: 1 })
  })
})

describe('a request', () => {
  const request = { protocol: 1, lastSeq: 0, have: {}, mutations: [] }

  test.each([
    ['of an unknown protocol', { ...request, protocol: 2 }, 426, 'protocolUnknown'],
    ['of protocol 0', { ...request, protocol: 0 }, 426, 'protocolUnknown'],
    ['without a protocol', { have: {} }, 400, 'badRequest'],
    ['with a list for have', { ...request, have: [] }, 400, 'badRequest'],
    ['with a number in have', { ...request, have: { markets: 1 } }, 400, 'badRequest'],
    ['with an object for mutations', { ...request, mutations: {} }, 400, 'badRequest'],
    ['with a negative lastSeq', { ...request, lastSeq: -1 }, 400, 'badRequest'],
    [
      'with 41 buckets',
      {
        ...request,
        have: Object.fromEntries(Array.from({ length: 41 }, (_, n) => [`market:${n}`, ''])),
      },
      400,
      'badRequest',
    ],
    ['with 1,001 mutations', { ...request, mutations: Array(1_001).fill(null) }, 413, 'tooLarge'],
  ])('%s is refused as a whole', async (_, body, status, error) => {
    const response = await phone.post('/api/sync', { client: phone.client, ...body })
    expect([response.status, await response.json()]).toEqual([status, { error }])
  })

  test('with 40 buckets and with 1,000 mutations is taken', async () => {
    const have = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`market:${n}`, '']))
    const mutations = Array<null>(1_000).fill(null)
    expect((await phone.sync({ have, mutations })).results).toHaveLength(1_000)
  })

  test('may come gzipped, and its answer does where that pays', async () => {
    const body = gzipSync(
      JSON.stringify({ ...request, client: phone.client, have: { markets: '' } }),
    )
    const response = await installation.app.request('/api/sync', {
      method: 'POST',
      headers: {
        ...PAGE_HEADERS,
        'content-encoding': 'gzip',
        'accept-encoding': 'gzip, br',
        cookie: phone.cookie ?? '',
      },
      body,
    })
    expect([response.status, response.headers.get('content-encoding')]).toEqual([200, 'gzip'])
  })

  test('that brings nothing and finds nothing costs at most 600 bytes both ways, S2', async () => {
    const first = await phone.sync({ have: { markets: '', commodities: '' } })
    const have = cursorsOf(first)
    have[`market:${MARKET}`] = `${installation.store.epoch}.${installation.store.lastVersion()}`
    const body = JSON.stringify({ ...request, client: phone.client, have })
    const answer = await (await phone.post('/api/sync', body)).text()
    expect(body.length + answer.length).toBeLessThanOrEqual(600)
    expect(JSON.parse(answer)).toMatchObject({ results: [], buckets: {}, lastSeq: 0 })
  })
})
