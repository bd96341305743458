/** At most `most` in each `windowMs`. */
export type Limit = { readonly most: number; readonly windowMs: number }

/** Keys kept before the oldest windows are forgotten. */
const KEYS_MAX = 20_000

/** Counts failures per key in fixed windows, in memory: a restart forgives. */
export class Limiter {
  readonly #now: () => number
  readonly #windows = new Map<string, { from: number; count: number }>()

  constructor(now: () => number) {
    this.#now = now
  }

  /** Seconds to wait where `key` is at its limit, else null. */
  waitS(key: string, limit: Limit): number | null {
    const window = this.#windows.get(key)
    if (!window) return null
    const leftMs = window.from + limit.windowMs - this.#now()
    // A window from the future means that the clock was set back: it does not lock anyone out.
    if (leftMs <= 0 || leftMs > limit.windowMs) {
      this.#windows.delete(key)
      return null
    }
    return window.count < limit.most ? null : Math.ceil(leftMs / 1_000)
  }

  /** Counts one more of `key`. */
  note(key: string): void {
    const window = this.#windows.get(key)
    if (window) {
      window.count++
      return
    }
    if (this.#windows.size >= KEYS_MAX) this.#forgetOldest()
    this.#windows.set(key, { from: this.#now(), count: 1 })
  }

  #forgetOldest(): void {
    let left = KEYS_MAX / 10
    for (const key of this.#windows.keys()) {
      if (left-- <= 0) return
      this.#windows.delete(key)
    }
  }
}
