import { isRegistration, receive, registrationOf } from '@pasar/server/store/arrival.ts'
import { ecdsaVerifier } from '@pasar/server/store/verify.ts'
import { expect, test } from 'vitest'
import { OFFER, anInstallation } from '../installation.ts'
import { Phone, aUlid, signed, someKeys } from '../phone.ts'

const installation = await anInstallation()
const verify = ecdsaVerifier()

const kindsOf = async (envelopes: unknown[], known: Phone[] = []) => {
  const clientOf = (id: string) => {
    const phone = known.find(({ client }) => client === id)
    return phone && { ...row, id, publicKey: phone.keys.publicKey }
  }
  const arrivals = await receive(envelopes, { clientOf, verify })
  return arrivals.map((arrival) =>
    arrival.kind === 'unverified' ? arrival.why : arrival.kind === 'unread' ? 'unread' : 'verified',
  )
}

const row = {
  account: aUlid(),
  publicKey: '',
  createdAt: 0,
  seenAt: 0,
  lastSeq: 0,
  leftAt: null,
  revokedAt: null,
}
const priceArgs = { offerId: OFFER, priceIdr: 1_000, basedOn: 1 }

test('verifies with the key of the client that the body names', async () => {
  const phone = new Phone(installation)
  const good = phone.envelope('offer.price.v1', priceArgs)
  const bent = { ...good, body: good.body.replace('"priceIdr":1000', '"priceIdr":9000') }
  const foreign = { ...good, sig: signed(someKeys(), good.body) }
  expect(await kindsOf([good, bent, foreign], [phone])).toEqual([
    'verified',
    'badSignature',
    'badSignature',
  ])
  expect(await kindsOf([good])).toEqual(['clientUnknown'])
})

test('a registration brings its key, also for what follows it in the push', async () => {
  const phone = new Phone(installation)
  const before = phone.envelope('offer.price.v1', priceArgs)
  const registration = phone.registration()
  const after = phone.envelope('offer.price.v1', priceArgs)
  expect(await kindsOf([before, registration, after])).toEqual([
    'clientUnknown',
    'verified',
    'verified',
  ])
})

test('a registration cannot bring a key for a client that has one', async () => {
  const phone = new Phone(installation)
  const thief = new Phone(installation)
  const forged = thief.envelope(
    'account.register.v1',
    { accountId: aUlid(), client: phone.client, publicKey: thief.keys.publicKey },
    { over: { client: phone.client } },
  )
  expect(await kindsOf([forged], [phone])).toEqual(['badSignature'])
})

test('a registration of another client than its own does not parse', async () => {
  const phone = new Phone(installation)
  const foreign = phone.registration({ client: aUlid() })
  const [arrival] = await receive([foreign], { clientOf: () => undefined, verify })
  expect(arrival).toMatchObject({ kind: 'verified', args: null })
})

test('an unknown name and wrong args are verified and told apart', async () => {
  const phone = new Phone(installation)
  const clientOf = (id: string) => ({ ...row, id, publicKey: phone.keys.publicKey })
  const envelopes = [
    phone.envelope('offer.steal.v9', {}),
    phone.envelope('offer.price.v1', { ...priceArgs, priceIdr: -1 }),
    phone.envelope('toString', {}),
  ]
  const arrivals = await receive(envelopes, { clientOf, verify })
  expect(arrivals.map((one) => one.kind === 'verified' && [one.mutation?.name, one.args])).toEqual([
    [undefined, null],
    ['offer.price.v1', null],
    [undefined, null],
  ])
})

const phone = new Phone(installation)
const { body } = phone.envelope('offer.price.v1', priceArgs)
const text = (over: object) => ({
  body: JSON.stringify({ ...JSON.parse(body), ...over }),
  sig: '',
  h: 0,
})

test.each([
  ['null', null],
  ['a number', 7],
  ['a text', 'body'],
  ['an empty object', {}],
  ['a body that is no text', { body: {}, sig: '', h: 0 }],
  ['a body that is no JSON', { body: '{', sig: '', h: 0 }],
  ['a body that is a list', { body: '[]', sig: '', h: 0 }],
  ['a lone surrogate', { body: `"\ud800"`, sig: '', h: 0 }],
  ['a body too long', { body: ' '.repeat(100_001), sig: '', h: 0 }],
  ['a signature too long', { body, sig: 'A'.repeat(101), h: 0 }],
  ['h out of range', { body, sig: '', h: 2 ** 32 }],
  ['h missing', { body, sig: '' }],
  ['seq 0', text({ seq: 0 })],
  ['seq 1.5', text({ seq: 1.5 })],
  ['seq 1e308', text({ seq: 1e308 })],
  ['a negative time', text({ at: -1 })],
  ['a version from the future', text({ v: 2 })],
  ['a client that is no ULID', text({ client: "x'; DROP TABLE rows" })],
])('cannot read %s, and says so for it alone', async (_, envelope) => {
  expect(await kindsOf([envelope])).toEqual(['unread'])
})

test('names an unreadable body by its id where it has one', async () => {
  const id = aUlid()
  const [arrival] = await receive([text({ id, seq: 0 })], { clientOf: () => undefined, verify })
  expect(arrival).toEqual({ kind: 'unread', id })
})

test('knows a registration of a client from all else, without trusting it', () => {
  const one = new Phone(installation)
  const registration = one.registration()
  expect([
    isRegistration(registration, one.client),
    isRegistration(registration, aUlid()),
    isRegistration(one.envelope('offer.price.v1', priceArgs), one.client),
    isRegistration('text', one.client),
  ]).toEqual([true, false, false, false])
  expect(registrationOf({ client: 1 })).toBe(null)
})
