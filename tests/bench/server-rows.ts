import { type KeyObject, generateKeyPairSync, sign, verify } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { runSeed } from '@pasar/server/load/run.ts'
import { type Store, openStore } from '@pasar/server/store/open.ts'
import { drawUlid } from '@pasar/server/seed/draw.ts'
import { generatedMarket } from '../fixtures/generated-market.ts'
import type { BenchRow } from './table.ts'

const MUTATIONS = 6_000
/** Envelopes of one request, and requests that arrive together: a market waking up. */
const PER_PUSH = 20
const AT_ONCE = 50

type Envelope = { readonly body: string; readonly sig: string; readonly h: number }
type Signed = {
  readonly client: string
  readonly publicKey: string
  readonly envelopes: Envelope[]
}

/** Mutations a second through the whole store, beside its two halves alone on the same machine. */
export async function serverRows(): Promise<readonly BenchRow[]> {
  const dir = mkdtempSync(join(tmpdir(), 'pasar-server-bench-'))
  try {
    const store = openStore({ file: join(dir, 'bench.sqlite'), now: () => Date.now() })
    const signed = await signedPrices(store)
    const verifyRate = verificationsPerSecond(signed)
    const sqliteRate = rawRowsPerSecond(join(dir, 'raw.sqlite'))
    const rate = await mutationsPerSecond(store, signed.envelopes, signed.client)
    await store.close()
    const bar = Math.min(verifyRate, sqliteRate)
    return [
      {
        what: 'server: synced mutations/s, rules and signatures included',
        measured: `${Math.round(rate)}/s, ${(rate / bar).toFixed(2)} x`,
        bar: '>= 0.5 x the lesser of the two alone',
        lowerBound: `verification alone ${Math.round(verifyRate)}/s, raw SQLite ${Math.round(sqliteRate)}/s`,
        isWithin: rate >= bar / 2,
      },
    ]
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

async function signedPrices(store: Store): Promise<Signed & { key: KeyObject }> {
  const market = generatedMarket('rate', { markets: 1, stalls: 1, offers: 200 })
  const seeded = await runSeed(store, market.intents)
  if (seeded.refused.length > 0) throw new Error(`${seeded.refused.length} intents were refused`)
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const point = Buffer.concat([
    Buffer.from([4]),
    Buffer.from(x, 'base64url'),
    Buffer.from(y, 'base64url'),
  ]).toString('base64url')
  const client = drawUlid('bench-client')
  const account = market.vendorIds[0]
  if (!account) throw new Error('the generated market has no vendor')
  store.people.addClient({ id: client, account, publicKey: point, at: Date.now() })
  const envelopes = Array.from({ length: MUTATIONS }, (_, n) => {
    const offerId = market.offerIds[n % market.offerIds.length]
    const args = { offerId, priceIdr: 10_000 + (n % 50) * 100, basedOn: 1 }
    const id = drawUlid(`bench-mutation-${n}`)
    const body = JSON.stringify({
      v: 1,
      client,
      seq: n + 1,
      id,
      name: 'offer.price.v1',
      args,
      at: Date.now(),
    })
    const sig = sign('sha256', Buffer.from(body), { key: privateKey, dsaEncoding: 'ieee-p1363' })
    return { body, sig: sig.toString('base64url'), h: 0 }
  })
  return { client, publicKey: point, envelopes, key: publicKey }
}

function verificationsPerSecond({ envelopes, key }: Signed & { key: KeyObject }): number {
  const start = performance.now()
  for (const { body, sig } of envelopes) {
    const isRight = verify(
      'sha256',
      Buffer.from(body),
      { key, dsaEncoding: 'ieee-p1363' },
      Buffer.from(sig, 'base64url'),
    )
    if (!isRight) throw new Error('a signature of the bench is wrong')
  }
  return perSecond(envelopes.length, start)
}

/** What one mutation writes (a row, its history, three entries, a journal line), as bare inserts. */
function rawRowsPerSecond(file: string): number {
  const db = new DatabaseSync(file)
  db.exec(
    'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (k TEXT PRIMARY KEY, j TEXT)',
  )
  const insert = db.prepare('INSERT INTO t VALUES (?, ?)')
  const text = 'x'.repeat(300)
  const start = performance.now()
  for (let n = 0; n < MUTATIONS; n += PER_PUSH * AT_ONCE) {
    db.exec('BEGIN IMMEDIATE')
    for (let m = n; m < n + PER_PUSH * AT_ONCE; m++) {
      for (let part = 0; part < 6; part++) insert.run(`${m}/${part}`, text)
    }
    db.exec('COMMIT')
  }
  const rate = perSecond(MUTATIONS, start)
  db.close()
  return rate
}

/** As in a market: whoever has been answered sends the next, nobody waits for the others. */
async function mutationsPerSecond(
  store: Store,
  envelopes: readonly Envelope[],
  client: string,
): Promise<number> {
  const start = performance.now()
  let next = 0
  const phone = async (): Promise<void> => {
    while (next < envelopes.length) {
      const from = next
      next += PER_PUSH
      const pushed = await store.submit({
        client,
        envelopes: envelopes.slice(from, from + PER_PUSH),
      })
      const failed = pushed.results.find((result) => result.outcome !== 'applied')
      if (failed)
        throw new Error(`a mutation of the bench came to ${failed.outcome}: ${failed.why}`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, phone))
  return perSecond(envelopes.length, start)
}

const perSecond = (count: number, start: number): number =>
  (count * 1_000) / (performance.now() - start)
