import { openDatabase } from '@pasar/server/store/database.ts'
import { migrate } from '@pasar/server/store/migrate.ts'
import { SNAPSHOT_BEHIND_ROWS, pull } from '@pasar/server/store/pull.ts'
import { Rows } from '@pasar/server/store/rows.ts'
import type { Store } from '@pasar/server/store/open.ts'
import { NOBODY } from '@pasar/shared/domain/account.ts'
import { SYNC_PAGE_CHARS_MAX } from '@pasar/shared/lib/limits.ts'
import { type Row, keyOf } from '@pasar/shared/domain/row.ts'
import { sumOf } from '@pasar/shared/sync/checksum.ts'
import { beforeEach, describe, expect, test } from 'vitest'
import { MARKET, OFFER, STALL, ULIDS, anInstallation } from '../installation.ts'

let store: Store

beforeEach(async () => {
  store = (await anInstallation()).store
})

const tin = () => store.actorFor(ULIDS.tin)
const bucket = `stall:${STALL}`

/** Adds commodities of about 700 characters each. */
async function addCommodities(count: number): Promise<void> {
  const aliases = Array.from({ length: 10 }, (_, index) => `nama lain yang panjang ${index}`)
  await Promise.all(
    Array.from({ length: count }, (_, index) =>
      store.asSystem(
        'commodity.put.v1',
        {
          commodityId: `barang-${index}`,
          name: 'Barang',
          category: 'ukm',
          base: 'pc',
          usualUnit: 'pcs',
          aliases: aliases.map((alias) => alias.padEnd(50, '-')),
        },
        `more:${index}`,
      ),
    ),
  )
}

/** Pulls one bucket until nothing is left, as a phone does. */
function pullAll(name: string, start = ''): { rows: Row[]; pages: number; checksum?: number } {
  const rows: Row[] = []
  let cursor = start
  for (let pages = 1; ; pages++) {
    const page = store.pull({ actor: NOBODY, have: { [name]: cursor } }).get(name)
    if (!page) return { rows, pages }
    rows.push(...page.rows.map((text) => JSON.parse(text) as Row))
    cursor = page.cursor
    if (!page.more) return { rows, pages, ...(page.checksum && { checksum: page.checksum }) }
  }
}

describe('buckets', () => {
  test('come from the actor, private ones first and whether asked for or not, A2', () => {
    const have = { [`market:${MARKET}`]: '', commodities: '', markets: '' }
    expect([...store.pull({ actor: tin(), have }).keys()]).toEqual([
      `account:${ULIDS.tin}`,
      bucket,
      `household:${ULIDS.tin}`,
      'markets',
      'commodities',
      `market:${MARKET}`,
    ])
  })

  test('that are foreign and those that are absent are lost alike, I4', () => {
    const have = { [`account:${ULIDS.sum}`]: 'x.1', 'stall:pu-002': '', 'desk:nowhere': '' }
    const lost = { cursor: '', rows: [], gone: 'all', more: false }
    const pages = store.pull({ actor: NOBODY, have })
    expect([...pages]).toEqual(Object.keys(have).map((name) => [name, lost]))
  })

  test('named like members of objects are buckets like any other', () => {
    const have = JSON.parse('{"__proto__":"","constructor":"","toString":""}') as never // a hostile have
    expect([...store.pull({ actor: NOBODY, have }).values()].map((page) => page.gone)).toEqual([
      'all',
      'all',
      'all',
    ])
  })

  test('with nothing new are left out', () => {
    const cursor = `${store.epoch}.${store.lastVersion()}`
    expect(store.pull({ actor: NOBODY, have: { markets: cursor, commodities: cursor } })).toEqual(
      new Map(),
    )
  })

  test('without rows are answered once, so that the phone has a cursor', () => {
    const page = { cursor: `${store.epoch}.${store.lastVersion()}`, rows: [], gone: [] }
    expect(store.pull({ actor: NOBODY, have: { 'market:nowhere': '' } })).toEqual(
      new Map([['market:nowhere', { ...page, more: false, checksum: 0 }]]),
    )
  })
})

describe('pages', () => {
  test('keep to the budget of the whole reply, and a cut costs one page, S5', async () => {
    await addCommodities(200)
    const first = store.pull({ actor: NOBODY, have: { commodities: '', markets: '' } })
    const chars = [...first.values()].flatMap((page) => page.rows).join('').length
    expect(chars).toBeLessThanOrEqual(SYNC_PAGE_CHARS_MAX)
    expect(chars).toBeGreaterThan(SYNC_PAGE_CHARS_MAX / 2)
    expect(first.get('commodities')).toMatchObject({ more: true, gone: [] })
    expect(first.get('commodities')).not.toHaveProperty('checksum')
    const again = store.pull({ actor: NOBODY, have: { commodities: '', markets: '' } })
    expect(again).toEqual(first)
    const { rows, pages, checksum } = pullAll('commodities')
    expect([rows.length, pages > 2, checksum]).toEqual([201, true, sumOf(rows)])
  })

  test('that found no room keep the cursor as it was sent, and forget nothing yet', () => {
    const db = openDatabase(':memory:')
    migrate(db)
    const rows = new Rows(db)
    const fill = (name: string, { id, chars }: { id: string; chars: number }, version: number) => {
      const key = keyOf('commodity', id)
      rows.put(key, { version, hash: 0, takenAt: 0, text: JSON.stringify('x'.repeat(chars)) })
      rows.mark(name, { key, version, isGone: false })
      rows.putBucket(name, { checksum: 0, count: 1, version })
    }
    fill('commodities', { id: 'a', chars: 40_000 }, 1)
    fill('commodities', { id: 'b', chars: 40_000 }, 2)
    fill('markets', { id: 'c', chars: 100 }, 3)
    fill('market:m', { id: 'd', chars: 30_000 }, 4)
    const source = { rows, epoch: 'e', version: 4 }
    const waiting = { rows: [], gone: [], more: true }
    const have = { markets: 'old.9', commodities: 'old.9', 'market:m': 'e.1' }
    const pages = pull(source, { actor: NOBODY, have })
    expect(pages.get('markets')).toMatchObject({ more: false, reset: true })
    expect(pages.get('commodities')).toMatchObject({ cursor: 'e.1', more: true, reset: true })
    expect(pages.get('market:m')).toEqual({ cursor: 'e.1', ...waiting })
    fill('markets', { id: 'e', chars: 63_000 }, 5)
    const next = pull({ ...source, version: 5 }, { actor: NOBODY, have })
    expect(next.get('commodities')).toEqual({ cursor: 'old.9', ...waiting })
  })

  test('bring what left the bucket since the cursor, and nothing of it from the start', async () => {
    const before = `${store.epoch}.${store.lastVersion()}`
    await store.asSystem('offer.withdraw.v1', { offerId: OFFER }, 'withdraw')
    const name = `market:${MARKET}`
    expect(store.pull({ actor: NOBODY, have: { [name]: before } }).get(name)).toEqual({
      cursor: `${store.epoch}.${store.lastVersion()}`,
      rows: [],
      gone: [`offer/${OFFER}`],
      more: false,
      checksum: store.bucketState(name).checksum,
    })
    const mine = store.pull({ actor: tin(), have: {} }).get(bucket)
    expect([mine?.gone, mine?.rows.some((text) => text.includes('"isWithdrawn":true'))]).toEqual([
      [],
      true,
    ])
  })

  test('leave out what the sender has by its own request, and the cursor passes it, S3', async () => {
    const before = `${store.epoch}.${store.lastVersion()}`
    await store.asSystem('stall.edit.v1', { stallId: STALL, name: 'Bu Tin baru' }, 'edit')
    const own = new Set([store.lastVersion()])
    expect(store.pull({ actor: tin(), have: { [bucket]: before }, own }).get(bucket)).toEqual({
      cursor: `${store.epoch}.${store.lastVersion()}`,
      rows: [],
      gone: [],
      more: false,
      checksum: store.bucketState(bucket).checksum,
    })
  })
})

describe('cursors', () => {
  test.each([
    ['of another epoch', 'ffffffff.3'],
    ['from the future', 'EPOCH.999999'],
    ['without a version', 'EPOCH'],
    ['with a bent version', 'EPOCH.-1'],
    ['with a huge version', 'EPOCH.99999999999999999999'],
    ['of nonsense', "'; DROP TABLE rows"],
  ])('%s start the bucket anew', (_, cursor) => {
    const have = { commodities: cursor.replace('EPOCH', store.epoch) }
    const page = store.pull({ actor: NOBODY, have }).get('commodities')
    expect([page?.reset, page?.rows.length, page?.cursor]).toEqual([
      true,
      1,
      `${store.epoch}.${store.lastVersion()}`,
    ])
  })

  test('authorise nothing: those of another phone bring nothing of it, I4', () => {
    const cursor = `${store.epoch}.0`
    const foreign = { [`account:${ULIDS.sum}`]: cursor }
    const pages = store.pull({ actor: tin(), have: foreign })
    expect(JSON.stringify([...pages])).not.toContain('Bu Sum')
  })
})

describe('snapshots', () => {
  const name = `market:${MARKET}`
  const snapshot = { cursor: '', rows: [], gone: [], more: false, snapshot: true }

  test('take the place of pages at the start, S8', () => {
    for (const cursor of ['', 'ffffffff.3']) {
      expect(store.pull({ actor: NOBODY, have: { [name]: cursor } }).get(name)).toEqual(snapshot)
    }
  })

  test('and where the phone is too far behind, one row more than the bound', async () => {
    const before = `${store.epoch}.${store.lastVersion()}`
    const add = (from: number, to: number) =>
      Promise.all(
        Array.from({ length: to - from }, (_, index) => {
          const suffix = String(from + index).padStart(8, '0')
          const args = { offerId: `${STALL}.${suffix}`, stallId: STALL, unit: 'kg', priceIdr: 900 }
          return store.asSystem(
            'offer.create.v1',
            { ...args, commodityId: null, ownName: 'Jahe' },
            `more:${suffix}`,
          )
        }),
      )
    await add(10, 10 + SNAPSHOT_BEHIND_ROWS)
    expect(store.pull({ actor: NOBODY, have: { [name]: before } }).get(name)?.more).toBe(true)
    await add(10 + SNAPSHOT_BEHIND_ROWS, 11 + SNAPSHOT_BEHIND_ROWS)
    expect(store.pull({ actor: NOBODY, have: { [name]: before } }).get(name)).toEqual(snapshot)
  })
})
