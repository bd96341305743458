import type { Platform } from '../platform/platform.ts'
import type { Transport } from './transport.ts'

/** A stream that ends sooner than this was cut by something on the way, not by chance. */
const LIVE_MS_MIN = 60_000
/** Streams in a row that were cut short, after which hints are given up until the next start. */
const CUTS_MAX = 5

/** The stream of hints, held by the leading tab alone. A hint carries no data: it means "pull". */
export class Live {
  readonly #platform: Platform
  readonly #transport: Transport
  readonly #onHint: () => void
  #close: (() => void) | null = null
  #wanted = ''
  #cuts = 0

  constructor(platform: Platform, transport: Transport, onHint: () => void) {
    this.#platform = platform
    this.#transport = transport
    this.#onHint = onHint
  }

  isOpen(): boolean {
    return this.#close !== null
  }

  /**
   * Opens the stream for these public buckets and whoever is signed in; where one is open for
   * others, it is replaced: the server looks at the session when a stream begins, so one from
   * before signing in would never hint at private rows.
   */
  open(buckets: readonly string[], account: string | null = null): void {
    const wanted = [account ?? '', ...buckets].join()
    if (this.#close !== null && this.#wanted === wanted) return
    this.close()
    if (this.#cuts >= CUTS_MAX) return
    this.#wanted = wanted
    const openedAt = this.#platform.elapsed()
    this.#close = this.#transport.live(buckets, {
      hint: this.#onHint,
      end: () => {
        this.#close = null
        const wasCut = this.#platform.elapsed() - openedAt < LIVE_MS_MIN
        this.#cuts = wasCut ? this.#cuts + 1 : 0
        this.#onHint()
      },
    })
  }

  close(): void {
    this.#close?.()
    this.#close = null
  }
}
