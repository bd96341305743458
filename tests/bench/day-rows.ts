import type { Page } from '@playwright/test'
import { type Ground, layGround, openBarePage } from './ground.ts'
import { LINKS } from './shaping-proxy.ts'
import { type BenchRow, kilobytes } from './table.ts'

const OFFERS = 8_000
const PRICES = 20
const ORDERS = 10
const OPEN_S = 8 * 3600
/** Keep-alives of the stream of hints come every 25 s: three of them are a period long enough. */
const IDLE_S = 75
/** How often the loop asks of itself while hints come (POLL_LIVE_MS in web/sync/loop.ts). */
const POLL_S = 600

/**
 * A vendor's day through the proxy, headers included: prices and orders are made one by one, as in
 * a day, and counted whole. Only what comes at a beat is extrapolated to eight hours: the stream's
 * keep-alives from a measured period, the loop's own questions from one that is measured.
 */
export async function dayRows(): Promise<readonly BenchRow[]> {
  const ground = await layGround(OFFERS)
  try {
    return [await vendorsDay(ground)]
  } finally {
    await ground.close()
  }
}

async function vendorsDay(ground: Ground): Promise<BenchRow> {
  const { marketId, stallId, code, port } = ground.ready
  ground.proxy.link = LINKS.good
  const { page: vendor } = await ground.phone(1)
  await openBarePage(vendor, ground.url)
  await vendor.evaluate((typed) => globalThis.bench.redeem(typed), code)
  await vendor.evaluate((id) => globalThis.bench.firstCatalogue(id), marketId)
  await vendor.evaluate(() => globalThis.bench.startLoop())
  await settled(vendor)
  // The household's phone goes to the server itself, past the proxy: its bytes are not the vendor's.
  const { page: household } = await ground.phone(1)
  await openBarePage(household, `http://localhost:${port}`)
  await household.evaluate((id) => globalThis.bench.firstCatalogue(id), marketId)
  await household.evaluate(() => globalThis.bench.register())
  await household.evaluate(() => globalThis.bench.sync())

  const atStart = total(ground)
  for (let n = 0; n < PRICES; n++) {
    await vendor.evaluate((id) => globalThis.bench.price(id, 1), stallId)
    await settled(vendor)
  }
  const afterPrices = total(ground)
  for (let n = 1; n <= ORDERS; n++) {
    const size = { count: 1, lines: 3, stallId }
    await household.evaluate(([id, of]) => globalThis.bench.order(id, of), [
      marketId,
      size,
    ] as const)
    await household.evaluate(() => globalThis.bench.sync())
    await vendor.evaluate(([id, seen]) => globalThis.bench.accept(id, seen), [stallId, n] as const)
    await settled(vendor)
  }
  const afterOrders = total(ground)
  await new Promise((resolve) => setTimeout(resolve, IDLE_S * 1_000))
  const idle = total(ground) - afterOrders
  const beforeAsking = total(ground)
  await vendor.evaluate(() => globalThis.bench.sync())
  const asking = total(ground) - beforeAsking

  const acts = afterOrders - atStart
  const open = (idle * OPEN_S) / IDLE_S + (asking * OPEN_S) / POLL_S
  const parts = [
    `${PRICES} prices ${kilobytes(afterPrices - atStart)}`,
    `${ORDERS} orders come and accepted ${kilobytes(afterOrders - afterPrices)}`,
    `8 h open ${kilobytes(open)}, from ${idle} B in ${IDLE_S} s and ${asking} B a question`,
  ]
  return {
    what: "data of a vendor's day, through the proxy, headers included",
    measured: `${kilobytes(acts + open)} (${parts.join('; ')})`,
    bar: '<= 300 KB',
    lowerBound: `${kilobytes(acts)}: the same acts with the app shut in between`,
    isWithin: acts + open <= 300_000,
  }
}

/** Waits until the loop has sent all there is. */
const settled = (page: Page): Promise<void> => page.evaluate(() => globalThis.bench.settled())

const total = ({ proxy }: Ground): number => proxy.bytes.up + proxy.bytes.down
