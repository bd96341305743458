import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keyOf } from '@pasar/shared/domain/row.ts'
import { textHash } from '@pasar/shared/sync/checksum.ts'
import { followMarket } from '@pasar/web/store/follow.ts'
import { Mallory } from './bad.ts'
import { Device } from './device.ts'
import { FaultCounts } from './faults.ts'
import { Kernel, newPower } from './kernel.ts'
import { type MarketPlan, type SystemIntent, planMarket } from './market.ts'
import { Gate } from './gate.ts'
import { Network } from './network.ts'
import { signInMallory } from './sign-in.ts'
import { JournalOracle } from './oracle/journal.ts'
import { checkPhone, checkSaved } from './oracle/phone-check.ts'
import { Shadow } from './oracle/shadow.ts'
import { demand } from './oracle/violation.ts'
import { type Person, Phone, type Screen } from './phone.ts'
import { Random } from './random.ts'
import { ServerNode } from './server-node.ts'

/** 25 November 2026, 00.30 at Lumajang: Pasar Baru has just opened. */
const BEGIN = Date.UTC(2026, 10, 24, 17, 30)

/**
 * jumping: set wrong again and again, in the middle of work. wrong: the same, but time moves on only
 * when all work is done, so that nothing but the clocks differs from `right`, the true time. One seed
 * must come to the same rows with both (I7).
 */
export type Clocks = 'jumping' | 'wrong' | 'right'

/** How a world differs from the ordinary one. */
export type WorldOptions = {
  readonly seed: number
  readonly clocks: Clocks
  readonly trace?: (line: string) => void
}

/** One server, five phones, a road between them, and an oracle that looks at all of it. */
export class World {
  readonly seed: number
  readonly kernel: Kernel
  readonly random: Random
  readonly faults = new FaultCounts()
  readonly network: Network
  readonly gate: Gate
  readonly server: ServerNode
  readonly market: MarketPlan
  readonly mallory: Mallory
  readonly phones: Phone[] = []
  readonly clocks: Clocks
  shadow!: Shadow // opened with the server, before anything looks at it
  journal = new JournalOracle(this.faults)
  hasRestored = false
  /** some reply was full, and its phone went on without the rest for a while */
  hasFullPage = false
  looks = 0
  digest = 0
  readonly #folder: string
  readonly #trace: (line: string) => void
  #fail: (error: unknown) => void = () => {}
  readonly failure: Promise<never>

  constructor({ seed, clocks, trace }: WorldOptions) {
    this.seed = seed
    this.clocks = clocks
    this.#trace = trace ?? (() => {})
    this.kernel = new Kernel(seed, BEGIN)
    if (clocks !== 'jumping') this.kernel.overtakeShare = 0
    this.random = new Random(seed, 'world')
    this.market = planMarket(new Random(seed, 'market'))
    this.mallory = new Mallory(new Random(seed, 'mallory'))
    this.#folder = mkdtempSync(join(scratchFolder(), `pasar-sim-${seed}-`))
    const { kernel, faults } = this
    const random = new Random(seed, 'network')
    this.gate = new Gate(this)
    this.network = new Network({ kernel, faults, random, host: this.gate })
    this.server = new ServerNode({
      kernel,
      faults,
      random: new Random(seed, 'server'),
      folder: this.#folder,
      onOpen: (store) => {
        this.shadow = this.#shadowOf(store.epoch)
        store.onCommit(() => this.follow())
        this.follow()
      },
    })
    this.failure = new Promise((_, reject) => {
      this.#fail = reject
    })
    this.failure.catch(() => undefined)
  }

  /** Ends the run: something was seen that must not be. */
  report(error: unknown): void {
    this.#fail(error)
  }

  note(line: string): void {
    const at = this.kernel.now - BEGIN
    this.digest = textHash(`${this.digest}\n${at} ${line}`)
    this.#trace(`${String(at).padStart(10)} ${line}`)
  }

  close(): void {
    this.shadow?.close()
    this.server.stop()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  /** Opens the server with its market, and binds the one who tries what only others may. */
  async begin(): Promise<void> {
    this.server.start()
    const { server } = this
    await Promise.all(
      this.market.intents.map(async ({ id, name, args }) => {
        const outcome = await server.asSystem(name, args, id)
        demand(outcome === 'applied', 'setup', () => `${id}: ${outcome}`)
      }),
    )
    await signInMallory(this)
  }

  addPhone(name: string, person: Person): Phone {
    const random = new Random(this.seed, `device ${name}`)
    const device = new Device({ name, kernel: this.kernel, random })
    const phone = new Phone({ world: this, device, person })
    if (this.clocks === 'wrong') device.skewMs = drawSkew(new Random(this.seed, `clock ${name}`))
    device.power = newPower(name)
    device.power.cut = () => this.cutPower(phone)
    this.phones.push(phone)
    return phone
  }

  /** The battery is out; the phone comes back after a while. */
  cutPower(phone: Phone): void {
    const { isWriteCut } = phone.device.cutPower()
    this.faults.hit('crashAnywhere')
    this.faults.fire('powerCut')
    if (isWriteCut) this.faults.matter('powerCut')
    this.note(`${phone.device.name} loses power${isWriteCut ? ' while writing' : ''}`)
    phone.noteDeath()
    this.kernel.after(
      phone.device.random.int(100, 60_000),
      () => this.boot(phone),
      this.kernel.world,
    )
  }

  boot(phone: Phone): void {
    phone.device.boot()
    phone.device.power.cut = () => this.cutPower(phone)
    checkSaved(phone, this.journal.applied)
  }

  /** Takes in what the server has committed. */
  follow(): void {
    try {
      this.journal.take(this.shadow.catchUp())
    } catch (error) {
      this.report(error)
    }
  }

  /** After a pull: all that must hold of this phone right now. */
  async lookAt(phone: Phone): Promise<void> {
    const { power, disk } = phone.device
    while (power.isOn && !disk.isQuiet()) await this.kernel.turn()
    if (!power.isOn || !phone.isComplete) return
    // Pulled from a server that has burnt down since: the next pull tells the phone so.
    if (phone.epoch !== this.shadow.epoch) return
    this.looks++
    this.follow()
    checkSaved(phone, this.journal.applied)
    checkPhone(phone, this.shadow)
  }

  demandNoMismatch({ device }: Phone, mismatched: number): void {
    demand(mismatched === 0, 'I3', () => `${device.name}: ${mismatched} buckets do not add up`)
  }

  noteSaved(phone: Phone, screen: Screen): void {
    const { device } = phone
    if (!device.isOnline) this.faults.hit('partition')
    if (Math.abs(device.skewMs) > 86_400_000) this.faults.hit('clockSkew')
    const { lastWriter } = phone
    phone.lastWriter = screen.tab
    if (lastWriter && lastWriter !== screen.tab && lastWriter.isOpen) this.faults.hit('twoTabs')
  }

  /** Whoever opens the app follows the market of the town. */
  async chooseMarket(phone: Phone, { replica, tab }: Screen): Promise<void> {
    const [first, second] = this.market.ids
    const marketId = phone.device.random.chance(0.8) ? first : (second ?? first)
    await phone.attempt(() => followMarket(replica, marketId), tab)
  }

  knowsAccount(accountId: string): boolean {
    return this.journal.row(keyOf('account', accountId)) !== undefined
  }

  get backupFile(): string {
    return join(this.#folder, 'backup.db')
  }

  /** The server as it was at its last backup, in a new epoch. */
  restore(): void {
    const before = this.journal.decided.size
    this.hasRestored = true
    for (const phone of this.phones) for (const saved of phone.saved) saved.isApplied = false
    this.server.restoreFrom(this.backupFile)
    this.faults.fire('restore')
    if (this.journal.decided.size < before) this.faults.matter('restore')
    this.note(`restored: ${before} decided, ${this.journal.decided.size} left`)
  }

  noteOffice({ name, args }: SystemIntent): void {
    const said = args as { closures?: unknown[]; isSuspended?: boolean } // made by officeAct
    if (name === 'market.edit.v1' && said.closures?.length) this.faults.hit('closure')
    if (said.isSuspended) this.faults.hit('suspended')
  }

  #shadowOf(epoch: string): Shadow {
    if (this.shadow?.epoch === epoch) return this.shadow
    this.shadow?.close()
    this.journal = new JournalOracle(this.faults)
    return new Shadow(this.server.file, epoch)
  }
}

const YEAR_MS = 365 * 86_400_000

/** How far a device's clock is off, in ms: -10 to +1 years (trust.md P6). */
export const drawSkew = (random: Random): number => random.int(-10 * YEAR_MS, YEAR_MS)

/** In memory where the system has such a folder: no seed waits for a disk to flush. */
const scratchFolder = (): string => (existsSync('/dev/shm') ? '/dev/shm' : tmpdir())
