import type { Account } from '@pasar/shared/domain/account.ts'
import { type Row, keyOf } from '@pasar/shared/domain/row.ts'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  type Installation,
  MARKET,
  OFFER,
  ULIDS,
  aVendorPhone,
  anInstallation,
} from '../installation.ts'
import { Phone, aUlid, pagesOf } from '../phone.ts'

let installation: Installation
let phone: Phone

beforeEach(async () => {
  installation = await anInstallation()
  phone = await aVendorPhone(installation)
})

const price = (priceIdr = 13_000, offerId: string = OFFER) => ({ offerId, priceIdr, basedOn: 1 })
const fates = (results: readonly { outcome: string; why?: string; again?: true }[]) =>
  results.map(({ outcome, why, again }) => [why ?? outcome, ...(again ? ['again'] : [])].join(' '))

describe('carried intents', () => {
  test('count on their own signature and account, whoever brings them, S1', async () => {
    const sum = await aVendorPhone(installation, ULIDS.sum)
    const own = phone.envelope('offer.price.v1', price())
    const foreign = sum.envelope('offer.price.v1', price(15_000))
    const { results, lastSeq } = await sum.sync({ mutations: [own, foreign] })
    expect(fates(results)).toEqual(['applied', 'notPermitted'])
    expect(lastSeq).toBe(1)
    expect(fates((await phone.sync({ mutations: [own] })).results)).toEqual(['applied again'])
  })

  test('of a phone that was cut off are refused and kept for the office', async () => {
    const sum = await aVendorPhone(installation, ULIDS.sum)
    installation.store.people.markRevoked(phone.client, 1)
    const stolen = phone.envelope('offer.price.v1', price())
    expect(fates((await sum.sync({ mutations: [stolen] })).results)).toEqual(['deviceRevoked'])
    expect(installation.store.journal.all().at(-1)).toMatchObject({
      body: stolen.body,
      sig: stolen.sig,
      why: 'deviceRevoked',
    })
  })

  test('of a client that nobody knows are refused and not kept', async () => {
    const stranger = new Phone(installation)
    const mutations = [stranger.envelope('offer.price.v1', price())]
    const before = installation.store.journal.all().length
    expect(fates((await phone.sync({ mutations })).results)).toEqual(['clientUnknown'])
    expect(installation.store.journal.all().length).toBe(before)
  })
})

describe('registration', () => {
  const order = (household: Phone, count = 1) =>
    household.envelope('order.place.v1', {
      orderId: aUlid(),
      marketId: MARKET,
      day: Math.floor(Date.UTC(2026, 10, 26) / 86_400_000),
      contact: { name: 'Bu Sri', phone: '081234567890' },
      code: '1234',
      lines: Array.from({ length: count }, () => ({
        offerId: OFFER,
        qty: { mode: 'weight', amount: 1, unit: 'kg' },
        policy: 'ask',
        priceSeenIdr: 12_000,
        priceNo: 1,
      })),
    })

  test('and what follows it in the push act as the new account, with a session at once', async () => {
    const household = new Phone(installation)
    const mutations = [household.registration(), order(household)]
    const reply = await household.sync({ mutations, proof: household.proof() })
    expect(fates(reply.results)).toEqual(['applied', 'applied'])
    expect(household.cookie).toMatch(/^pasar=[\w-]{43}$/)
    const kinds = pagesOf(reply).flatMap(([, page]) => page.rows.map((row) => row.kind))
    expect(kinds).toEqual(['account', 'order', 'stallOrder'])
    expect(fates((await household.sync({ mutations })).results)).toEqual([
      'applied again',
      'applied again',
    ])
  })

  test('gets its session on a retry too, the first reply having been lost', async () => {
    const household = new Phone(installation)
    const mutations = [household.registration()]
    await household.sync({ mutations, proof: household.proof() })
    household.cookie = null
    const reply = await household.sync({ mutations, proof: household.proof() })
    expect(fates(reply.results)).toEqual(['applied again'])
    expect(household.cookie).not.toBe(null)
    expect((await household.get('/api/session')).status).toBe(200)
  })

  test('carried by somebody else opens no session and shows nothing', async () => {
    const household = new Phone(installation)
    const carrier = new Phone(installation)
    const mutations = [household.registration()]
    for (const proof of [
      undefined,
      carrier.proof(),
      { ...household.proof(), sig: 'A'.repeat(86) },
    ]) {
      const reply = await household.sync({ mutations, ...(proof && { proof }) })
      expect(reply.results).toMatchObject([{ outcome: 'applied' }])
      expect([household.cookie, reply.buckets]).toEqual([null, {}])
    }
  })

  test('forged in the name of a phone does not move that phone’s count, S4', async () => {
    const household = new Phone(installation)
    await household.sync({ mutations: [household.registration()], proof: household.proof() })
    const cookie = household.cookie
    household.cookie = null
    const over = { seq: Number.MAX_SAFE_INTEGER }
    const { body } = household.envelope('account.register.v1', {}, { over })
    const forged = { body, sig: 'A'.repeat(86), h: 0 }
    expect(fates((await household.sync({ mutations: [forged] })).results)).toEqual(['badSignature'])
    household.cookie = cookie
    expect((await household.sync()).lastSeq).toBe(1)
  })

  test('that is refused leaves the rest to be sent again, and asks for nothing anew', async () => {
    const household = new Phone(installation)
    const mutations = [household.registration({ name: '' }), order(household)]
    const reply = await household.sync({ lastSeq: 0, mutations, proof: household.proof() })
    expect(fates(reply.results)).toEqual(['badArgs', 'clientUnknown'])
    expect([reply.lastSeq, household.cookie]).toEqual([2, null])
    expect(installation.store.journal.all().some((row) => row.client === household.client)).toBe(
      false,
    )
  })

  test('happens once per phone', async () => {
    const household = new Phone(installation)
    await household.sync({ mutations: [household.registration()], proof: household.proof() })
    const second = await household.sync({ mutations: [household.registration()] })
    expect(fates(second.results)).toEqual(['notPermitted'])
  })

  test('cannot give itself a role', async () => {
    const household = new Phone(installation)
    const roles = [{ role: 'admin' }]
    const accountId = aUlid()
    await household.sync({ mutations: [household.registration({ roles, accountId })] })
    const account = installation.store.row(keyOf('account', accountId)) as Account // just registered
    expect(account.roles).toEqual([{ role: 'household' }])
  })

  test('an order of 300 lines comes back whole, though it is larger than a page', async () => {
    const household = new Phone(installation)
    await household.sync({ mutations: [household.registration()], proof: household.proof() })
    const reply = await household.sync({ mutations: [order(household, 300)] })
    expect(fates(reply.results)).toEqual(['applied'])
    const rows: Row[] = []
    const have: Record<string, string> = {}
    for (let more = true; more;) {
      const pulled = await household.sync({ have })
      more = false
      for (const [name, page] of pagesOf(pulled)) {
        have[name] = page.cursor
        rows.push(...page.rows)
        more ||= page.more
      }
    }
    expect(rows.map((row) => row.kind)).toEqual(['account', 'order', 'stallOrder'])
  })
})
