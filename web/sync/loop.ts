import type { Replica } from '../store/db.ts'
import { followedBuckets, marketsWithoutSnapshot } from '../store/follow.ts'
import { readMeta, type SyncState, writeMeta } from '../store/meta.ts'
import { downloadSnapshot, type Exchange, exchange } from './exchange.ts'
import { HEARTBEAT_MS, Lease } from './lease.ts'
import { Live } from './live.ts'
import { isTimerless, stateAfter } from './outcome.ts'
import type { Transport } from './transport.ts'

/*
 *                    write, wake, hint, timer, syncNow
 *   idle ────────────────────────────────────────────────► syncing ──┐ more pages, more to push
 *    ▲                                                      │  ▲     │
 *    ├──────────────── done: timer with jitter ─────────────┤  └─────┘
 *   waiting ◄───────── offline, 5xx, 429: backoff ──────────┤
 *   serverFull ◄────── 507: backoff ────────────────────────┤
 *   signIn ◄────────── 401 ─────────────────────────────────┤  these three keep the outbox and
 *   revoked ◄───────── 403 deviceRevoked ───────────────────┤  have no timer: a write or a wake
 *   updateNeeded ◄──── 426 ─────────────────────────────────┤  tries once more
 *   fault ◄─────────── the local database failed: backoff ──┘
 *   following: another tab leads; a write or a wake here takes the lead, or its beat stops
 */

/** A write waits this long for more of them. */
const DEBOUNCE_MS = 250
/** Between two pulls while hints come, and while none come. */
const POLL_LIVE_MS = 600_000
const POLL_MS = 180_000
const BACKOFF_MS_MIN = 2_000
const BACKOFF_MS_MAX = 300_000
/** A tab in the middle of a batch is done after this long, or it is frozen. */
const LOCK_MS_MAX = 60_000
const LOCK_RETRY_MS = 1_000
/** Replies in a row that another tab was faster than. */
const STALE_MAX = 5

export type Loop = {
  stop(): Promise<void>
  /** Tries soon; for whoever knows that something changed. */
  wake(): void
  /** Syncs now until nothing is left to move or something stops it. */
  syncNow(): Promise<SyncState>
  state(): SyncState
  onState(listener: (state: SyncState) => void): () => void
}

/** Keeps a replica in touch with the server. Every tab runs one; one of them leads. */
export function startLoop(replica: Replica, transport: Transport): Loop {
  const loop = new SyncLoop(replica, transport)
  loop.start()
  return loop
}

class SyncLoop implements Loop {
  readonly #replica: Replica
  readonly #transport: Transport
  readonly #lease: Lease
  readonly #live: Live
  readonly #abort = new AbortController()
  readonly #listeners = new Set<(state: SyncState) => void>()
  readonly #cancels: (() => void)[] = []
  #state: SyncState = 'idle'
  #failures = 0
  #notBefore = 0
  #dueAt = Infinity
  #running: Promise<SyncState> | null = null
  #isAgain = false
  #mayTakeLead = false
  #isStopped = false
  #cancelTimer = (): void => undefined
  #cancelBeat = (): void => undefined

  constructor(replica: Replica, transport: Transport) {
    this.#replica = replica
    this.#transport = transport
    this.#lease = new Lease(replica)
    this.#live = new Live(replica.platform, transport, () => this.#later(DEBOUNCE_MS))
  }

  start(): void {
    const { platform, name } = this.#replica
    this.#cancels.push(
      this.#replica.onWrite(() => this.#soon(DEBOUNCE_MS)),
      platform.onWake(() => this.#soon(0)),
      platform.hear(name, () => {
        // The tab that wrote takes the lead first, if it has a loop; then there is nothing to do.
        if (this.#state !== 'following') this.#later(2 * DEBOUNCE_MS)
      }),
    )
    this.#beatLater()
    this.#soon(0)
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    this.#abort.abort()
    for (const cancel of this.#cancels) cancel()
    this.#rest()
    this.#cancelBeat()
    this.#live.close()
    await this.#running
    await this.#lease.release()
  }

  wake(): void {
    this.#soon(0)
  }

  syncNow(): Promise<SyncState> {
    this.#isAgain = true
    this.#mayTakeLead = true
    return this.#start()
  }

  #start(): Promise<SyncState> {
    this.#running ??= this.#run()
    return this.#running
  }

  state(): SyncState {
    return this.#state
  }

  onState(listener: (state: SyncState) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Someone is at this tab: it leads from now on. */
  #soon(ms: number): void {
    this.#mayTakeLead = true
    this.#later(ms)
  }

  /** Only where this tab still leads by then. */
  #later(ms: number): void {
    if (this.#isStopped) return
    const { platform } = this.#replica
    const dueAt = Math.max(platform.elapsed() + ms, this.#notBefore)
    if (dueAt >= this.#dueAt) return
    this.#cancelTimer()
    this.#dueAt = dueAt
    this.#cancelTimer = platform.setTimer(dueAt - platform.elapsed(), () => {
      this.#dueAt = Infinity
      this.#isAgain = true
      this.#replica.background(async () => void (await this.#start()))
    })
  }

  /** Nothing is due any more. */
  #rest(): void {
    this.#cancelTimer()
    this.#dueAt = Infinity
  }

  async #run(): Promise<SyncState> {
    while (this.#isAgain && !this.#isStopped) {
      this.#isAgain = false
      try {
        if (!(await this.#lead())) continue
        this.#show('syncing')
        await this.#end(await this.#batch())
      } catch (error) {
        this.#replica.report(error)
        this.#show('fault')
        this.#backOff(null)
      }
    }
    // In the same breath as the last look at #isAgain: whoever asks from here on starts anew.
    this.#running = null
    return this.#state
  }

  /** Takes or keeps the lead; false where another tab has it. */
  async #lead(): Promise<boolean> {
    if (this.#mayTakeLead) {
      this.#mayTakeLead = false
      await this.#lease.take()
      return true
    }
    if (await this.#lease.beat()) return true
    this.#rest()
    this.#live.close()
    this.#show('following')
    return false
  }

  /** Round trips until nothing is left to move. The lock is held for one at a time. */
  async #batch(): Promise<Exchange> {
    const tried = new Set<string>()
    let stale = 0
    let hasMismatch = false
    for (;;) {
      const outcome = await this.#underLock(async () => {
        await this.#downloadSnapshots(tried)
        return exchange(this.#replica, this.#transport, { signal: this.#abort.signal })
      })
      if (this.#isStopped) return { kind: 'offline' }
      if (outcome.kind === 'stale' && ++stale < STALE_MAX) continue
      if (outcome.kind !== 'done') return outcome
      const isNewMismatch = outcome.mismatched > 0 && !hasMismatch
      const hasSnapshots = outcome.snapshots.some((market) => !tried.has(market))
      if (outcome.isComplete && !isNewMismatch && !hasSnapshots) {
        // Work that the server could not save is tried again soon too, and said to be unsent.
        if (outcome.hasLater) return { kind: 'refused', error: 'serverFull', retryAfterS: null }
        // A catalogue that did not get through is tried again soon, not at the next pull.
        return outcome.snapshots.length > 0 ? { kind: 'offline' } : outcome
      }
      if (isNewMismatch) tried.clear()
      hasMismatch ||= outcome.mismatched > 0
    }
  }

  async #downloadSnapshots(tried: Set<string>): Promise<void> {
    const markets = await this.#replica.read(() => marketsWithoutSnapshot(this.#replica))
    for (const marketId of markets) {
      if (tried.has(marketId)) continue
      tried.add(marketId)
      const { signal } = this.#abort
      await downloadSnapshot(this.#replica, this.#transport, { marketId, signal })
    }
  }

  async #underLock(work: () => Promise<Exchange>): Promise<Exchange> {
    const { platform, name } = this.#replica
    const since = platform.elapsed()
    let outcome: Exchange = { kind: 'offline' }
    const hold = async (): Promise<void> => {
      outcome = await work()
    }
    for (;;) {
      const steal = platform.elapsed() - since > LOCK_MS_MAX
      if (await platform.withLock(`${name}-sync`, hold, { steal })) return outcome
      await new Promise<void>((resolve) => platform.setTimer(LOCK_RETRY_MS, resolve))
      if (this.#isStopped) return outcome
    }
  }

  async #end(outcome: Exchange): Promise<void> {
    const state = stateAfter(outcome)
    await this.#store(state)
    this.#show(state)
    if (outcome.kind === 'done') {
      this.#failures = 0
      const { db } = this.#replica
      const account = await this.#replica.read(() => readMeta(db, 'account'))
      this.#live.open(await this.#replica.read(() => followedBuckets(this.#replica)), account)
      const poll = this.#live.isOpen() ? POLL_LIVE_MS : POLL_MS
      this.#later(poll * (0.75 + this.#replica.platform.random() / 2))
    } else if (isTimerless(state)) {
      this.#rest()
    } else {
      this.#backOff(outcome.kind === 'refused' ? outcome.retryAfterS : null)
    }
  }

  #backOff(retryAfterS: number | null): void {
    const { platform } = this.#replica
    const backoff = Math.min(BACKOFF_MS_MAX, BACKOFF_MS_MIN * 2 ** this.#failures++)
    if (retryAfterS !== null) {
      this.#notBefore = platform.elapsed() + retryAfterS * 1000
      this.#rest()
    }
    this.#later(backoff * (0.5 + platform.random()))
  }

  #show(state: SyncState): void {
    if (this.#state === state) return
    this.#state = state
    for (const listener of this.#listeners) listener(state)
  }

  /** Other tabs read the state from the database; it is written only where it changed. */
  async #store(state: SyncState): Promise<void> {
    const { db } = this.#replica
    if ((await this.#replica.read(() => readMeta(db, 'state'))) === state) return
    await this.#replica.write(() => writeMeta(db, 'state', state))
  }

  #beatLater(): void {
    this.#cancelBeat = this.#replica.platform.setTimer(HEARTBEAT_MS, () => {
      this.#replica.background(() => this.#beat())
    })
  }

  async #beat(): Promise<void> {
    if (this.#isStopped) return
    this.#beatLater()
    if (this.#state === 'following') {
      if (await this.#lease.isFree()) this.#soon(0)
    } else if (this.#running === null) {
      await this.#lead()
    }
  }
}
