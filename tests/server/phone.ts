import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { App } from '@pasar/server/app.ts'
import { issueCode } from '@pasar/server/auth/code.ts'
import { assert } from '@pasar/shared/lib/assert.ts'
import type { BucketPage, Envelope, SyncReply, SyncRequest } from '@pasar/shared/sync/protocol.ts'

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
  async join({ app }: { app: App }, account: string): Promise<void> {
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
