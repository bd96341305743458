import { createServer, connect, type Server, type Socket } from 'node:net'

/** A link: one-way delay is half of `rttMs`; bandwidths in kbit/s, shared by all connections. */
export type Link = { readonly rttMs: number; readonly downKbps: number; readonly upKbps: number }

/** The networks of the bench table. */
export const LINKS = {
  market: { rttMs: 400, downKbps: 400, upKbps: 400 },
  queue: { rttMs: 400, downKbps: 400, upKbps: 150 },
  good: { rttMs: 20, downKbps: 20_000, upKbps: 20_000 },
} as const satisfies Record<string, Link>

const CHUNK_BYTES = 1_024

type Parcel = { readonly at: number; readonly send: () => void }

/**
 * One direction of a link: bytes leave in order, no faster than the bandwidth, and arrive after the
 * one-way delay. The time the last byte leaves is kept for the whole link, so that parallel
 * connections share it. One queue, one timer: separate timers could overtake each other.
 */
class Pipe {
  bytes = 0
  #freeAt = 0
  readonly #queue: Parcel[] = []
  #isPumping = false

  /** Sends `data` on, in chunks, each at its time. */
  carry(data: Buffer, to: Socket, link: { delayMs: number; kbps: number }): void {
    this.bytes += data.length
    for (let start = 0; start < data.length; start += CHUNK_BYTES) {
      const chunk = data.subarray(start, start + CHUNK_BYTES)
      this.#freeAt = Math.max(this.#freeAt, performance.now()) + (chunk.length * 8) / link.kbps
      this.#post(this.#freeAt + link.delayMs, () => to.writable && to.write(chunk))
    }
  }

  /** Ends `to` after all that was handed over before has arrived. */
  end(to: Socket, delayMs: number): void {
    this.#post(Math.max(this.#freeAt, performance.now()) + delayMs, () => to.end())
  }

  #post(at: number, send: () => void): void {
    this.#queue.push({ at, send })
    if (!this.#isPumping) this.#pump()
  }

  #pump(): void {
    while (this.#queue[0] && this.#queue[0].at <= performance.now()) this.#queue.shift()?.send()
    const next = this.#queue[0]
    this.#isPumping = next !== undefined
    if (next) setTimeout(() => this.#pump(), Math.max(0, next.at - performance.now()))
  }
}

/** A TCP proxy in front of the server that makes its link slow and counts what passes. */
export class ShapingProxy {
  link: Link
  readonly #up = new Pipe()
  readonly #down = new Pipe()
  readonly #sockets = new Set<Socket>()
  #server: Server | null = null

  constructor(link: Link) {
    this.link = link
  }

  /** Bytes that passed since the start: headers and bodies, as TCP carries them. */
  get bytes(): { readonly up: number; readonly down: number } {
    return { up: this.#up.bytes, down: this.#down.bytes }
  }

  /** Listens on a free port of the loopback and answers its number. */
  async listen(targetPort: number): Promise<number> {
    const server = createServer((client) => this.#join(client, targetPort))
    this.#server = server
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('the proxy has no port')
    return address.port
  }

  /** Cuts every connection and stops listening. */
  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise<void>((resolve) => this.#server?.close(() => resolve()) ?? resolve())
  }

  #join(client: Socket, targetPort: number): void {
    const target = connect(targetPort, '127.0.0.1')
    for (const socket of [client, target]) {
      socket.setNoDelay(true)
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
    }
    this.#couple({ from: client, to: target, pipe: this.#up, kbps: () => this.link.upKbps })
    this.#couple({ from: target, to: client, pipe: this.#down, kbps: () => this.link.downKbps })
  }

  #couple(way: { from: Socket; to: Socket; pipe: Pipe; kbps: () => number }): void {
    const { from, to, pipe } = way
    from.on('data', (data) =>
      pipe.carry(data, to, { delayMs: this.link.rttMs / 2, kbps: way.kbps() }),
    )
    from.on('end', () => pipe.end(to, this.link.rttMs / 2))
    // The other end hears of a broken connection by its own close.
    from.on('error', () => to.destroy())
  }
}
