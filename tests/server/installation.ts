import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { type App, type AppOptions, createApp } from '@pasar/server/app.ts'
import { issueCode } from '@pasar/server/auth/code.ts'
import type { PinHasher } from '@pasar/server/auth/pin-hasher.ts'
import { RowCache } from '@pasar/server/store/view.ts'
import { decide } from '@pasar/server/store/decide.ts'
import { type Store, type StoreOptions, openStore } from '@pasar/server/store/open.ts'
import type { Actor } from '@pasar/shared/domain/account.ts'
import type { RowKey } from '@pasar/shared/domain/row.ts'
import { type MutationName, loadMutation } from '@pasar/shared/mutations/registry.ts'
import { changesHash } from '@pasar/shared/sync/checksum.ts'
import type { BucketPage, Envelope, SyncReply, SyncRequest } from '@pasar/shared/sync/protocol.ts'
import { assert } from '@pasar/shared/lib/assert.ts'

/** Wednesday 25 November 2026, 09.00 in Lumajang. */
export const MORNING = Date.UTC(2026, 10, 25, 2)
export const MARKET = 'pasar-uji'
export const STALL = 'pu-001'
export const OTHER_STALL = 'pu-002'
export const OFFER = 'pu-001.00000001'
export const OTHER_OFFER = 'pu-002.00000001'
export const COMMODITY = 'tomat'

export const ULIDS = {
  tin: '01J000000000000000000000T1',
  sum: '01J000000000000000000000S2',
  admin: '01J000000000000000000000A3',
} as const

/** Hashes in no time: argon2 itself is tested in pin-hasher.test.ts. */
export const quickPins: PinHasher = {
  hash: async (pin) => createHash('sha256').update(pin).digest('hex'),
  isRight: async (pin, hash) => createHash('sha256').update(pin).digest('hex') === hash,
}

/** A whole server in memory, with a market of two stalls, and a clock that stands still. */
export type Installation = {
  readonly store: Store
  readonly app: App
  readonly clock: { now: number }
  readonly log: string[]
}

export type InstallationOptions = {
  readonly store?: Partial<StoreOptions>
  readonly app?: Partial<AppOptions>
  readonly isBare?: boolean
}

export async function anInstallation(options: InstallationOptions = {}): Promise<Installation> {
  const clock = { now: MORNING }
  const log: string[] = []
  const now = (): number => clock.now
  const note = (event: string, facts: object = {}): void => {
    log.push(JSON.stringify({ event, ...facts }))
  }
  const logger = { info: note, warn: note, error: note }
  const store = openStore({ file: ':memory:', now, log: logger, ...options.store })
  const app = createApp({ store, now, log: logger, pins: quickPins, ...options.app })
  if (!options.isBare) await seedMarket(store)
  return { store, app, clock, log }
}

export async function seedMarket(store: Store): Promise<void> {
  const run = async (name: MutationName, args: object): Promise<void> => {
    const result = await store.asSystem(name, args, `seed:${name}:${JSON.stringify(args)}`)
    assert(result.outcome === 'applied', `${name} was ${result.outcome}: ${result.why}`)
  }
  await run('market.create.v1', {
    marketId: MARKET,
    name: 'Pasar Uji',
    opening: [{ days: { kind: 'daily' }, fromMin: 0, toMin: 1_439, season: null }],
  })
  await run('commodity.put.v1', {
    commodityId: COMMODITY,
    name: 'Tomat',
    category: 'vegetable',
    base: 'g',
    usualUnit: 'kg',
  })
  for (const [stallId, offerId] of [
    [STALL, OFFER],
    [OTHER_STALL, OTHER_OFFER],
  ]) {
    await run('stall.open.v1', { stallId, marketId: MARKET, name: 'Lapak', type: 'los' })
    await run('offer.create.v1', {
      offerId,
      stallId,
      commodityId: COMMODITY,
      unit: 'kg',
      priceIdr: 12_000,
    })
  }
  const vendor = (accountId: string, name: string, stallId: string) =>
    run('account.create.v1', { accountId, name, roles: [{ role: 'vendor', stallId }] })
  await vendor(ULIDS.tin, 'Bu Tin', STALL)
  await vendor(ULIDS.sum, 'Bu Sum', OTHER_STALL)
  await run('account.create.v1', {
    accountId: ULIDS.admin,
    name: 'Pak Hadi',
    roles: [{ role: 'admin' }],
  })
}

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
let drawn = 0

/** A ULID that no other call gives. */
export function aUlid(): string {
  let rest = ++drawn
  let text = ''
  for (let left = 26; left > 0; left--) {
    text = LETTERS.charAt(rest % 32) + text
    rest = Math.floor(rest / 32)
  }
  return `01${text.slice(2)}`
}

export type Keys = { readonly publicKey: string; readonly privateKey: KeyObject }

export function someKeys(): Keys {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x, y } = publicKey.export({ format: 'jwk' })
  const point = Buffer.concat([
    Buffer.from([4]),
    Buffer.from(String(x), 'base64url'),
    Buffer.from(String(y), 'base64url'),
  ])
  return { publicKey: point.toString('base64url'), privateKey }
}

export const signed = (keys: Keys, text: string): string =>
  sign('sha256', Buffer.from(text), {
    key: keys.privateKey,
    dsaEncoding: 'ieee-p1363',
  }).toString('base64url')

/** What every POST of our own page carries. */
export const PAGE_HEADERS = {
  'content-type': 'application/json',
  'x-pasar': '1',
  'sec-fetch-site': 'same-origin',
} as const

export const PIN = '246810'

/** What a phone sends, right or wrong. */
type Sent = Omit<Partial<SyncRequest>, 'mutations'> & { mutations?: readonly unknown[] }

/** The pages of a reply, by bucket. */
export const pagesOf = (reply: SyncReply): [string, BucketPage][] =>
  Object.entries(reply.buckets as Record<string, BucketPage>) // absent ones are not listed

/** The cursors to go on from after a reply. */
export const cursorsOf = (reply: SyncReply): Record<string, string> =>
  Object.fromEntries(pagesOf(reply).map(([bucket, page]) => [bucket, page.cursor]))

/** A server in this process, or one behind a port. */
export type Reachable = {
  request(path: string, init: RequestInit): Response | Promise<Response>
}

/** A device as the server sees it: a key, a client id, a counter and a cookie. */
export class Phone {
  readonly #app: Reachable
  readonly #clock: { now: number }
  readonly client = aUlid()
  readonly keys = someKeys()
  cookie: string | null = null
  seq = 0

  constructor({ app, clock }: { app: Reachable; clock: { now: number } }) {
    this.#app = app
    this.#clock = clock
  }

  /** An intent, signed; `over` changes what the body says, `h` what the phone computed. */
  envelope(
    name: string,
    args: unknown,
    { over = {}, h = 0 }: { over?: object; h?: number } = {},
  ): Envelope {
    const body = JSON.stringify({
      v: 1,
      client: this.client,
      seq: ++this.seq,
      id: aUlid(),
      name,
      args,
      at: this.#clock.now,
      ...over,
    })
    return { body, sig: signed(this.keys, body), h }
  }

  async post(path: string, body: unknown, headers: object = {}): Promise<Response> {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const response = await this.#app.request(path, {
      method: 'POST',
      headers: { ...PAGE_HEADERS, ...this.#cookies(), ...headers },
      body: text,
    })
    this.#keep(response)
    return response
  }

  async get(path: string, headers: object = {}): Promise<Response> {
    return this.#app.request(path, { headers: { ...this.#cookies(), ...headers } })
  }

  async send(request: Sent = {}): Promise<Response> {
    return this.post('/api/sync', {
      protocol: 1,
      client: this.client,
      lastSeq: 0,
      have: {},
      mutations: [],
      ...request,
    })
  }

  async sync(request: Sent = {}): Promise<SyncReply> {
    const response = await this.send(request)
    assert(response.status === 200, `sync answered ${response.status}`)
    return (await response.json()) as SyncReply // the server's own
  }

  /** Joins an account by a code from the office. */
  async join({ app }: Pick<Installation, 'app'>, account: string): Promise<void> {
    const { code } = issueCode(app.auth, { account, issuedBy: 'office' })
    const { client, keys } = this
    const response = await this.post('/api/session/redeem', {
      code,
      client,
      publicKey: keys.publicKey,
      pin: PIN,
    })
    assert(response.status === 200, `redeem answered ${response.status}`)
  }

  /** The intent by which a household registers this phone. */
  registration(over: object = {}): Envelope {
    return this.envelope('account.register.v1', {
      accountId: aUlid(),
      client: this.client,
      name: 'Bu Sri',
      phone: '081234567890',
      publicKey: this.keys.publicKey,
      consent: { version: 1 },
      ...over,
    })
  }

  proof(): { nonce: string; sig: string } {
    const nonce = aUlid()
    return { nonce, sig: signed(this.keys, `session:${this.client}:${nonce}`) }
  }

  #cookies(): { cookie?: string } {
    return this.cookie === null ? {} : { cookie: this.cookie }
  }

  #keep(response: Response): void {
    const [set] = response.headers.getSetCookie()
    if (set === undefined) return
    const [pair = ''] = set.split(';')
    this.cookie = pair.endsWith('=') ? null : pair
  }
}

/** A phone of Bu Tin's, signed in. */
export async function aVendorPhone(
  installation: Installation,
  account: string = ULIDS.tin,
): Promise<Phone> {
  const phone = new Phone(installation)
  await phone.join(installation, account)
  return phone
}

/** What a phone that holds all rows would compute as `h` for an intent. */
export async function hashOnPhone(
  { store, clock }: Installation,
  { name, args, actor }: { name: string; args: unknown; actor: Actor },
): Promise<number> {
  const mutation = await loadMutation(name)
  assert(mutation, `${name} is not known`)
  const rows = {
    get: (key: RowKey) => {
      const row = store.row(key)
      return row && { row, text: '', hash: 0, version: 0, takenAt: 0 }
    },
  }
  const outcome = decide(mutation, {
    args,
    ctx: { actor, at: clock.now, receivedAt: clock.now, isAuthority: true },
    cache: new RowCache(rows),
  })
  assert(outcome.ok, `${name} was refused`)
  return changesHash(outcome.changes)
}
