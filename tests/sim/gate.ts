import { keyOf } from '@pasar/shared/domain/row.ts'
import type { Bad } from './bad.ts'
import type { Device } from './device.ts'
import type { Answer, Host, Sent } from './network.ts'
import { demand } from './oracle/violation.ts'
import type { Phone } from './phone.ts'
import { checkReply, hasMore, requestIn, withSlipped } from './wire.ts'
import type { World } from './world.ts'

/** Share of pushes that carry somebody's bad envelope. */
const BAD_SHARE = 0.06
const REGISTER = 'account.register.v1'

/** Between the road and the server: every request and every reply is looked at, and some are spoilt. */
export class Gate implements Host {
  readonly #world: World

  constructor(world: World) {
    this.#world = world
  }

  async answer(sent: Sent): Promise<Answer | null> {
    const { bad = new Map<number, Bad>(), foreign = null } = sent
    const world = this.#world
    const answer = await world.server.answer(sent)
    world.follow()
    if (answer === null) return null
    const { device, path } = sent
    world.note(`${device.name} ${path} ${answer.status} ${answer.body.length}`)
    demand(answer.status !== 500, 'bug', () => `${path}: ${new TextDecoder().decode(answer.body)}`)
    if (path !== '/api/sync' || answer.status !== 200) return answer
    const { request } = sent
    if (!request) return answer
    device.hasMore = hasMore(answer)
    world.hasFullPage ||= device.hasMore
    try {
      return checkReply(answer, { request, bad, foreign, mayHold: this.#mayHold(request.client) })
    } finally {
      for (const { fault } of bad.values()) world.faults.hit(fault)
      if (foreign !== null) world.faults.hit('foreignBucket')
    }
  }

  /** The private buckets of the account that a client is bound to, written down again (I4). */
  #mayHold(client: string): ReadonlySet<string> {
    const { server, market } = this.#world
    const account = server.store.people.client(client)?.account
    if (account === undefined) return new Set()
    const own = [`account:${account}`, `household:${account}`]
    const vendor = market.vendors.find(({ accountId }) => accountId === account)
    return new Set(vendor ? [...own, `stall:${vendor.stallId}`] : own)
  }

  /** What a phone sends, as the browser completes it; now and then with something slipped in. */
  inspect(phone: Phone, sent: Sent): Sent {
    const { device } = phone
    const { faults, random } = this.#world
    const headers = headersOf(device, sent.init.headers)
    const whole = { ...sent, init: { ...sent.init, headers } }
    if (sent.path !== '/api/sync') return whole
    const request = requestIn(sent.init)
    const mutations = request.mutations.length
    const counted = { ...whole, request, mutations }
    if (mutations === 0) return counted
    const [first] = request.mutations
    if (mutations > 1 && first?.body.includes(REGISTER)) faults.hit('registeredLate')
    if (!random.chance(BAD_SHARE) && !phone.mustCarryBad) return counted
    const bad = new Map([[random.int(1, mutations), this.#badEnvelope()]])
    const foreign = this.#foreignBucket(phone)
    return { ...withSlipped(counted, { request, bad, foreign }), request, bad, foreign }
  }

  #foreignBucket({ accountId }: Phone): string {
    const { phones, random, market } = this.#world
    const others = phones.flatMap((phone) =>
      phone.accountId !== null && phone.accountId !== accountId ? [phone.accountId] : [],
    )
    const other = random.pick(others)
    const { stallId } = market.vendors[2]!
    return other && random.chance(0.7) ? `household:${other}` : `stall:${stallId}`
  }

  #badEnvelope(): Bad {
    const { random, market, journal, mallory } = this.#world
    const offerId = `${market.stalls[random.int(0, 1)]!.id}.seed000${random.int(0, 4)}`
    // Parts of his own stall he may well pack.
    const { stallId } = market.vendors[2]!
    const others = journal.stallOrderIds.filter(
      (id) => journal.row(keyOf('stallOrder', id))?.stallId !== stallId,
    )
    const stallOrderId = random.pick(others) ?? null
    const targets = { offerId, stallOrderId, marketId: market.ids[0] }
    return mallory.attempt({ decided: journal.phoneIds, targets })
  }
}

/** What a browser adds by itself. */
export function headersOf(device: Device, given?: RequestInit['headers']): Headers {
  const headers = new Headers(given)
  headers.set('sec-fetch-site', 'same-origin')
  if (device.cookie !== null) headers.set('cookie', device.cookie)
  return headers
}
