/** A signing key pair. `privateKey` is opaque: only the platform that made it can use it. */
export type Keys = {
  /** the raw P-256 point, base64url */
  readonly publicKey: string
  /** never leaves the device; kept in the local database as it is */
  readonly privateKey: unknown
}

/** What is kept outside IndexedDB, so that the loss of the local database is noticed. */
export type Sentinel = {
  readonly client: string
  /** highest seq saved */
  readonly lastSeq: number
  /** mutations the server had not answered */
  readonly unsent: number
}

/** Room on this device as the browser tells it; null where it does not. */
export type StorageRoom = {
  readonly usedBytes: number | null
  readonly quotaBytes: number | null
  readonly isPersisted: boolean
}

/** Cancels a timer or a subscription; safe to call twice. */
export type Cancel = () => void

/**
 * Everything impure that the replica needs: clock, chance, keys, timers, other tabs, the world
 * outside IndexedDB. One implementation for the browser, one per test world.
 */
export type Platform = {
  /** The device's clock, epoch ms. May be wrong by years. */
  now(): number
  /** Milliseconds that only grow, from any start. */
  elapsed(): number
  /** [0, 1). For jitter, never for ids or codes. */
  random(): number
  ulid(): string
  /** `count` decimal digits. */
  randomDigits(count: number): string
  /** `count` characters of Crockford's base 32, lowercase. */
  randomSuffix(count: number): string
  createKeys(): Promise<Keys>
  /** ECDSA P-256 over the text's UTF-8 bytes, SHA-256, P1363, base64url. */
  sign(keys: Keys, text: string): Promise<string>
  /** PBKDF2 with SHA-256: 32 bytes, base64url. */
  derive(from: { secret: string; salt: string; iterations: number }): Promise<string>
  /** The text's UTF-8 bytes gzipped, or null where the browser cannot. */
  gzip(text: string): Promise<Uint8Array | null>
  setTimer(ms: number, run: () => void): Cancel
  /** The page became visible, the device says it is online, a page came back from the cache. */
  onWake(listener: () => void): Cancel
  /**
   * Runs `work` while holding the device-wide lock `name`; false where another holds it. `steal`
   * takes it from a holder that does not move any more.
   */
  withLock(name: string, work: () => Promise<void>, how?: { steal: boolean }): Promise<boolean>
  /** Tells the other tabs of this device. */
  tell(topic: string): void
  hear(topic: string, listener: () => void): Cancel
  readSentinel(name: string): Sentinel | null
  writeSentinel(name: string, sentinel: Sentinel | null): void
  storage(): Promise<StorageRoom>
  /** Asks the browser never to evict this origin; true where it promised. */
  persist(): Promise<boolean>
  /** Hands a text file to the person. */
  saveFile(file: { name: string; text: string }): void
}
