import { IDBKeyRange } from 'fake-indexeddb'
import { type MutationName } from '@pasar/shared/mutations/registry.ts'
import type { Row } from '@pasar/shared/domain/row.ts'
import { mutate } from '@pasar/web/intents/mutate.ts'
import { type Replica, openReplica } from '@pasar/web/store/db.ts'
import { marketsWithoutSnapshot } from '@pasar/web/store/follow.ts'
import type { AckedRecord, MetaRecord, OutboxRecord, RowRecord } from '@pasar/web/store/tables.ts'
import { downloadSnapshot, exchange } from '@pasar/web/sync/exchange.ts'
import { type Loop, startLoop } from '@pasar/web/sync/loop.ts'
import { type Transport, createTransport } from '@pasar/web/sync/transport.ts'
import type { Device, Tab } from './device.ts'
import { demand } from './oracle/violation.ts'
import { simPlatform } from './platform.ts'
import { help } from './sign-in.ts'
import type { World } from './world.ts'

/** Who holds the phone. */
export type Person =
  | { readonly kind: 'vendor'; readonly accountId: string; readonly stallId: string }
  | { readonly kind: 'household'; readonly name: string; readonly phone: string }

/** One open tab with the shipped replica in it. */
export type Screen = {
  readonly tab: Tab
  readonly replica: Replica
  readonly transport: Transport
  /** the shipped loop, where this phone's tabs run it; else the script makes the round trips */
  readonly loop: Loop | null
}

/** Share of phones whose tabs run the shipped loop: it makes many more round trips. */
const LOOP_SHARE = 0.15

/** What a person saw as saved, and what became of it as far as the oracle has followed. */
export type Saved = { readonly id: string; readonly name: string; isApplied: boolean }

/** How one attempt ended; `died` where the power failed or the tab was killed under it. */
export type Ended<Value> =
  { readonly kind: 'done'; readonly value: Value } | { readonly kind: 'died' }

/** A person's phone: a device, the replica in its tabs, and what was seen on its screen. */
export class Phone {
  readonly world: World
  readonly device: Device
  readonly person: Person
  readonly runsLoop: boolean
  screens: Screen[] = []
  /** mutations saved in the present local database */
  saved: Saved[] = []
  /** given up by its person on the list of refused ones */
  readonly dropped = new Set<string>()
  /** account this phone acts as once it has registered; a vendor's is known from the start */
  accountId: string | null = null
  /** true from the end of a complete pull until the next exchange begins */
  isComplete = false
  readonly exchanging = new Set<object>()
  /** true until the app was opened on this local database for the first time */
  isNew = true
  /** a wiped phone, or one that a vendor has just got: a code is needed */
  needsSignIn: boolean
  /** unsent mutations seen as saved that the last wipe took, until its person has read of it; else null */
  lostUnsent: number | null = null
  mustCarryBad = false
  /** tab of the last saved mutation */
  lastWriter: Tab | null = null
  readonly #deaths = new Map<() => void, Tab | null>()

  constructor(parts: { world: World; device: Device; person: Person }) {
    this.world = parts.world
    this.device = parts.device
    this.person = parts.person
    if (parts.person.kind === 'vendor') this.accountId = parts.person.accountId
    this.runsLoop = parts.device.random.chance(LOOP_SHARE)
    this.needsSignIn = parts.person.kind === 'vendor'
  }

  get isOn(): boolean {
    return this.device.power.isOn
  }

  /** The server's epoch as this phone last heard it. */
  get epoch(): string | null {
    const metas = this.device.disk.read<MetaRecord>('meta')
    const pull = metas.find(({ key }) => key === 'pull')?.value
    return (pull as { epoch: string | null } | undefined)?.epoch ?? null // written by apply
  }

  get hasUnsent(): boolean {
    return this.device.disk.read('outbox').length > 0
  }

  /** True while the intent that made this account lies on the phone, sent or unsent. */
  get holdsRegistration(): boolean {
    const { disk } = this.device
    const kept = [...disk.read<OutboxRecord>('outbox'), ...disk.read<AckedRecord>('acked')]
    return kept.some(({ name }) => name === 'account.register.v1')
  }

  /** The local database is gone, and what a person saw in it with it. */
  forget(lostUnsent: number): void {
    this.lostUnsent = lostUnsent
    this.saved = []
    this.dropped.clear()
    this.isNew = true
    this.needsSignIn = true
    const isKnown = this.accountId !== null && this.world.knowsAccount(this.accountId)
    if (this.person.kind === 'household' && !isKnown) this.accountId = null
  }

  /** A lost ledger is said to be lost with every start until its person has read it (S13). */
  demandLossTold(loss: { readonly unsent: number } | null): void {
    demand(loss !== null || !this.lostUnsent, 'S13', () => {
      return `${this.device.name}: lost ${this.lostUnsent} unsent and says nothing`
    })
  }

  /** What the person has in mind after an act. */
  noteAct({ name, args }: { name: MutationName; args: unknown }): void {
    if (name !== 'account.register.v1') return
    this.accountId = (args as { accountId: string }).accountId // made by householdAct
    this.needsSignIn = false
  }

  /** Runs the replica's code on the phone; comes back as `died` where it never will. */
  attempt<Value>(work: () => Promise<Value>, tab: Tab | null = null): Promise<Ended<Value>> {
    const { power } = this.device
    if (!power.isOn) return Promise.resolve({ kind: 'died' })
    return new Promise((resolve, reject) => {
      const die = () => resolve({ kind: 'died' })
      this.#deaths.set(die, tab)
      const start = () => (tab?.isOpen === false ? new Promise<Value>(() => {}) : work())
      this.world.kernel.inside(power, start).then((value) => {
        this.#deaths.delete(die)
        resolve({ kind: 'done', value })
      }, reject)
    })
  }

  /** Opens the app in a further tab. */
  async open(): Promise<Screen | null> {
    const { device, world } = this
    const tab = device.openTab()
    const platform = simPlatform(tab)
    const opened = await this.attempt(
      () =>
        openReplica({
          platform,
          indexedDB: device.disk.factory,
          IDBKeyRange,
          onFault: (fault) => world.report(fault),
        }),
      tab,
    )
    if (opened.kind === 'died') return null
    const transport = createTransport({
      platform,
      base: 'http://localhost',
      events: null,
      fetch: world.network.fetchOf(tab, (sent) => world.gate.inspect(this, sent)),
    })
    const replica = opened.value
    const begin = async () => (this.runsLoop ? startLoop(replica, transport) : null)
    const begun = await this.attempt(begin, tab)
    if (begun.kind === 'died') return null
    const screen = { tab, replica, transport, loop: begun.value }
    this.screens.push(screen)
    return screen
  }

  /** Means one intent. What the screen then shows as saved is kept for the oracle. */
  async mean(screen: Screen, name: MutationName, args: unknown): Promise<string> {
    const { replica, tab } = screen
    const ended = await this.attempt(() => mutate(replica, name, args), tab)
    if (ended.kind === 'died') return 'died'
    if (!ended.value.ok) return ended.value.why
    this.saved.push({ id: ended.value.id, name, isApplied: false })
    this.world.noteSaved(this, screen)
    return 'saved'
  }

  /** Syncs in one tab; what the phone then holds is looked at. */
  sync(screen: Screen): Promise<string> {
    const { loop } = screen
    return loop ? this.#syncByLoop(screen, loop) : this.#syncOnce(screen)
  }

  async #syncByLoop(screen: Screen, loop: Loop): Promise<string> {
    this.isComplete = false
    const ended = await this.attempt(() => loop.syncNow(), screen.tab)
    if (ended.kind === 'died') return 'died'
    const state = ended.value
    if (state === 'signIn') await help(this, screen, 'signInNeeded')
    if (state !== 'idle') return state
    this.world.faults.hit('loop')
    this.isComplete = !this.device.hasMore && this.exchanging.size === 0
    await this.world.lookAt(this)
    return 'done'
  }

  /** What the shipped loop does in one batch: snapshots that are missing, then a round trip. */
  async #syncOnce(screen: Screen): Promise<string> {
    const { replica, transport, tab } = screen
    this.isComplete = false
    const turn = {}
    this.exchanging.add(turn)
    const ended = await this.attempt(async () => {
      for (const marketId of await replica.read(() => marketsWithoutSnapshot(replica))) {
        await downloadSnapshot(replica, transport, { marketId })
      }
      return exchange(replica, transport)
    }, tab)
    this.exchanging.delete(turn)
    if (ended.kind === 'died') return 'died'
    const done = ended.value
    if (done.kind === 'refused') await help(this, screen, done.error)
    if (done.kind !== 'done') return done.kind
    this.world.demandNoMismatch(this, done.mismatched)
    this.isComplete = done.isComplete && done.snapshots.length === 0 && this.exchanging.size === 0
    await this.world.lookAt(this)
    return 'done'
  }

  /** The rows this phone shows, straight from its flash. */
  rows<K extends Row['kind']>(kind: K): Extract<Row, { kind: K }>[] {
    const found: Extract<Row, { kind: K }>[] = []
    for (const { row } of this.device.disk.read<RowRecord>('rows')) {
      if (row?.kind === kind) found.push(row as Extract<Row, { kind: K }>) // told by its kind
    }
    return found
  }

  /** The power failed: whoever waited for this phone goes on without it. */
  noteDeath(): void {
    this.screens = []
    this.exchanging.clear()
    this.isComplete = false
    for (const die of this.#deaths.keys()) die()
    this.#deaths.clear()
  }

  /** One tab is killed; the device and its other tabs go on. */
  killTab(screen: Screen): void {
    const connection = screen.replica.db.backendDB()
    this.screens = this.screens.filter((other) => other !== screen)
    this.device.forgetTab(screen.tab)
    this.device.disk.killTab([connection], { kernel: this.world.kernel, power: this.device.power })
    for (const [die, tab] of this.#deaths) {
      if (tab !== screen.tab) continue
      this.#deaths.delete(die)
      die()
    }
  }
}
