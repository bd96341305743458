import type { Page } from '@playwright/test'
import { type Ground, layGround, openBarePage, slowCpu } from './ground.ts'
import { LINKS, type Link } from './shaping-proxy.ts'
import { type BenchRow, duration, kilobytes, quantile } from './table.ts'

const OFFERS = 8_000
const QUEUED = 500
const CHANGED = 20
/** Words of the market, slips, letters on the way to a word, and nonsense. */
const SEARCHES = [
  'brambang',
  'lombok rawit',
  'b',
  'ba',
  'baw',
  'bawang',
  'telor asin',
  'tege',
  'kates',
  'xqzw',
]

/** The rows of the replica alone: no screens, the shipped modules in a bare page. */
export async function replicaRows(): Promise<readonly BenchRow[]> {
  const ground = await layGround(OFFERS)
  try {
    return [
      await firstCatalogue(ground, {
        link: LINKS.market,
        name: '400 ms / 400 kbit/s',
        barMs: 3_000,
      }),
      await firstCatalogue(ground, { link: LINKS.good, name: '20 ms / 20 Mbit/s', barMs: 1_000 }),
      ...(await household(ground)),
      ...(await vendor(ground)),
      await searching(ground),
    ]
  } finally {
    await ground.close()
  }
}

async function firstCatalogue(
  ground: Ground,
  { link, name, barMs }: { link: Link; name: string; barMs: number },
): Promise<BenchRow> {
  const times: number[] = []
  let bareMs = 0
  for (let round = 0; round < 3; round++) {
    const { page, context } = await ground.phone(4)
    ground.proxy.link = LINKS.good
    await openBarePage(page, ground.url)
    ground.proxy.link = link
    const { marketId } = ground.ready
    const result = await page.evaluate((id) => globalThis.bench.firstCatalogue(id), marketId)
    if (result.offers !== OFFERS) throw new Error(`${result.offers} of ${OFFERS} offers came`)
    times.push(result.ms)
    bareMs = await page.evaluate(
      (path) => globalThis.bench.bareFetch(path),
      `/api/catalogue/${marketId}`,
    )
    await context.close()
  }
  const ms = quantile(times, 0.5)
  return {
    what: `first catalogue of 8,000 offers, ${name}, CPU 4x`,
    measured: `${duration(ms)} (median of 3)`,
    bar: `<= ${duration(barMs)}`,
    lowerBound: `${duration(bareMs)}: the same bytes by a bare fetch`,
    isWithin: ms <= barMs,
  }
}

async function household(ground: Ground): Promise<readonly BenchRow[]> {
  const { marketId } = ground.ready
  ground.proxy.link = LINKS.good
  const { page } = await ground.phone(1)
  await openBarePage(page, ground.url)
  await page.evaluate((id) => globalThis.bench.firstCatalogue(id), marketId)
  await page.evaluate(() => globalThis.bench.register())
  await page.evaluate(() => globalThis.bench.sync())

  await forget(page)
  await page.evaluate(() => globalThis.bench.sync())
  const noop = await traffic(page)
  await page.evaluate((id) => globalThis.bench.order(id, { count: 1, lines: 5 }), marketId)
  await forget(page)
  await page.evaluate(() => globalThis.bench.sync())
  const push = await traffic(page)
  await page.evaluate((id) => globalThis.bench.order(id, { count: 1, lines: 5 }), marketId)
  await ground.reprice({ count: 1, round: 0 })
  await forget(page)
  await page.evaluate(() => globalThis.bench.sync())
  const both = await traffic(page)

  await slowCpu(page, 6)
  const saves = await page.evaluate(
    (id) => globalThis.bench.order(id, { count: 20, lines: 5 }),
    marketId,
  )
  await slowCpu(page, 1)
  await forget(page)
  await page.evaluate(() => globalThis.bench.sync())
  const twenty = await traffic(page)
  const saveMs = quantile(saves, 0.95)
  return [
    {
      what: 'requests: no-op / push 1 order / push 1 + pull 1',
      measured: `${noop.requests} / ${push.requests} / ${both.requests}`,
      bar: '1 / 1 / 1',
      lowerBound: '1 / 1 / 1',
      isWithin: noop.requests === 1 && push.requests === 1 && both.requests === 1,
    },
    {
      what: 'bodies of a no-op, up and down together',
      measured: `${noop.upBytes + noop.downBytes} B`,
      bar: '<= 600 B',
      lowerBound: '0 B: nothing to say',
      isWithin: noop.upBytes + noop.downBytes <= 600,
    },
    {
      what: 'body bytes up, 20 signed orders of 5 lines, gz',
      measured: kilobytes(twenty.upBytes),
      bar: '<= 4.5 KB',
      lowerBound:
        '2.2 KB: 20 x (64 B signature, 20 B of ids, 2 B code) and 100 x 5 B of offer ids: chance does not compress',
      isWithin: twenty.upBytes <= 4_500,
    },
    {
      what: 'save an order of 5 lines, CPU 6x',
      measured: `p95 ${duration(saveMs)} of ${saves.length}`,
      bar: 'p95 <= 100 ms',
      lowerBound: '1.9 ms: a strict write to two tables at CPU 1x (design)',
      isWithin: saveMs <= 100,
    },
  ]
}

async function vendor(ground: Ground): Promise<readonly BenchRow[]> {
  const { marketId, stallId, code } = ground.ready
  ground.proxy.link = LINKS.good
  const { page } = await ground.phone(1)
  await openBarePage(page, ground.url)
  await page.evaluate((typed) => globalThis.bench.redeem(typed), code)
  await page.evaluate((id) => globalThis.bench.firstCatalogue(id), marketId)
  await page.evaluate(() => globalThis.bench.sync())
  await page.evaluate(([id, count]) => globalThis.bench.price(id, count), [
    stallId,
    QUEUED,
  ] as const)
  ground.proxy.link = LINKS.queue
  const queued = await timedSync(ground, page)
  ground.proxy.link = LINKS.good
  await page.evaluate(() => globalThis.bench.sync())
  await ground.reprice({ count: CHANGED, round: 1 })
  ground.proxy.link = LINKS.queue
  const changed = await timedSync(ground, page)
  ground.proxy.link = LINKS.good
  const used = await page.evaluate(() => globalThis.bench.usedBytes())
  return [
    ratioRow(`${QUEUED} queued writes, 400/150 kbit/s, 400 ms`, { ...queued, bar: 1.3 }),
    ratioRow(`${CHANGED} changed offers, same network`, { ...changed, bar: 1.2 }),
    {
      what: 'device storage, one market of 8,000 offers and 500 sent writes',
      measured: kilobytes(used),
      bar: '<= 10 MB',
      lowerBound: 'not known',
      isWithin: used <= 10_000_000,
    },
  ]
}

async function searching(ground: Ground): Promise<BenchRow> {
  const { page } = await ground.phone(4)
  await openBarePage(page, ground.url)
  const { marketId } = ground.ready
  await page.evaluate((id) => globalThis.bench.firstCatalogue(id), marketId)
  const found = await page.evaluate(([id, texts]) => globalThis.bench.search(id, texts), [
    marketId,
    SEARCHES,
  ] as const)
  const worst = Math.max(...found.ms)
  return {
    what: 'search among 8,000 offers, CPU 4x',
    measured: `worst of ${found.ms.length}: ${duration(worst)} (index built once in ${duration(found.indexMs)})`,
    bar: '<= 50 ms',
    lowerBound: `${duration(quantile(found.ms, 0))}: the quickest of them`,
    isWithin: worst <= 50,
  }
}

function ratioRow(
  what: string,
  figure: {
    ms: number
    upBytes: number
    downBytes: number
    requests: number
    bar: number
  },
): BenchRow {
  const { upKbps, downKbps, rttMs } = LINKS.queue
  const floorMs = (figure.upBytes * 8) / upKbps + (figure.downBytes * 8) / downKbps + rttMs
  const ratio = figure.ms / floorMs
  const bytes = `${kilobytes(figure.upBytes)} up, ${kilobytes(figure.downBytes)} down`
  return {
    what,
    measured: `${ratio.toFixed(2)} x (${duration(figure.ms)}, ${figure.requests} requests, ${bytes})`,
    bar: `<= ${figure.bar} x`,
    lowerBound: `${duration(floorMs)}: bytes on the wire / bandwidth + 1 RTT`,
    isWithin: ratio <= figure.bar,
  }
}

/** One sync with what the link carried of it: compressed bodies and their headers. */
async function timedSync({ proxy }: Ground, page: Page) {
  await forget(page)
  const before = proxy.bytes
  const ms = await page.evaluate(() => globalThis.bench.sync())
  const { requests } = await traffic(page)
  const { up, down } = proxy.bytes
  return { ms, requests, upBytes: up - before.up, downBytes: down - before.down }
}

const forget = (page: Page): Promise<void> => page.evaluate(() => globalThis.bench.forgetSent())

async function traffic(page: Page) {
  const sent = await page.evaluate(() => globalThis.bench.sent())
  return {
    requests: sent.length,
    upBytes: sent.reduce((sum, one) => sum + one.upBytes, 0),
    downBytes: sent.reduce((sum, one) => sum + one.downBytes, 0),
  }
}
