import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { issueCode } from '@pasar/server/auth/code.ts'
import { keyOf } from '@pasar/shared/domain/row.ts'
import { textHash } from '@pasar/shared/sync/checksum.ts'
import { rebindDevice, redeemCode } from '@pasar/web/account/session.ts'
import { followMarket } from '@pasar/web/store/follow.ts'
import { type Bad, Mallory } from './bad.ts'
import { Device } from './device.ts'
import { FaultCounts } from './faults.ts'
import { Kernel, newPower } from './kernel.ts'
import { type MarketPlan, type SystemIntent, planMarket } from './market.ts'
import { type Answer, type Host, Network, type Sent } from './network.ts'
import { JournalOracle } from './oracle/journal.ts'
import { checkPhone, checkSaved } from './oracle/phone-check.ts'
import { Shadow } from './oracle/shadow.ts'
import { demand } from './oracle/violation.ts'
import { type Person, Phone, type Screen } from './phone.ts'
import { Random } from './random.ts'
import { ServerNode } from './server-node.ts'
import { checkReply, hasMore, requestIn, withSlipped } from './wire.ts'

/** 25 November 2026, 00.30 at Lumajang: Pasar Baru has just opened. */
const BEGIN = Date.UTC(2026, 10, 24, 17, 30)
const PIN = '135790'
/** Share of pushes that carry somebody's bad envelope. */
const BAD_SHARE = 0.06

/**
 * jumping: set wrong again and again, in the middle of work. wrong: the same, but time moves on only
 * when all work is done, so that nothing but the clocks differs from `right`, the true time. One seed
 * must come to the same rows with both (I7).
 */
export type Clocks = 'jumping' | 'wrong' | 'right'

const REGISTER = 'account.register.v1'

/** How a world differs from the ordinary one. */
export type WorldOptions = {
  readonly seed: number
  readonly clocks: Clocks
  readonly trace?: (line: string) => void
}

/** One server, five phones, a road between them, and an oracle that looks at all of it. */
export class World implements Host {
  readonly seed: number
  readonly kernel: Kernel
  readonly random: Random
  readonly faults = new FaultCounts()
  readonly network: Network
  readonly server: ServerNode
  readonly market: MarketPlan
  readonly mallory: Mallory
  readonly phones: Phone[] = []
  readonly clocks: Clocks
  shadow!: Shadow // opened with the server, before anything looks at it
  journal = new JournalOracle(this.faults)
  hasRestored = false
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
    this.network = new Network({ kernel, faults, random, host: this })
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
    const { client, keys } = this.mallory
    const code = this.codeFor(this.market.vendors[2]!.accountId)
    const body = JSON.stringify({ code, client, publicKey: keys.publicKey, pin: PIN })
    const device = new Device({ name: 'mallory', kernel: this.kernel, random: this.random })
    const headers = headersOf(device)
    headers.set('content-type', 'application/json')
    headers.set('x-pasar', '1')
    const init = { method: 'POST', headers, body }
    const answer = await server.answer({ device, path: '/api/session/redeem', init, mutations: 0 })
    demand(answer?.status === 200, 'setup', () => `mallory: ${answer?.status}`)
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

  codeFor(account: string): string {
    return issueCode(this.server.app.auth, { account, issuedBy: 'office' }).code
  }

  // Host: what lies between the road and the server.

  async answer(sent: Sent): Promise<Answer | null> {
    const { bad = new Map<number, Bad>(), foreign = null } = sent
    const answer = await this.server.answer(sent)
    this.follow()
    if (answer === null) return null
    const { device, path } = sent
    this.note(`${device.name} ${path} ${answer.status} ${answer.body.length}`)
    demand(answer.status !== 500, 'bug', () => `${path}: ${new TextDecoder().decode(answer.body)}`)
    if (path !== '/api/sync' || answer.status !== 200) return answer
    const { request } = sent
    if (!request) return answer
    device.epoch = this.shadow.epoch
    device.hasMore = hasMore(answer)
    try {
      return checkReply(answer, { request, bad, foreign, mayHold: this.#mayHold(request.client) })
    } finally {
      for (const { fault } of bad.values()) this.faults.hit(fault)
      if (foreign !== null) this.faults.hit('foreignBucket')
    }
  }

  /** The private buckets of the account that a client is bound to, written down again (I4). */
  #mayHold(client: string): ReadonlySet<string> {
    const account = this.server.store.people.client(client)?.account
    if (account === undefined) return new Set()
    const own = [`account:${account}`, `household:${account}`]
    const vendor = this.market.vendors.find(({ accountId }) => accountId === account)
    return new Set(vendor ? [...own, `stall:${vendor.stallId}`] : own)
  }

  /** What a phone sends, as the browser completes it; now and then with something slipped in. */
  inspect(phone: Phone, sent: Sent): Sent {
    const { device } = phone
    const headers = headersOf(device, sent.init.headers)
    const whole = { ...sent, init: { ...sent.init, headers } }
    if (sent.path !== '/api/sync') return whole
    const request = requestIn(sent.init)
    const mutations = request.mutations.length
    const counted = { ...whole, request, mutations }
    if (mutations === 0) return counted
    const [first] = request.mutations
    if (mutations > 1 && first?.body.includes(REGISTER)) this.faults.hit('registeredLate')
    if (!this.random.chance(BAD_SHARE) && !phone.mustCarryBad) return counted
    const bad = new Map([[this.random.int(1, mutations), this.#badEnvelope()]])
    const foreign = this.#foreignBucket(phone)
    return { ...withSlipped(counted, { request, bad, foreign }), request, bad, foreign }
  }

  #foreignBucket({ accountId }: Phone): string {
    const others = this.phones.flatMap((phone) =>
      phone.accountId !== null && phone.accountId !== accountId ? [phone.accountId] : [],
    )
    const other = this.random.pick(others)
    const { stallId } = this.market.vendors[2]!
    return other && this.random.chance(0.7) ? `household:${other}` : `stall:${stallId}`
  }

  #badEnvelope(): Bad {
    const { random, market } = this
    const offerId = `${market.stalls[random.int(0, 1)]!.id}.seed000${random.int(0, 4)}`
    // Parts of his own stall he may well pack.
    const { stallId } = market.vendors[2]!
    const others = this.journal.stallOrderIds.filter(
      (id) => this.journal.row(keyOf('stallOrder', id))?.stallId !== stallId,
    )
    const stallOrderId = random.pick(others) ?? null
    const targets = { offerId, stallOrderId, marketId: market.ids[0] }
    return this.mallory.attempt({ decided: this.journal.phoneIds, targets })
  }

  // The oracle's part.

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
    if (phone.device.epoch !== this.shadow.epoch) return
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

  /** The server asks to sign in: the office hands out a code, or the old cookie still speaks. */
  async help(phone: Phone, screen: Screen, error: string): Promise<void> {
    demand(error !== 'badRequest' && error !== 'unknown', 'protocol', () => `refused: ${error}`)
    if (error === 'signInNeeded') await this.signIn(phone, screen)
  }

  async signIn(phone: Phone, { replica, transport, tab }: Screen): Promise<boolean> {
    const { accountId, device } = phone
    if (accountId === null || !this.server.isUp) return false
    if (!this.server.store.row(keyOf('account', accountId))) {
      if (!phone.holdsRegistration) this.startOver(phone)
      return false
    }
    const code = this.codeFor(accountId)
    const mayRebind = device.cookie !== null && device.random.chance(0.5)
    const ended = await phone.attempt(
      () =>
        mayRebind
          ? rebindDevice(replica, transport, { pin: PIN })
          : redeemCode(replica, transport, { code, pin: PIN }),
      tab,
    )
    this.note(`${device.name} signs in: ${JSON.stringify(ended)}`)
    return ended.kind === 'done' && ended.value.ok
  }

  /**
   * The registration was on a database that was lost, and the server burnt down to before it:
   * nobody has it any more, and the person begins anew.
   */
  startOver(phone: Phone): void {
    const { device } = phone
    this.note(`${device.name} starts over`)
    device.cutPower()
    phone.noteDeath()
    phone.accountId = null
    phone.forget(0)
    device.wipe()
    device.cookie = null
    this.boot(phone)
  }

  /** Whoever opens the app follows the market of the town. */
  async chooseMarket(phone: Phone, { replica, tab }: Screen): Promise<void> {
    const [first, second] = this.market.ids
    const marketId = phone.device.random.chance(0.8) ? first : (second ?? first)
    await phone.attempt(() => followMarket(replica, marketId), tab)
  }

  /** A lost ledger is said to be lost, never shown as an empty one. */
  demandLossTold(phone: Phone, loss: { readonly unsent: number } | null): void {
    if (phone.lostUnsent === null) return
    demand(loss !== null || phone.lostUnsent === 0, 'S13', () => {
      return `${phone.device.name}: lost ${phone.lostUnsent} unsent and says nothing`
    })
    phone.lostUnsent = null
  }

  knowsAccount(accountId: string): boolean {
    return this.journal.row(keyOf('account', accountId)) !== undefined
  }

  get backupFile(): string {
    return join(this.#folder, 'backup.db')
  }

  get mayRestore(): boolean {
    return true
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

function headersOf(device: Device, given?: RequestInit['headers']): Headers {
  const headers = new Headers(given)
  headers.set('sec-fetch-site', 'same-origin')
  if (device.cookie !== null) headers.set('cookie', device.cookie)
  return headers
}
