import { createRequire, syncBuiltinESMExports } from 'node:module'

/**
 * Makes the process a machine without time or chance of its own. Imported before anything that
 * might keep a reference to what is replaced here (Dexie, fake-indexeddb, Hono).
 *
 * - `setImmediate` and `setTimeout` go to the kernel of the world that runs, so that every task of
 *   IndexedDB and of the server is one step of the simulation.
 * - zlib's functions answer on the kernel's next task instead of from a thread pool.
 * - `BroadcastChannel` is taken away: Dexie would tell every other simulated phone of each write.
 * - `structuredClone` copies plain rows once, without serialising them, and freezes the copy.
 */
export type Scheduler = {
  post(run: () => void): void
  after(delayMs: number, run: () => void): () => void
  /** [0, 1), from the seed */
  random(): number
}

let scheduler: Scheduler | null = null

/** Node's own, for the driver and for the tests' plumbing. */
export const realSetImmediate = globalThis.setImmediate
const realSetTimeout = globalThis.setTimeout
const realClearTimeout = globalThis.clearTimeout
const realRandom = Math.random
const realClone = globalThis.structuredClone

/** Gives the process to one world, or back to Node (`null`). */
export function setScheduler(next: Scheduler | null): void {
  scheduler = next
}

type Cancel = { readonly cancel: () => void; readonly unref: () => unknown }

function install(): void {
  const immediate = (run: (...args: unknown[]) => void, ...args: unknown[]): unknown => {
    if (!scheduler) return realSetImmediate(run, ...args)
    scheduler.post(() => run(...args))
    return undefined
  }
  const timeout = (
    run: (...args: unknown[]) => void,
    delayMs?: number,
    ...args: unknown[]
  ): unknown => {
    if (!scheduler) return realSetTimeout(run, delayMs, ...args)
    const cancel = scheduler.after(delayMs ?? 0, () => run(...args))
    const timer: Cancel = { cancel, unref: () => timer }
    return timer
  }
  const clear = (handle: unknown): void => {
    if (isCancel(handle)) handle.cancel()
    else realClearTimeout(handle as NodeJS.Timeout) // what Node's own setTimeout gave
  }
  Object.assign(globalThis, {
    setImmediate: immediate,
    setTimeout: timeout,
    clearTimeout: clear,
    structuredClone: clonePlain,
    BroadcastChannel: undefined,
  })
  Math.random = () => (scheduler ? scheduler.random() : realRandom())
}

const isCancel = (handle: unknown): handle is Cancel =>
  typeof handle === 'object' && handle !== null && 'cancel' in handle

/** What a phone's flash holds. Read again and again, it is handed out as it is. */
const stored = new WeakSet<object>()

/**
 * A copy that nobody can change: what a database keeps and what it hands out are then the same
 * object, and code that writes into what it has read fails loudly.
 */
function clonePlain(value: unknown, options?: StructuredSerializeOptions): unknown {
  if (value === null || typeof value !== 'object' || stored.has(value)) return value
  if (Array.isArray(value)) return kept(value.map((member) => clonePlain(member)))
  if (Object.getPrototypeOf(value) !== Object.prototype) return realClone(value, options)
  const copy: Record<string, unknown> = {}
  for (const [name, member] of Object.entries(value)) copy[name] = clonePlain(member)
  return kept(copy)
}

function kept<Value extends object>(value: Value): Value {
  stored.add(value)
  return Object.freeze(value)
}

type Zlib = Record<string, (...args: unknown[]) => unknown>

/** `gzip(data, options?, callback)` on top of `gzipSync(data, options?)`. */
function installZlib(): void {
  const zlib = createRequire(import.meta.url)('node:zlib') as Zlib // replaced by name
  for (const name of ['gzip', 'gunzip', 'brotliCompress', 'brotliDecompress']) {
    const real = zlib[name]!
    const sync = zlib[`${name}Sync`]!
    zlib[name] = (...args) => {
      if (!scheduler) return real(...args)
      const callback = args.pop() as (error: unknown, result?: unknown) => void // last by contract
      let answer: () => void
      try {
        const result = sync(...args)
        answer = () => callback(null, result)
      } catch (error) {
        answer = () => callback(error)
      }
      scheduler.post(answer)
      return undefined
    }
  }
  syncBuiltinESMExports()
}

install()
installZlib()
