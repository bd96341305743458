import { randomBytes } from 'node:crypto'
import { serve } from '@hono/node-server'
import type { Offer } from '@pasar/shared/domain/offer.ts'
import { keyOf } from '@pasar/shared/domain/row.ts'
import { createApp } from '@pasar/server/app.ts'
import { issueCode } from '@pasar/server/auth/code.ts'
import { runSeed } from '@pasar/server/load/run.ts'
import { openStore } from '@pasar/server/store/open.ts'
import { generatedMarket } from '../fixtures/generated-market.ts'

/** What the bench tells its server to do. */
export type BenchOrder =
  | { readonly kind: 'reprice'; readonly count: number; readonly round: number }
  /** serves another build from now on */
  | { readonly kind: 'release'; readonly webDir: string }

/** What the server says once it listens. */
export type BenchReady = {
  readonly port: number
  readonly marketId: string
  readonly stallId: string
  readonly code: string
  readonly offers: number
}

/**
 * The shipped server in a process of its own, with one generated market: `node serve.ts <database>
 * <webDir> <offers>`. It talks to the bench over IPC and ends with it.
 */
const [file = ':memory:', webDir = '', offers = '8000'] = process.argv.slice(2)
const now = (): number => Date.now()
const store = openStore({ file, now })
const market = generatedMarket('bench', { markets: 1, stalls: 400, offers: Number(offers) })
const seeded = await runSeed(store, market.intents)
if (seeded.refused.length > 0) throw new Error(`${seeded.refused.length} intents were refused`)

const appOf = (folder: string) => createApp({ store, now, random: randomBytes, webDir: folder })
let app = appOf(webDir)
const fetch: typeof app.fetch = (...request) => app.fetch(...request)
const server = serve({ fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => {
  const busiest = busiestStall()
  const accountId = market.vendorIds[market.stallIds.findIndex((id) => id === busiest)]
  const marketId = market.marketIds[0]
  if (!accountId || !marketId) throw new Error('the generated market has no vendor')
  const { code } = issueCode(app.auth, { account: accountId, issuedBy: 'office' })
  const ready: BenchReady = { port, marketId, stallId: busiest, code, offers: Number(offers) }
  process.send?.(ready)
})

process.on('message', (order: BenchOrder) => {
  if (order.kind === 'reprice') return void reprice(order)
  app = appOf(order.webDir)
  process.send?.({})
})
process.on('disconnect', () => {
  server.close()
  process.exit(0)
})

/** Sets new prices of offers far apart, as other stalls do while a phone was away. */
async function reprice({ count, round }: { count: number; round: number }): Promise<void> {
  const step = Math.floor(market.offerIds.length / count)
  const results = Array.from({ length: count }, (_, n) => {
    const offerId = market.offerIds[n * step] ?? ''
    const offer = store.row(keyOf('offer', offerId)) as Offer | undefined // the key's kind
    const args = { offerId, priceIdr: 20_000 + round * 500 + n * 50, basedOn: offer?.priceNo ?? 1 }
    return store.asSystem('offer.price.v1', args, `bench:price:${round}:${n}`)
  })
  const done = await Promise.all(results)
  process.send?.({ applied: done.filter((result) => result.outcome === 'applied').length })
}

function busiestStall(): string {
  const counts = new Map<string, number>()
  for (const id of market.offerIds) {
    const stall = id.slice(0, id.indexOf('.'))
    counts.set(stall, (counts.get(stall) ?? 0) + 1)
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? ''
}
