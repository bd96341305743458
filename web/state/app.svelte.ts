import type { Account } from '@pasar/shared/domain/account.ts'
import type { MarketId, StallId } from '@pasar/shared/domain/id.ts'
import { assert } from '@pasar/shared/lib/assert.ts'
import type { MutationName } from '@pasar/shared/mutations/registry.ts'
import type { redeemCode } from '../account/session.ts'
import type { Replica } from '../store/db.ts'
import { live } from '../store/live.svelte.ts'
import { me } from '../store/queries/me.ts'
import {
  pendingCount,
  pendingKeys,
  timeNow,
  uncertainKeys,
  unsettled,
} from '../store/queries/sync.ts'
import { type Whose, whoseOf } from './tabs.ts'
import { storageKindOf, type StorageKind } from './trouble.ts'

/** The screen's clock ticks this often: a minute's change shows soon enough. */
export const TICK_MS = 15_000

export type Transport = Parameters<typeof redeemCode>[1]

/** What the composition root has opened: the replica, and the acts that pages may not import. */
export type Opened = {
  readonly replica: Replica
  /** loaded a moment after the first screen */
  transport(): Promise<Transport>
  syncNow(): Promise<void>
  follow(marketId: MarketId): Promise<void>
  exportUnsent(): Promise<void>
  acknowledgeLoss(): Promise<void>
}

/** What the whole app knows: one per page load, filled by hooks.client.ts. */
export class App {
  #opened = $state.raw<Opened | null>(null)
  /** why the local database cannot be used, or null */
  fault = $state<StorageKind | null>(null)
  isLocked = $state(false)
  hasLoss = $state(false)
  /** takes the newer version that lies ready, or null */
  update = $state.raw<(() => void) | null>(null)
  /** epoch ms, ticking */
  now = $state(0)

  #watched = $state.raw<Watched | null>(null)
  #unwatch = (): void => undefined

  get isOpen(): boolean {
    return this.#opened !== null && this.fault === null
  }

  /** The replica was opened, whatever happened to it since. */
  get isRunning(): boolean {
    return this.#opened !== null
  }

  /** Pages are shown only when the replica is open, so they may rely on it. */
  get opened(): Opened {
    assert(this.#opened, 'a page was shown before the replica was open')
    return this.#opened
  }

  get replica(): Replica {
    return this.opened.replica
  }

  get me() {
    return this.#watched?.me.current ?? null
  }

  get account(): Account | null {
    return this.me?.account ?? null
  }

  /** The stalls this person sells at. */
  get stallIds(): readonly StallId[] {
    const roles = this.account?.roles ?? []
    return roles.flatMap((role) => (role.role === 'vendor' ? [role.stallId] : []))
  }

  get whose(): Whose {
    return whoseOf(this.account)
  }

  /** Unsent, last contact, the loop's state, and how many are "belum beres"; null until read. */
  get sync() {
    return this.#watched?.sync.current ?? null
  }

  /** True where an unsent mutation of this phone touched the row. */
  isUnsent(key: string): boolean {
    return this.#watched?.marks.current?.pending.has(key) ?? false
  }

  /** True where the replay of an unsent mutation refused: "belum pasti". */
  isUncertain(key: string): boolean {
    return this.#watched?.marks.current?.uncertain.has(key) ?? false
  }

  open(opened: Opened): void {
    this.#unwatch()
    this.#unwatch = $effect.root(() => {
      this.#watched = watch(opened.replica)
    })
    this.#opened = opened
    this.fault = null
    this.hasLoss = opened.replica.loss !== null
    this.tick()
  }

  /** The time as best known: the device's clock with what the market's clock taught. Epoch ms. */
  get exactNow(): number {
    return this.replica.platform.now() + (this.sync?.offsetMs ?? 0)
  }

  /** What ended one of the queries behind every screen, or undefined. */
  get failure(): unknown {
    const { me, sync, marks } = this.#watched ?? {}
    return me?.error ?? sync?.error ?? marks?.error
  }

  tick(): void {
    if (this.#opened) this.now = this.exactNow
  }

  /** Says that the database failed: `error` is a storage fault, anything else is thrown on. */
  fail(error: unknown): void {
    const kind = storageKindOf(error)
    if (kind === null) throw error
    this.fault = kind
  }

  /** Saves one intent on the phone. Gives the refusal's reason, or null when it is saved. */
  async act(name: MutationName, args: unknown): Promise<string | null> {
    const { mutate } = await import('../intents/mutate.ts')
    const outcome = await mutate(this.replica, name, args)
    return outcome.ok ? null : outcome.why
  }
}

type Watched = ReturnType<typeof watch>

/** What every screen looks at, kept up to date for as long as this replica is open. */
const watch = (replica: Replica) => ({
  me: live(() => me(replica)),
  sync: live(() => countsOf(replica)),
  marks: live(() => marksOf(replica)),
})

async function countsOf(replica: Replica) {
  const counts = await pendingCount(replica)
  const list = await unsettled(replica)
  const offsetMs = (await timeNow(replica)) - replica.platform.now()
  return { ...counts, unsettled: list.length, offsetMs }
}

async function marksOf(replica: Replica) {
  const [pending, uncertain] = await Promise.all([pendingKeys(replica), uncertainKeys(replica)])
  return { pending: pending as ReadonlySet<string>, uncertain: uncertain as ReadonlySet<string> } // row keys are asked for as text
}

/** The one app of this page. */
export const app = new App()
