import { createHash } from 'node:crypto'
import { type App, type AppOptions, createApp } from '@pasar/server/app.ts'
import type { PinHasher } from '@pasar/server/auth/pin-hasher.ts'
import { RowCache } from '@pasar/server/store/view.ts'
import { decide } from '@pasar/server/store/decide.ts'
import { type Store, type StoreOptions, openStore } from '@pasar/server/store/open.ts'
import type { Actor } from '@pasar/shared/domain/account.ts'
import type { RowKey } from '@pasar/shared/domain/row.ts'
import { type MutationName, loadMutation } from '@pasar/shared/mutations/registry.ts'
import { changesHash } from '@pasar/shared/sync/checksum.ts'
import { assert } from '@pasar/shared/lib/assert.ts'
import { Phone } from './phone.ts'

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
