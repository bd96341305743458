import {
  type IncomingMessage,
  type Server,
  type ServerResponse,
  createServer,
  request,
} from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the proxy does with a request to the API; everything else passes. */
type Fault = 'none' | 'dropReply' | 'captivePortal' | 'noConnection'

const PORTAL_PAGE = '<!doctype html><title>WiFi Gratis</title><h1>Masuk ke WiFi Gratis</h1>'

/** Stands between phone and server and spoils what passes. */
export class FaultProxy {
  readonly #targetPort: number
  readonly #server: Server
  #fault: Fault = 'none'
  /** how many requests the present fault has hit: a fault that never struck proves nothing */
  hits = 0

  private constructor(targetPort: number) {
    this.#targetPort = targetPort
    this.#server = createServer((incoming, reply) => this.#pass(incoming, reply))
  }

  static async start(targetPort: number): Promise<FaultProxy> {
    const proxy = new FaultProxy(targetPort)
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve))
    return proxy
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo // a listening TCP server has a port
    return `http://localhost:${port}`
  }

  /** From now on, for new requests and for streams that were open before; hits count from 0. */
  set fault(fault: Fault) {
    this.#fault = fault
    this.hits = 0
    this.#server.closeAllConnections()
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #pass(incoming: IncomingMessage, reply: ServerResponse): void {
    const isApi = incoming.url?.startsWith('/api/') ?? false
    const isPush = incoming.method === 'POST' && incoming.url === '/api/sync'
    if (this.#fault === 'captivePortal' && isApi) {
      this.hits += 1
      incoming.resume()
      reply.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PORTAL_PAGE)
      return
    }
    if (this.#fault === 'noConnection' && isApi) {
      this.hits += 1
      incoming.socket.destroy()
      return
    }
    const doesDrop = this.#fault === 'dropReply' && isPush
    const outgoing = request(
      {
        host: '127.0.0.1',
        port: this.#targetPort,
        method: incoming.method,
        path: incoming.url,
        headers: incoming.headers,
      },
      (answer) => {
        if (!doesDrop) {
          reply.writeHead(answer.statusCode ?? 502, answer.headers)
          answer.pipe(reply)
          return
        }
        // The whole answer is here, so the server has committed; the phone never hears of it.
        answer.resume().on('end', () => {
          this.hits += 1
          incoming.socket.destroy()
        })
      },
    )
    outgoing.on('error', () => incoming.socket.destroy())
    reply.on('close', () => outgoing.destroy())
    incoming.pipe(outgoing)
  }
}
