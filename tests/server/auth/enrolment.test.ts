import { DAY_MS } from '@pasar/server/auth/auth.ts'
import { issueCode } from '@pasar/server/auth/code.ts'
import { claim, openClaim, rebind, redeem } from '@pasar/server/auth/enrolment.ts'
import { standingOf } from '@pasar/server/auth/session.ts'
import { beforeEach, describe, expect, test } from 'vitest'
import { type Installation, ULIDS, aVendorPhone, anInstallation } from '../installation.ts'
import { PIN, aUlid, someKeys } from '../phone.ts'

let installation: Installation

beforeEach(async () => {
  installation = await anInstallation()
})

const auth = () => installation.app.auth
const aJoining = (over: object = {}) => ({
  client: aUlid(),
  publicKey: someKeys().publicKey,
  pin: PIN,
  address: '10.0.0.1',
  ...over,
})
const code = (issuedBy: 'office' | 'device' = 'office', account: string = ULIDS.tin) =>
  issueCode(auth(), { account, issuedBy }).code
const whyOf = async (answer: Promise<{ ok: true } | { ok: false; why: string }>) => {
  const settled = await answer
  return settled.ok ? 'ok' : settled.why
}

describe('a code', () => {
  test('joins one phone to its account, sets the PIN, opens a session', async () => {
    const joining = aJoining()
    const joined = await redeem(auth(), { ...joining, code: code() })
    expect(joined).toMatchObject({ ok: true, account: { id: ULIDS.tin, name: 'Bu Tin' } })
    const token = joined.ok ? joined.token : null
    expect(standingOf(auth(), token)).toEqual({
      kind: 'live',
      client: joining.client,
      account: ULIDS.tin,
    })
  })

  test('is used up by one of fifty at once', async () => {
    const one = code()
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        whyOf(redeem(auth(), { ...aJoining({ address: `10.0.1.${index}` }), code: one })),
      ),
    )
    expect(answers.filter((answer) => answer === 'ok')).toHaveLength(1)
    expect(answers.filter((answer) => answer === 'codeUsed')).toHaveLength(49)
    expect(installation.store.people.clientsOf(ULIDS.tin)).toHaveLength(1)
  })

  test('may be redeemed again by the same phone for 15 minutes: the reply was lost', async () => {
    const one = { ...aJoining(), code: code() }
    await redeem(auth(), one)
    installation.clock.now += 15 * 60_000
    expect(await whyOf(redeem(auth(), one))).toBe('ok')
    const thief = { ...one, publicKey: someKeys().publicKey }
    expect(await whyOf(redeem(auth(), thief))).toBe('codeUsed')
    installation.clock.now += 1
    expect(await whyOf(redeem(auth(), one))).toBe('codeUsed')
  })

  test('is worth nothing after 72 hours, wrong, or for a key that is none', async () => {
    const joining = aJoining()
    const old = code()
    installation.clock.now += 3 * DAY_MS
    const fresh = code()
    expect([
      await whyOf(redeem(auth(), { ...joining, code: old })),
      await whyOf(redeem(auth(), { ...joining, code: 'ABCD-EFGH' })),
      await whyOf(redeem(auth(), { ...joining, code: '' })),
      await whyOf(redeem(auth(), { ...joining, code: fresh, publicKey: 'AAAA' })),
      await whyOf(redeem(auth(), { ...joining, code: fresh })),
    ]).toEqual(['codeExpired', 'codeUnknown', 'codeUnknown', 'badRequest', 'ok'])
  })

  test('signs the same phone in again, and never one that belongs to somebody else', async () => {
    const joining = aJoining()
    await redeem(auth(), { ...joining, code: code() })
    expect([
      await whyOf(redeem(auth(), { ...joining, code: code() })),
      await whyOf(redeem(auth(), { ...joining, code: code('office', ULIDS.sum) })),
      await whyOf(redeem(auth(), { ...joining, publicKey: someKeys().publicKey, code: code() })),
    ]).toEqual(['ok', 'clientTaken', 'clientTaken'])
  })

  test('brings back no phone that was cut off, and uses itself up for none', async () => {
    const joining = aJoining()
    await redeem(auth(), { ...joining, code: code() })
    installation.store.people.markRevoked(joining.client, 1)
    const one = code()
    expect(await whyOf(redeem(auth(), { ...joining, code: one }))).toBe('clientTaken')
    expect(await whyOf(redeem(auth(), { ...aJoining(), code: one }))).toBe('ok')
  })

  test('from a phone asks for the PIN, one from the office sets it anew', async () => {
    await redeem(auth(), { ...aJoining(), code: code() })
    const own = code('device')
    expect([
      await whyOf(redeem(auth(), { ...aJoining({ pin: '000000' }), code: own })),
      await whyOf(redeem(auth(), { ...aJoining(), code: own })),
      await whyOf(redeem(auth(), { ...aJoining({ pin: '135790' }), code: code() })),
      await whyOf(redeem(auth(), { ...aJoining({ pin: '135790' }), code: code('device') })),
    ]).toEqual(['pinWrong', 'ok', 'ok', 'ok'])
  })

  test('cannot be guessed: ten wrong ones of a phone wait, and so does its address later', async () => {
    const joining = aJoining()
    for (let count = 0; count < 10; count++) {
      expect(await whyOf(redeem(auth(), { ...joining, code: 'ABCD-EFGH' }))).toBe('codeUnknown')
    }
    const refusal = await redeem(auth(), { ...joining, code: code() })
    expect(refusal).toEqual({ ok: false, why: 'tooMany', retryAfterS: 600 })
    // The neighbours behind the same address go on.
    expect(await whyOf(redeem(auth(), { ...aJoining(), code: code() }))).toBe('ok')
    const { address } = joining
    for (let count = 0; count < 4_990; count++) auth().attempts.note(`code:address:${address}`)
    expect(await whyOf(redeem(auth(), { ...aJoining(), code: 'ABCD-EFGH' }))).toBe('tooMany')
  })
})

describe('the claim link', () => {
  const claiming = (token: string | null) => ({
    ...aJoining(),
    token: token ?? '',
    name: 'Pak Hadi',
    phone: null,
  })

  test('makes whoever opens it first the admin, and nobody after', async () => {
    installation = await anInstallation({ isBare: true })
    const token = openClaim(auth())
    const first = claiming(token)
    const joined = await claim(auth(), first)
    expect(joined).toMatchObject({
      ok: true,
      account: { name: 'Pak Hadi', roles: [{ role: 'admin' }] },
    })
    expect([
      await whyOf(claim(auth(), first)),
      await whyOf(claim(auth(), claiming(token))),
      await whyOf(claim(auth(), claiming('guess'))),
    ]).toEqual(['ok', 'codeUsed', 'codeUnknown'])
    expect(openClaim(auth())).toBe(null)
    expect(await whyOf(claim(auth(), claiming(token)))).toBe('codeUnknown')
  })

  test('gives one of many at once the office', async () => {
    installation = await anInstallation({ isBare: true })
    const token = openClaim(auth())
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => whyOf(claim(auth(), claiming(token)))),
    )
    expect(answers.filter((answer) => answer === 'ok')).toHaveLength(1)
  })

  test('stays open where the name cannot be', async () => {
    installation = await anInstallation({ isBare: true })
    const token = openClaim(auth())
    const nameless = { ...claiming(token), name: ' ' }
    expect(await whyOf(claim(auth(), nameless))).toBe('badRequest')
    expect(await whyOf(claim(auth(), claiming(token)))).toBe('ok')
  })

  test('is a new one at each start until somebody has come in by it', async () => {
    const [first, second] = [openClaim(auth()), openClaim(auth())]
    expect(first).not.toBe(second)
    expect(await whyOf(claim(auth(), claiming(first)))).toBe('codeUnknown')
  })
})

describe('a wiped phone', () => {
  test('becomes a new client of its account, with the PIN', async () => {
    await aVendorPhone(installation)
    const joining = { ...aJoining(), account: ULIDS.tin }
    expect(await whyOf(rebind(auth(), { ...joining, pin: '000000' }))).toBe('pinWrong')
    expect(await whyOf(rebind(auth(), joining))).toBe('ok')
    expect(installation.store.people.client(joining.client)?.account).toBe(ULIDS.tin)
    expect(await whyOf(rebind(auth(), { ...joining, account: ULIDS.sum }))).toBe('clientTaken')
    expect(await whyOf(rebind(auth(), { ...joining, account: 'nobody' }))).toBe('signInNeeded')
    expect(await whyOf(rebind(auth(), { ...joining, publicKey: 'x' }))).toBe('badRequest')
  })
})
