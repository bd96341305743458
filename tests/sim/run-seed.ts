import './environment.ts'
import type { Row } from '@pasar/shared/domain/row.ts'
import { loadMutation, registry } from '@pasar/shared/mutations/registry.ts'
import { textHash } from '@pasar/shared/sync/checksum.ts'
import { checkEnd } from './oracle/end-check.ts'
import { Random } from './random.ts'
import { drawWeather, heal, live, runOffice } from './scenario.ts'
import { type Clocks, World } from './world.ts'

/** One world to live through. */
export type SeedRun = {
  readonly seed: number
  /** deeds of each of the five phones */
  readonly deeds: number
  readonly clocks: Clocks
  readonly trace?: (line: string) => void
}

export type SeedReport = {
  readonly seed: number
  /** null where all held, else what did not */
  readonly error: string | null
  readonly faults: Record<string, readonly [fired: number, mattered: number]>
  /** sum over everything that happened, in order */
  readonly trace: number
  /** the server's rows without what a device's clock told */
  readonly rows: number
  /** some page was full: with other clocks it ends elsewhere, and its phone sees other offers */
  readonly hasFullPage: boolean
  readonly looks: number
  readonly decided: number
  readonly steps: number
}

/**
 * Fields that hold what a person's device told: instants, and the price its screen showed, which is
 * the coming one from its day on by that device's clock.
 */
const TOLD = new Set(['at', 'priceAt', 'placedAt', 'registeredAt', 'stated', 'basedOn'])

/** Lives through one world; the same run gives the same report. */
export async function runSeed({ seed, deeds, clocks, trace }: SeedRun): Promise<SeedReport> {
  // Before the world begins: a module comes from a disk, whose time no seed rules.
  for (const name of Object.keys(registry)) await loadMutation(name)
  const world = new World({ seed, clocks, ...(trace ? { trace } : {}) })
  const { kernel } = world
  const onRejection = (error: unknown) => world.report(error)
  process.on('unhandledRejection', onRejection)
  let error: string | null = null
  try {
    await kernel.run(() => Promise.race([liveThrough(world, deeds), world.failure]))
  } catch (caught) {
    error = caught instanceof Error ? (caught.stack ?? caught.message) : String(caught)
  } finally {
    process.off('unhandledRejection', onRejection)
  }
  const texts = world.shadow.now().map(({ row }) => withoutTold(row))
  for (const text of texts) trace?.(`row ${text}`)
  const rows = textHash(texts.join('\n'))
  const report = {
    seed,
    error,
    faults: world.faults.toJson(),
    trace: world.digest,
    rows,
    hasFullPage: world.hasFullPage,
    looks: world.looks,
    decided: world.journal.decided.size,
    steps: kernel.steps,
  }
  world.close()
  return report
}

async function liveThrough(world: World, deeds: number): Promise<void> {
  await world.begin()
  const [tin, sri] = world.market.vendors
  const vendor = ({ accountId, stallId }: { accountId: string; stallId: string }) =>
    ({ kind: 'vendor', accountId, stallId }) as const
  const phones = [
    world.addPhone('tin-1', vendor(tin!)),
    world.addPhone('tin-2', vendor(tin!)),
    world.addPhone('sri', vendor(sri!)),
    world.addPhone('ibu', { kind: 'household', name: 'Bu Ani', phone: '6281234567001' }),
    world.addPhone('late', { kind: 'household', name: 'Pak Jo', phone: '6281234567002' }),
  ]
  world.network.weather = drawWeather(new Random(world.seed, 'weather'))
  const events = Math.ceil(deeds / 12)
  await Promise.all([...phones.map((phone) => live(phone, deeds)), runOffice(world, events)])
  await heal(world)
  checkEnd(world)
}

const withoutTold = (row: Row | null): string =>
  JSON.stringify(row, (name, value: unknown) => (TOLD.has(name) ? 0 : value))
