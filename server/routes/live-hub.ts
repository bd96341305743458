import type { Touched } from '../store/writer.ts'

/** A phone that listens. `buckets` says what it may hear of, asked anew when its roles change. */
export type Listener = {
  readonly client: string | null
  readonly account: string | null
  readonly address: string
  readonly buckets: () => ReadonlySet<string>
  readonly hint: () => void
  readonly end: () => void
}

/** Hints to one phone come no closer together: what came between is in the next pull. */
const HINT_EVERY_MS = 1_000
const LISTENERS_MAX = 5_000
const LISTENERS_PER_CLIENT_MAX = 3
/** Phones without an account, behind one carrier's address. */
const LISTENERS_PER_ADDRESS_MAX = 300

type Held = {
  readonly listener: Listener
  buckets: ReadonlySet<string>
  timer: NodeJS.Timeout | null
  isOwed: boolean
}

/** Tells phones that something of theirs changed, never what. */
export class LiveHub {
  readonly #held = new Set<Held>()

  /** Starts to hint; returns how to stop, or null where there are too many already. */
  add(listener: Listener): (() => void) | null {
    if (!this.#hasRoom(listener)) return null
    const held: Held = { listener, buckets: listener.buckets(), timer: null, isOwed: false }
    this.#held.add(held)
    return () => this.#remove(held)
  }

  /** Hints everyone who may see a bucket that somebody else has changed. */
  tell(touched: Touched): void {
    for (const held of this.#held) {
      const { client, account, buckets } = held.listener
      if (account !== null && touched.has(`account:${account}`)) held.buckets = buckets()
      for (const bucket of held.buckets) {
        const writers = touched.get(bucket)
        if (!writers) continue
        const isOwnAlone = client !== null && writers.size === 1 && writers.has(client)
        if (!isOwnAlone) {
          this.#hint(held)
          break
        }
      }
    }
  }

  /** Ends what a phone listens to: it was cut off or signed out. */
  drop(client: string): void {
    for (const held of this.#held) if (held.listener.client === client) this.#end(held)
  }

  /** Ends all, so that the server can stop. */
  close(): void {
    for (const held of this.#held) this.#end(held)
  }

  get size(): number {
    return this.#held.size
  }

  #hasRoom({ client, address }: Listener): boolean {
    if (this.#held.size >= LISTENERS_MAX) return false
    let alike = 0
    for (const { listener } of this.#held) {
      const isSameHall = listener.client === null && listener.address === address
      if (client === null ? isSameHall : listener.client === client) alike++
    }
    return alike < (client === null ? LISTENERS_PER_ADDRESS_MAX : LISTENERS_PER_CLIENT_MAX)
  }

  #hint(held: Held): void {
    if (held.timer) {
      held.isOwed = true
      return
    }
    held.listener.hint()
    held.timer = setTimeout(() => {
      held.timer = null
      if (!held.isOwed) return
      held.isOwed = false
      this.#hint(held)
    }, HINT_EVERY_MS)
    held.timer.unref()
  }

  #end(held: Held): void {
    this.#remove(held)
    held.listener.end()
  }

  #remove(held: Held): void {
    this.#held.delete(held)
    if (held.timer) clearTimeout(held.timer)
  }
}
