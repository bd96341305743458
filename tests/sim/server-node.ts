import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { FailpointName } from '@pasar/server/store/failpoint.ts'
import { type Store, openStore } from '@pasar/server/store/open.ts'
import { createApp } from '@pasar/server/app.ts'
import { restoreDatabase } from '@pasar/server/store/restore.ts'
import type { FaultCounts } from './faults.ts'
import { type Kernel, type Power, newPower } from './kernel.ts'
import type { Answer, Host, Sent } from './network.ts'
import type { Random } from './random.ts'
import { verify } from './signing.ts'

type App = ReturnType<typeof createApp>

/** ms from a kill to the next start */
const RESTART_MS_MAX = 8_000

/**
 * The real server on a real SQLite file. Killing it = its tasks are forgotten and the file is opened
 * again: what had been committed is there. Its transactions begin and end within one task, so a
 * forgotten handle holds no lock.
 */
export class ServerNode implements Host {
  readonly #kernel: Kernel
  readonly #random: Random
  readonly #faults: FaultCounts
  readonly #folder: string
  #power: Power = newPower('server')
  #store: Store | null = null
  #app: App | null = null
  #starts = 0
  #restores = 0
  #failpoint: FailpointName | null = null
  readonly #waiting = new Set<() => void>()
  /** called with every store that opens: the oracle listens to it */
  readonly #onOpen: (store: Store) => void

  constructor(parts: {
    kernel: Kernel
    random: Random
    faults: FaultCounts
    folder: string
    onOpen: (store: Store) => void
  }) {
    this.#kernel = parts.kernel
    this.#random = parts.random
    this.#faults = parts.faults
    this.#folder = parts.folder
    this.#onOpen = parts.onOpen
  }

  get isUp(): boolean {
    return this.#store !== null
  }

  get store(): Store {
    if (!this.#store) throw new Error('the server is down')
    return this.#store
  }

  get app(): App {
    if (!this.#app) throw new Error('the server is down')
    return this.#app
  }

  get power(): Power {
    return this.#power
  }

  /** The database file: another one after each restore. */
  get file(): string {
    return join(this.#folder, `server-${this.#restores}.db`)
  }

  start(): void {
    this.#starts++
    this.#power = newPower(`server#${this.#starts}`)
    const now = () => this.#kernel.now
    const random = (bytes: number) =>
      Uint8Array.from({ length: bytes }, () => this.#random.int(0, 255))
    const store = openStore({
      file: this.file,
      now,
      random,
      verify,
      failpoint: (name) => this.#pass(name),
    })
    this.#store = store
    this.#app = createApp({ store, now, random, webDir: null, pins: PLAIN_PINS })
    this.#onOpen(store)
  }

  /** SIGKILL. Comes back by itself. */
  kill(): void {
    if (!this.#store) return
    this.#forget()
    this.#kernel.after(this.#random.int(1, RESTART_MS_MAX), () => this.start(), this.#kernel.world)
  }

  #forget(): void {
    this.#power.isOn = false
    this.#store = null
    this.#app = null
    // The system lifts a dead process's lock; this process lives on.
    rmSync(`${this.file}.lock`, { force: true })
    this.#failpoint = null
    for (const giveUp of this.#waiting) giveUp()
    this.#waiting.clear()
  }

  /** Kills it the next time its write path passes `name`. */
  killAt(name: FailpointName): void {
    this.#failpoint = name
  }

  spare(): void {
    this.#failpoint = null
  }

  /** Throws where a kill has been asked for: the statement after it is never reached. */
  #pass(name: FailpointName): void {
    if (name !== this.#failpoint) return
    this.#failpoint = null
    this.#faults.hit('serverCrashAtCommit')
    // Its answers are lost with it, whatever the code after the exception still says.
    this.#power.isOn = false
    this.#kernel.post(() => this.kill(), this.#kernel.world)
    throw new Killed(name)
  }

  backup(file: string): void {
    rmSync(file, { force: true })
    this.store.backup(file)
  }

  /** The machine burnt down; another one starts from the backup. */
  restoreFrom(backup: string): void {
    this.#forget()
    this.#restores++
    const epoch = this.#random.text('0123456789abcdef', 8)
    restoreDatabase(backup, { file: this.file, epoch, now: this.#kernel.now })
    this.start()
  }

  stop(): void {
    this.#forget()
  }

  answer(sent: Sent): Promise<Answer | null> {
    const app = this.#app
    if (!app) return Promise.resolve(null)
    return this.#work(async () => {
      const response = await app.request(`http://localhost${sent.path}`, sent.init)
      const body = new Uint8Array(await response.arrayBuffer())
      return { status: response.status, headers: response.headers, body }
    })
  }

  /** Runs an intent as the system and waits for its commit; null where the server died. */
  async asSystem(name: string, args: unknown, id: string): Promise<string | null> {
    const store = this.#store
    if (!store) return null
    const result = await this.#work(() => store.asSystem(name, args, id))
    if (result === null) return null
    return result.outcome === 'refused' ? (result.why ?? 'refused') : result.outcome
  }

  /** Runs the server's code; null where it is killed before it could answer. */
  #work<Value>(work: () => Promise<Value>): Promise<Value | null> {
    const power = this.#power
    if (!power.isOn) return Promise.resolve(null)
    return new Promise((resolve, reject) => {
      const giveUp = () => resolve(null)
      this.#waiting.add(giveUp)
      this.#kernel.inside(power, work).then((value) => {
        this.#waiting.delete(giveUp)
        resolve(power.isOn ? value : null)
      }, reject)
    })
  }
}

/** What a killed process leaves behind: nothing runs after it. */
class Killed extends Error {
  override readonly name = 'Killed'
}

/** PINs in clear: the world has no time for argon2id, which has its own tests. */
const PLAIN_PINS = {
  hash: async (pin: string) => `plain:${pin}`,
  isRight: async (pin: string, hash: string | null) => hash === `plain:${pin}`,
}
