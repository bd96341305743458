import type { Sentinel } from '@pasar/web/platform/platform.ts'
import { Disk } from './disk.ts'
import { type Kernel, type Power, newPower } from './kernel.ts'
import type { Random } from './random.ts'

/** One tab of the app on a device. */
export type Tab = {
  readonly no: number
  readonly device: Device
  isOpen: boolean
  readonly wakeListeners: Set<() => void>
  readonly ears: Map<string, Set<() => void>>
}

type Lock = { holder: object }

/**
 * A phone as hardware and browser: flash, clock, locks and channels between its tabs, cookie jar,
 * the place outside IndexedDB, and a connection that comes and goes. What runs on it is the
 * shipped replica; nothing here knows about markets.
 */
export class Device {
  readonly name: string
  readonly kernel: Kernel
  readonly random: Random
  disk = new Disk()
  power: Power
  tabs: Tab[] = []
  /** ms that this clock is ahead of the true time */
  skewMs = 0
  isOnline = true
  /** true while nothing bad happens to its requests, for what must succeed at once */
  isSheltered = false
  /** false for a browser without CompressionStream */
  readonly mayGzip: boolean
  /** the last reply to a sync said that there is more */
  hasMore = false
  /** value of the session cookie, or null */
  cookie: string | null = null
  readonly sentinels = new Map<string, Sentinel>()
  readonly locks = new Map<string, Lock>()
  /** counts starts, so that late events of an earlier one find nobody */
  boots = 0

  constructor({ name, kernel, random }: { name: string; kernel: Kernel; random: Random }) {
    this.name = name
    this.kernel = kernel
    this.random = random
    this.power = newPower(name)
    this.mayGzip = random.chance(0.25)
  }

  now(): number {
    return Math.max(0, Math.round(this.kernel.now + this.skewMs))
  }

  /** Starts it after the power was cut. */
  boot(): void {
    this.boots++
    this.power = newPower(`${this.name}#${this.boots}`)
    this.tabs = []
    this.locks.clear()
  }

  /** The battery is out: open writes are undone, everything that waited is forgotten. */
  cutPower(): { readonly isWriteCut: boolean } {
    this.power.isOn = false
    for (const tab of this.tabs) tab.isOpen = false
    this.tabs = []
    return { isWriteCut: this.disk.cutPower() }
  }

  openTab(): Tab {
    const no = 1 + Math.max(0, ...this.tabs.map((tab) => tab.no))
    const tab: Tab = {
      no,
      device: this,
      isOpen: true,
      wakeListeners: new Set(),
      ears: new Map(),
    }
    this.tabs.push(tab)
    return tab
  }

  forgetTab(tab: Tab): void {
    tab.isOpen = false
    this.tabs = this.tabs.filter((other) => other !== tab)
    for (const [name, lock] of this.locks) if (lock.holder === tab) this.locks.delete(name)
  }

  wake(): void {
    for (const tab of this.tabs) {
      for (const listener of tab.wakeListeners) this.kernel.post(listener, this.power)
    }
  }

  /** Tells the other tabs, as BroadcastChannel does. */
  tell(from: Tab, topic: string): void {
    for (const tab of this.tabs) {
      if (tab === from) continue
      for (const listener of tab.ears.get(topic) ?? []) {
        this.kernel.post(() => {
          if (tab.isOpen) listener()
        }, this.power)
      }
    }
  }

  /** Evicted, or cleared by hand: the databases are gone, the cookie may stay. */
  wipe(): void {
    this.disk = new Disk()
  }
}
