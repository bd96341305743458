import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './ports.ts'

const ROOT = new URL('../../..', import.meta.url).pathname
/** Longest wait for a start: the first one makes the database with the demo market. */
const START_MS_MAX = 60_000

/** A real server process on a port and a data folder of its own, under the test's thumb. */
export class ServerProcess {
  readonly port: number
  readonly dataDir = mkdtempSync(join(tmpdir(), 'pasar-e2e-server-'))
  #child: ChildProcess | null = null
  #codes: ReadonlyMap<string, string> = new Map()
  #output = ''

  readonly #isDemo: boolean

  private constructor(port: number, isDemo: boolean) {
    this.port = port
    this.#isDemo = isDemo
  }

  /** A server with the demo market, up and answering. */
  static async start(): Promise<ServerProcess> {
    const server = new ServerProcess(await freePort(), true)
    await server.start()
    return server
  }

  /** A server as `pnpm serve` starts it: without any data or known code. */
  static async serve(): Promise<ServerProcess> {
    const server = new ServerProcess(await freePort(), false)
    await server.start()
    return server
  }

  get url(): string {
    return `http://localhost:${this.port}`
  }

  /** Everything the process has said in this run. */
  get output(): string {
    return this.#output
  }

  /** The one-time code that the latest start printed for a demo person. */
  code(person: string): string {
    const code = this.#codes.get(person)
    if (code === undefined) throw new Error(`no code for ${person} in:\n${this.#output}`)
    return code
  }

  /** The path and fragment of the one-time link that a start without an admin prints. */
  get claimPath(): string {
    const path = /\/klaim#\S+/.exec(this.#output)?.[0]
    if (path === undefined) throw new Error(`no link to claim by in:\n${this.#output}`)
    return path
  }

  /** Runs one of the operator's commands over its data and gives what it printed. */
  command(name: string, ...args: readonly string[]): string {
    return execFileSync('node', [`server/commands/${name}.ts`, ...args], {
      cwd: ROOT,
      env: { PATH: process.env['PATH'], DATA_DIR: this.dataDir },
      encoding: 'utf8',
    })
  }

  /**
   * Starts it (again) with the same data. With a failpoint it kills itself there; it then runs
   * without the demo, whose own commits would pass the place first.
   */
  async start({ failpoint }: { readonly failpoint?: string } = {}): Promise<void> {
    this.#output = ''
    const child = spawn('node', ['server/main.ts'], {
      cwd: ROOT,
      env: {
        PATH: process.env['PATH'],
        PORT: String(this.port),
        HOST: '127.0.0.1',
        DATA_DIR: this.dataDir,
        ...(failpoint === undefined ? {} : { FAILPOINT: failpoint }),
        ...(failpoint === undefined && this.#isDemo ? { DEMO: '1' } : {}),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (this.#output += chunk.toString()))
    }
    await this.#untilUp(child)
    if (failpoint === undefined) this.#codes = codesIn(this.#output)
  }

  /** Asks it to end, as a service manager does, and waits until it has. */
  stop(): Promise<void> {
    return this.#end('SIGTERM')
  }

  /** Ends it as a power cut ends it: nothing is written any more. */
  kill(): Promise<void> {
    return this.#end('SIGKILL')
  }

  /** Waits until it has died by itself, at a failpoint. */
  async died(): Promise<void> {
    const child = this.#child
    if (child && child.exitCode === null && child.signalCode === null) {
      await new Promise((resolve) => child.once('exit', resolve))
    }
    this.#child = null
  }

  /** Ends it and forgets its data. */
  async remove(): Promise<void> {
    if (this.#child) await this.kill()
    rmSync(this.dataDir, { recursive: true, force: true })
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    this.#child?.kill(signal)
    await this.died()
  }

  async #untilUp(child: ChildProcess): Promise<void> {
    const deadline = Date.now() + START_MS_MAX
    while (Date.now() < deadline) {
      if (child.exitCode !== null) throw new Error(`the server ended at once:\n${this.#output}`)
      const isUp = await fetch(`${this.url}/api/health`).then(
        (reply) => reply.ok,
        () => false,
      )
      // The address is printed before the codes, and both once it listens.
      if (isUp && this.#output.includes(this.url)) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error(`the server did not start in time:\n${this.#output}`)
  }
}

/** `  ABCD-EFGH  Bu Tin (pedagang …)` → Bu Tin: ABCD-EFGH */
const codesIn = (output: string): ReadonlyMap<string, string> =>
  new Map(
    [...output.matchAll(/^ {2}([A-Z]{4}-[A-Z]{4}) {2}(.+?) \(/gm)].map(([, code, name]) => [
      name ?? '',
      code ?? '',
    ]),
  )
