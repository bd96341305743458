import { argon2, timingSafeEqual } from 'node:crypto'

/** Turns PINs into hashes that are slow to guess. `busy` where too many wait already. */
export type PinHasher = {
  hash(pin: string): Promise<string | 'busy'>
  /** A null hash takes as long as a real one and is never right. */
  isRight(pin: string, hash: string | null): Promise<boolean | 'busy'>
}

/** OWASP's parameters for argon2id: KiB of memory, passes, lanes. */
const MEMORY_KIB = 19_456
const PASSES = 2
const LANES = 1
const TAG_BYTES = 32
const NONCE_BYTES = 16
const STORED = /^argon2id\$([\w-]{22})\$([\w-]{43})$/
/** Each takes 19 MB and a core for up to 0.3 s: more at once would stop everything else. */
const AT_ONCE_MAX = 2
const WAITING_MAX = 100

/** argon2id of node:crypto, two at a time. Stored as `argon2id$<nonce>$<tag>`, base64url. */
export function argonHasher(random: (bytes: number) => Uint8Array): PinHasher {
  const turn = turns()
  return {
    hash: (pin) =>
      turn(async () => {
        const nonce = Buffer.from(random(NONCE_BYTES))
        const tag = await derive(pin, nonce)
        return `argon2id$${nonce.toString('base64url')}$${tag.toString('base64url')}`
      }),
    isRight: (pin, hash) =>
      turn(async () => {
        const [, nonce, tag] = STORED.exec(hash ?? '') ?? []
        const salt = nonce ? Buffer.from(nonce, 'base64url') : Buffer.alloc(NONCE_BYTES)
        const derived = await derive(pin, salt)
        const expected = tag ? Buffer.from(tag, 'base64url') : Buffer.alloc(TAG_BYTES)
        return timingSafeEqual(derived, expected) && tag !== undefined
      }),
  }
}

function derive(pin: string, nonce: Buffer): Promise<Buffer> {
  const parameters = {
    message: pin,
    nonce,
    parallelism: LANES,
    tagLength: TAG_BYTES,
    memory: MEMORY_KIB,
    passes: PASSES,
  }
  return new Promise((resolve, reject) => {
    argon2('argon2id', parameters, (error, tag) => (error ? reject(error) : resolve(tag)))
  })
}

function turns() {
  let running = 0
  const waiting: (() => void)[] = []
  return async <Value>(work: () => Promise<Value>): Promise<Value | 'busy'> => {
    if (waiting.length >= WAITING_MAX) return 'busy'
    if (running >= AT_ONCE_MAX) await new Promise<void>((resolve) => waiting.push(resolve))
    else running++
    try {
      return await work()
    } finally {
      // Whoever waits takes this place over.
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
