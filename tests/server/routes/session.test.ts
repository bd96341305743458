import { openClaim } from '@pasar/server/auth/enrolment.ts'
import { beforeEach, describe, expect, test } from 'vitest'
import { type Installation, MORNING, ULIDS, aVendorPhone, anInstallation } from '../installation.ts'
import { PIN, Phone, aUlid } from '../phone.ts'

let installation: Installation
let phone: Phone

beforeEach(async () => {
  installation = await anInstallation()
  phone = await aVendorPhone(installation)
})

const fate = async (answer: Promise<Response>): Promise<unknown[]> => {
  const response = await answer
  return [response.status, await response.json()]
}
const joining = (one: Phone) => ({ client: one.client, publicKey: one.keys.publicKey, pin: PIN })

describe('joining', () => {
  test('answers with the account and the servers time, and sets the cookie', async () => {
    const answer = await fate(phone.post('/api/session/code', { pin: PIN }))
    const { code } = answer[1] as { code: string } // of the route
    const second = new Phone(installation)
    expect(await fate(second.post('/api/session/redeem', { ...joining(second), code }))).toEqual([
      200,
      { account: installation.store.rowsOf(`account:${ULIDS.tin}`).rows[0], now: MORNING },
    ])
    expect((await second.get('/api/session')).status).toBe(200)
  })

  test.each([
    ['a wrong code', { code: 'ABCD-EFGH' }, 404, 'codeUnknown'],
    ['a PIN of five digits', { code: 'ABCD-EFGH', pin: '12345' }, 400, 'badRequest'],
    ['a PIN of letters', { code: 'ABCD-EFGH', pin: 'abcdef' }, 400, 'badRequest'],
    ['a PIN that is a number', { code: 'ABCD-EFGH', pin: 123_456 }, 400, 'badRequest'],
    ['no code', {}, 400, 'badRequest'],
    ['a client that is no ULID', { code: 'ABCD-EFGH', client: '../x' }, 400, 'badRequest'],
  ])('with %s is refused', async (_, over, status, error) => {
    const one = new Phone(installation)
    const body = { ...joining(one), ...over }
    expect(await fate(one.post('/api/session/redeem', body))).toEqual([status, { error }])
    expect(one.cookie).toBe(null)
  })

  test('by the claim link works once', async () => {
    installation = await anInstallation({ isBare: true })
    const token = openClaim(installation.app.auth)
    const admin = new Phone(installation)
    const body = { ...joining(admin), token, name: 'Pak Hadi', phone: '081234567890' }
    expect(await fate(admin.post('/api/session/claim', body))).toMatchObject([
      200,
      { account: { name: 'Pak Hadi', phone: '6281234567890', roles: [{ role: 'admin' }] } },
    ])
    const other = new Phone(installation)
    const late = { ...body, ...joining(other) }
    expect(await fate(other.post('/api/session/claim', late))).toEqual([409, { error: 'codeUsed' }])
  })

  test('anew after a wipe needs the old cookie and the PIN', async () => {
    const wiped = new Phone(installation)
    expect(await fate(wiped.post('/api/session/rebind', joining(wiped)))).toEqual([
      401,
      { error: 'signInNeeded' },
    ])
    wiped.cookie = phone.cookie
    expect((await wiped.post('/api/session/rebind', joining(wiped))).status).toBe(200)
    expect(Object.keys((await wiped.sync()).buckets)).toContain(`account:${ULIDS.tin}`)
  })
})

describe('a phone that is signed in', () => {
  test('sees its person and the devices of the account', async () => {
    const answer = await fate(phone.get('/api/session'))
    expect(answer).toEqual([
      200,
      {
        account: expect.objectContaining({ id: ULIDS.tin }),
        devices: [
          {
            client: phone.client,
            createdAt: MORNING,
            lastSeenAt: MORNING,
            isThis: true,
            isRevoked: false,
          },
        ],
      },
    ])
  })

  test('confirms with its PIN; the sixth wrong one waits', async () => {
    const confirm = (pin: string) => fate(phone.post('/api/session/pin', { pin }))
    expect(await confirm(PIN)).toEqual([200, { ok: true }])
    for (let count = 0; count < 5; count++) {
      expect(await confirm('000000')).toEqual([403, { error: 'pinWrong' }])
    }
    expect(await confirm(PIN)).toEqual([429, { error: 'tooMany', retryAfterS: 30 }])
  })

  test('cuts off another of its account at once', async () => {
    const lost = await aVendorPhone(installation)
    const body = { client: lost.client, pin: PIN }
    expect(await fate(phone.post('/api/session/revoke', body))).toEqual([200, { ok: true }])
    const refusal = [403, { error: 'deviceRevoked' }]
    expect(await fate(lost.send())).toEqual(refusal)
    expect(await fate(lost.get('/api/session'))).toEqual(refusal)
    expect(await fate(lost.post('/api/session/pin', { pin: PIN }))).toEqual(refusal)
    expect((await lost.get('/api/live')).status).toBe(403)
  })

  test('gets the same answer for foreign and for absent phones, to the byte', async () => {
    const sum = await aVendorPhone(installation, ULIDS.sum)
    const revoke = async (client: string) =>
      (await phone.post('/api/session/revoke', { client, pin: PIN })).text()
    expect(await revoke(sum.client)).toBe(await revoke(aUlid()))
  })

  test('signs out on the server too, and again without harm', async () => {
    const kept = phone.cookie
    expect(await fate(phone.post('/api/session/leave', {}))).toEqual([200, { ok: true }])
    expect(phone.cookie).toBe(null)
    phone.cookie = kept
    expect((await phone.get('/api/session')).status).toBe(401)
    expect(await fate(phone.post('/api/session/leave', {}))).toEqual([200, { ok: true }])
  })
})

test.each([
  ['GET', '/api/session', null],
  ['POST', '/api/session/pin', { pin: PIN }],
  ['POST', '/api/session/code', { pin: PIN }],
  ['POST', '/api/session/revoke', { client: aUlid(), pin: PIN }],
  ['POST', '/api/session/rebind', { client: aUlid(), publicKey: 'x', pin: PIN }],
])(
  '%s %s without a session, with a dead or a foreign cookie asks to sign in',
  async (method, path, body) => {
    const stranger = new Phone(installation)
    for (const cookie of [null, 'pasar=dead', 'pasar=', 'other=1', `pasar=${'x'.repeat(4_000)}`]) {
      stranger.cookie = cookie
      const answer = method === 'GET' ? stranger.get(path) : stranger.post(path, body)
      expect(await fate(answer)).toEqual([401, { error: 'signInNeeded' }])
    }
  },
)

test('no log line names a person, a PIN, a code or a token', async () => {
  const { code } = (await (await phone.post('/api/session/code', { pin: PIN })).json()) as {
    code: string
  } // of the route
  await phone.post('/api/session/pin', { pin: '000000' })
  await phone.sync({ mutations: [phone.envelope('offer.price.v1', null)] })
  const log = installation.log.join('\n')
  for (const secret of ['Bu Tin', PIN, code, phone.cookie ?? '']) expect(log).not.toContain(secret)
})
