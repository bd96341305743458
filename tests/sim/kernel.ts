import { Random } from './random.ts'
import { realSetImmediate, setScheduler } from './environment.ts'

/** Whose work a task is: when its power is cut, none of its tasks runs any more. */
export type Power = {
  readonly name: string
  isOn: boolean
  /** tasks run so far: what a crash "at the k-th await" counts */
  steps: number
  /** step before which `cut` is called, or null */
  cutAt: number | null
  cut: () => void
}

export const newPower = (name: string): Power => ({
  name,
  isOn: true,
  steps: 0,
  cutAt: null,
  cut: () => {},
})

type Task = { readonly power: Power; readonly run: () => void }
type Timer = Task & { readonly at: number; readonly no: number; isCancelled: boolean }

/** Share of steps at which time moves on although work is left: lets phones and tabs interleave. */
export const OVERTAKE_SHARE = 0.04
/** Tasks of one world, after which it is taken to run in circles. */
const STEPS_MAX = 5_000_000

/**
 * Virtual time and one queue for everything that happens. A step = one task of one power, with all
 * the microtasks it causes. No two runs of a seed differ: nothing here waits for a real clock.
 *
 *   ready tasks ── run in order ──▶ none left (or overtaken) ──▶ earliest timer, time jumps to it
 */
export class Kernel {
  now: number
  steps = 0
  /** 0: time moves on only when all work is done, so that the number of steps changes nothing */
  overtakeShare = OVERTAKE_SHARE
  readonly world = newPower('world')
  readonly random: Random
  readonly #queue: Task[] = []
  #head = 0
  readonly #timers: Timer[] = []
  #timerNo = 0
  #current: Power = this.world
  #ambient: Random

  constructor(seed: number, now: number) {
    this.now = now
    this.random = new Random(seed, 'kernel')
    this.#ambient = new Random(seed, 'ambient')
  }

  /** The power whose code runs now. */
  get current(): Power {
    return this.#current
  }

  post(run: () => void, power: Power = this.#current): void {
    this.#queue.push({ power, run })
  }

  /** Runs `run` when `delayMs` of virtual time have passed; the result cancels it. */
  after(delayMs: number, run: () => void, power: Power = this.#current): () => void {
    const at = this.now + Math.max(0, Math.ceil(delayMs))
    const timer: Timer = { power, run, at, no: this.#timerNo++, isCancelled: false }
    this.#pushTimer(timer)
    return () => {
      timer.isCancelled = true
    }
  }

  /** For the scenario's own code: comes back as the world's work, whoever ran before. */
  sleep(delayMs: number): Promise<void> {
    return new Promise((resolve) => this.after(delayMs, resolve, this.world))
  }

  /** Comes back when all that is ready now has had its turn. */
  turn(): Promise<void> {
    return new Promise((resolve) => this.post(resolve, this.world))
  }

  /** Runs `work` as `power`'s; the promise comes back as the world's, and never where power fails. */
  inside<Value>(power: Power, work: () => Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      const start = () => {
        work().then(
          (value) => this.post(() => resolve(value), this.world),
          (error: unknown) => this.post(() => reject(error), this.world),
        )
      }
      this.post(start, power)
    })
  }

  /** Runs the world until `main` is done. */
  run<Value>(main: () => Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      realSetImmediate(() => {
        setScheduler({
          post: (run) => this.post(run),
          after: (delayMs, run) => this.after(delayMs, run),
          random: () => this.#ambient.next(),
        })
        let isDone = false
        const finish = (settle: () => void) => {
          isDone = true
          setScheduler(null)
          settle()
        }
        this.#current = this.world
        main().then(
          (value) => finish(() => resolve(value)),
          (error: unknown) => finish(() => reject(error)),
        )
        try {
          drainMicrotasks()
          while (!isDone) this.#step()
        } catch (error) {
          finish(() => reject(error))
        }
      })
    })
  }

  #step(): void {
    const hasReady = this.#head < this.#queue.length
    const isOvertaken =
      hasReady && this.#timers.length > 0 && this.random.chance(this.overtakeShare)
    const task = (isOvertaken || !hasReady ? this.#takeTimer() : null) ?? this.#takeReady()
    if (!task) throw new Error('the world stands still: nobody has anything to do')
    const power = task.power
    if (!power.isOn) return
    if (++this.steps > STEPS_MAX) throw new Error(`the world runs in circles: ${power.name}`)
    this.#current = power
    if (power.cutAt === power.steps++) power.cut()
    else task.run()
    drainMicrotasks()
    this.#current = this.world
  }

  #takeReady(): Task | null {
    const task = this.#queue[this.#head]
    if (!task) return null
    this.#head++
    if (this.#head > 4_096) {
      this.#queue.splice(0, this.#head)
      this.#head = 0
    }
    return task
  }

  #takeTimer(): Task | null {
    for (;;) {
      const timer = this.#popTimer()
      if (!timer) return null
      if (timer.isCancelled || !timer.power.isOn) continue
      this.now = Math.max(this.now, timer.at)
      return timer
    }
  }

  #pushTimer(timer: Timer): void {
    const heap = this.#timers
    let index = heap.push(timer) - 1
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (isBefore(heap[parent]!, timer)) break
      heap[index] = heap[parent]!
      index = parent
    }
    heap[index] = timer
  }

  #popTimer(): Timer | undefined {
    const heap = this.#timers
    const first = heap[0]
    const last = heap.pop()
    if (!first || !last || heap.length === 0) return first
    let index = 0
    for (;;) {
      let child = index * 2 + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++
      if (isBefore(last, heap[child]!)) break
      heap[index] = heap[child]!
      index = child
    }
    heap[index] = last
    return first
  }
}

const isBefore = (a: Timer, b: Timer): boolean => a.at < b.at || (a.at === b.at && a.no < b.no)

/**
 * Node's own drain of its tick and microtask queues, called between two steps instead of a turn of
 * the event loop: the same order of events at a tenth of the cost.
 */
const drainMicrotasks = (process as unknown as { _tickCallback: () => void })._tickCallback // kept by Node for old code, not in its types
