import { localDay } from '@pasar/shared/domain/time.ts'
import { dropUnsettled, resend } from '@pasar/web/intents/mutate.ts'
import { acknowledgeLoss } from '@pasar/web/store/db.ts'
import type { OutboxRecord, UnsettledRecord } from '@pasar/web/store/tables.ts'
import { householdAct } from './acts/household.ts'
import { vendorAct } from './acts/vendor.ts'
import { officeAct } from './market.ts'
import { CLEAR, type Weather } from './network.ts'
import { demand } from './oracle/violation.ts'
import type { Phone, Screen } from './phone.ts'
import type { Random } from './random.ts'
import { signIn } from './sign-in.ts'
import { type World, drawSkew } from './world.ts'

/** What one phone's script does next, and how often. */
const DEEDS = {
  write: 55,
  sync: 26,
  signal: 4,
  tab: 2.5,
  crash: 2.5,
  killTab: 1,
  clock: 1.2,
  wipe: 0.15,
  settle: 1.5,
  rest: 2,
  fifty: 0.12,
  cookie: 0.3,
} as const
/** ms between two deeds of one phone, on average */
const GAP_MS = 15_000
/** Tasks within which a crash comes that has been planned. */
const CRASH_STEPS_MAX = 160
/** ms that stand for one such task where crashes come by time. */
const CRASH_STEP_MS = 50

/** The weather of one seed: from hardly a fault to hardly a request that goes through. */
export function drawWeather(random: Random): Weather {
  const harshness = random.next()
  const upTo = (most: number) => random.next() * most * harshness
  return {
    dropRequest: upTo(0.2),
    dropReply: upTo(0.25),
    duplicate: upTo(0.4),
    late: upTo(0.15),
    cutReply: upTo(0.15),
    portal: upTo(0.08),
    busy: upTo(0.08),
    delayMsMax: random.int(50, 4_000),
  }
}

/** Lives `deeds` deeds on one phone, whatever happens to it. */
export async function live(phone: Phone, deeds: number): Promise<void> {
  const { world, device } = phone
  const { random } = device
  for (let done = 0; done < deeds; done++) {
    await world.kernel.sleep(-Math.log(1 - random.next()) * GAP_MS)
    while (!phone.isOn) await world.kernel.sleep(5_000)
    const deed = perform(phone, random.weighted(DEEDS)).catch((error: unknown) =>
      world.report(error),
    )
    // Half of the time the next deed does not wait: two tabs, or a write while a sync is out.
    if (random.chance(0.5)) await deed
  }
}

async function perform(phone: Phone, deed: keyof typeof DEEDS): Promise<void> {
  const { world, device } = phone
  const { random } = device
  switch (deed) {
    case 'write':
      return write(phone)
    case 'sync':
      return sync(phone)
    case 'signal':
      device.isOnline = random.chance(0.7)
      return device.wake()
    case 'tab':
      return phone.screens.length < 2 ? void (await openScreen(phone)) : undefined
    case 'crash':
      planCrash(phone)
      return random.chance(0.5) ? write(phone) : sync(phone)
    case 'killTab':
      return killTab(phone)
    case 'clock':
      return turnClock(phone)
    case 'wipe':
      return wipe(phone)
    case 'settle':
      return settleOne(phone)
    case 'rest':
      return world.kernel.sleep(random.int(60_000, 3 * 3_600_000))
    case 'cookie':
      return loseCookie(phone)
    case 'fifty':
      return fiftyAtOnce(phone)
  }
}

/** The battery will fail: at any await of what the phone does next, or else between two of its works. */
function planCrash({ device, world }: Phone): void {
  const { power, random } = device
  const steps = random.int(1, CRASH_STEPS_MAX)
  // A reply to a wrong clock is longer and takes more steps: there only time can say when (I7).
  if (world.clocks === 'jumping') power.cutAt = power.steps + steps
  else world.kernel.after(steps * CRASH_STEP_MS, () => power.isOn && power.cut(), power)
}

/** An open screen of a phone whose person is signed in as far as that is possible. */
async function openScreen(phone: Phone): Promise<Screen | null> {
  const screen = await phone.open()
  if (!screen) return null
  const { replica } = screen
  phone.demandLossTold(replica.loss)
  if (phone.lostUnsent !== null && phone.device.random.chance(0.4)) {
    // A phone that dies over it may have noted that it was read, or not: either is right then.
    phone.lostUnsent = null
    await phone.attempt(() => acknowledgeLoss(replica), screen.tab)
  }
  if (phone.isNew) {
    phone.isNew = false
    await phone.world.chooseMarket(phone, screen)
  }
  return screen
}

export const screenOf = async (phone: Phone): Promise<Screen | null> =>
  phone.device.random.pick(phone.screens) ?? openScreen(phone)

async function write(phone: Phone): Promise<void> {
  const screen = await screenOf(phone)
  if (!screen) return
  const { person, world, device } = phone
  const act = person.kind === 'vendor' ? vendorAct(phone, screen) : householdAct(phone, screen)
  if (!act) return
  const outcome = await phone.mean(screen, act.name, act.args)
  const said = JSON.stringify(act.args)
  world.note(`${device.name}/${screen.tab.no} ${act.name} ${outcome} ${said}`)
  if (outcome === 'saved') phone.noteAct(act)
}

export async function sync(phone: Phone): Promise<void> {
  const screen = await screenOf(phone)
  if (!screen) return
  if (phone.needsSignIn && phone.accountId !== null) {
    phone.isComplete = false
    if (await signIn(phone, screen)) phone.needsSignIn = false
    else return
  }
  const outcome = await phone.sync(screen)
  phone.world.note(`${phone.device.name}/${screen.tab.no} sync ${outcome}`)
}

async function killTab(phone: Phone): Promise<void> {
  const screen = phone.device.random.pick(phone.screens)
  if (!screen) return
  phone.world.faults.fire('tabKilled')
  if (phone.screens.length > 1) phone.world.faults.matter('tabKilled')
  phone.killTab(screen)
}

async function turnClock({ device, world }: Phone): Promise<void> {
  const { random } = device
  const skew = random.chance(0.4) ? 0 : drawSkew(random)
  const hasUnsent = device.disk.read('outbox').length > 0
  if (world.clocks === 'right') return
  world.faults.fire('clockJump')
  if (hasUnsent) world.faults.matter('clockJump')
  device.skewMs = skew
}

/** The browser evicted everything, or the phone was reset: a new database, a new client. */
async function wipe(phone: Phone): Promise<void> {
  const { world, device } = phone
  // What its person saw as saved: of a tap that was not answered yet nobody can say anything.
  const seen = new Set(phone.saved.map(({ id }) => id))
  const lost = device.disk.read<OutboxRecord>('outbox').filter(({ id }) => seen.has(id)).length
  world.faults.fire('wipe')
  if (lost > 0) world.faults.matter('wipe')
  world.note(`${device.name} is wiped with ${lost} unsent`)
  device.cutPower()
  phone.noteDeath()
  phone.forget(lost)
  device.wipe()
  if (device.random.chance(0.5)) device.cookie = null
  world.boot(phone)
}

/** The browser died before it had written the cookie down; the database was strict. */
async function loseCookie({ device, world, accountId }: Phone): Promise<void> {
  world.faults.fire('cookieLost')
  if (device.cookie !== null && accountId !== null) world.faults.matter('cookieLost')
  device.cookie = null
}

/** A person reads one refused mutation and tries it again, or gives it up. */
async function settleOne(phone: Phone): Promise<void> {
  const screen = await screenOf(phone)
  const refused = phone.device.random.pick(phone.device.disk.read<UnsettledRecord>('unsettled'))
  if (!screen || !refused) return
  const { replica, tab } = screen
  phone.world.faults.hit('refusedWork')
  phone.dropped.add(refused.id)
  if (phone.device.random.chance(0.5)) {
    await phone.attempt(() => dropUnsettled(replica, refused.id), tab)
    return
  }
  const again = await phone.attempt(() => resend(replica, refused.id), tab)
  if (again.kind === 'done' && again.value.ok) {
    phone.saved.push({ id: again.value.id, name: refused.name, isApplied: false })
  }
}

/** I8: fifty in one push, one of them bad. The other forty-nine are decided in the same cycle. */
async function fiftyAtOnce(phone: Phone): Promise<void> {
  const { world, device } = phone
  const screen = await screenOf(phone)
  if (!screen || phone.accountId === null) return
  for (let count = 0; count < 49; count++) await write(phone)
  const pending = device.disk.read<OutboxRecord>('outbox').map(({ id }) => id)
  if (!phone.isOn || !phone.screens.includes(screen)) return
  device.isOnline = true
  device.isSheltered = true
  phone.mustCarryBad = true
  const { epoch } = world.shadow
  const outcome = await phone.sync(screen)
  device.isSheltered = false
  phone.mustCarryBad = false
  // A restore in between undoes what this very cycle decided; the phone sends it again, later.
  if (outcome !== 'done' || !world.server.isUp || world.shadow.epoch !== epoch) return
  world.follow()
  const waiting = pending.filter((id) => !world.journal.decided.has(id))
  demand(waiting.length === 0, 'I8', () => `${device.name}: ${waiting.length} of 50 still wait`)
  if (pending.length >= 40) world.faults.hit('manyWithOneBad')
}

/** The office and the machine room: closures, corrections, kills, a backup and its restore. */
export async function runOffice(world: World, events: number): Promise<void> {
  const { random, kernel, server, faults } = world
  let hasBackup = false
  for (let no = 0; no < events; no++) {
    await kernel.sleep(random.int(20_000, 600_000))
    if (!server.isUp) continue
    const kind = random.weighted({ office: 6, kill: 1, killAt: 1.5, backup: 1, restore: 0.8 })
    if (kind === 'office') {
      const act = officeAct(random, { plan: world.market, today: localDay(kernel.now), no })
      const outcome = await server.asSystem(act.name, act.args, act.id)
      world.note(`office ${act.name} ${outcome}`)
      world.noteOffice(act)
    } else if (kind === 'kill') {
      faults.hit('serverCrash')
      server.kill()
    } else if (kind === 'killAt') {
      server.killAt(random.one('before-begin', 'before-commit', 'after-commit'))
    } else if (kind === 'backup' || !hasBackup) {
      server.backup(world.backupFile)
      hasBackup = true
    } else {
      world.restore()
      hasBackup = false
    }
  }
}

/** Everything works again: outboxes run empty and all agree. */
export async function heal(world: World): Promise<void> {
  const { kernel, network } = world
  network.weather = CLEAR
  // No phone is so slow any more that its own patience ends while a reply lies before it.
  kernel.overtakeShare = 0
  for (const phone of world.phones) {
    phone.device.isOnline = true
    phone.device.power.cutAt = null
  }
  while (!world.server.isUp) await kernel.sleep(1_000)
  world.server.spare()
  // What was still on the road arrives.
  await kernel.sleep(200_000)
  for (let round = 0; round < 12; round++) {
    const before = world.server.store.lastVersion()
    for (const phone of world.phones) {
      while (!phone.isOn) await kernel.sleep(5_000)
      phone.device.power.cutAt = null
      await sync(phone)
    }
    const isQuiet = world.server.store.lastVersion() === before
    if (isQuiet && world.phones.every((phone) => phone.isComplete && !phone.hasUnsent)) return
  }
  const stuck = world.phones.filter((phone) => !phone.isComplete || phone.hasUnsent)
  demand(false, 'W10', () => `${stuck.map(({ device }) => device.name).join()} never came to rest`)
}
