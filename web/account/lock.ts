import type { Replica } from '../store/db.ts'
import { type Meta, readMeta, writeMeta } from '../store/meta.ts'

/** PBKDF2-SHA-256 rounds: OWASP's figure of 2023, about half a second on a cheap phone. */
export const PIN_ITERATIONS = 310_000
/** Wrong PINs before waits begin. */
const FREE_TRIES = 5
/** The first wait; each further wrong PIN doubles it. */
const WAIT_MS_MIN = 30_000
const WAIT_MS_MAX = 3_600_000
const SALT_CHARS = 16

type Pin = NonNullable<Meta['pin']>

/** wrong: `triesLeft` before a wait begins. wait: not tried, `waitMs` are left. */
export type Unlock =
  | { readonly ok: true }
  | { readonly ok: false; readonly waitMs: number; readonly triesLeft: number }

/** Asks for this PIN on this device from now on: a deterrent, not encryption. */
export async function setLock(replica: Replica, pin: string): Promise<void> {
  const { db, platform } = replica
  const salt = platform.randomSuffix(SALT_CHARS)
  const iterations = PIN_ITERATIONS
  const verifier = await platform.derive({ secret: pin, salt, iterations })
  const seenAt = platform.now()
  const lock = { salt, iterations, verifier, wrong: 0, waitMs: 0, seenAt }
  await replica.write(() => writeMeta(db, 'pin', lock))
}

/** Tries a PIN. The try is counted before it is compared: killing the app gains nothing. */
export async function tryUnlock(replica: Replica, pin: string): Promise<Unlock> {
  const { db, platform } = replica
  const counted = await replica.write(async () => {
    const lock = await readMeta(db, 'pin')
    if (lock === null) return null
    const waited = afterWaiting(lock, platform.now())
    const next = waited.waitMs > 0 ? waited : afterWrong(waited)
    await writeMeta(db, 'pin', next)
    return { waitMs: waited.waitMs, lock: next }
  })
  if (counted === null) return { ok: true }
  const { lock, waitMs } = counted
  if (waitMs > 0) return { ok: false, waitMs, triesLeft: 0 }
  const { salt, iterations, verifier } = lock
  if ((await platform.derive({ secret: pin, salt, iterations })) !== verifier) {
    return { ok: false, waitMs: lock.waitMs, triesLeft: Math.max(0, FREE_TRIES - lock.wrong) }
  }
  await replica.write(() => writeMeta(db, 'pin', { ...lock, wrong: 0, waitMs: 0 }))
  return { ok: true }
}

/** A clock set back counts as no time at all: the wait starts over from what was left. */
function afterWaiting(lock: Pin, now: number): Pin {
  const passed = Math.max(0, now - lock.seenAt)
  return { ...lock, waitMs: Math.max(0, lock.waitMs - passed), seenAt: now }
}

function afterWrong(lock: Pin): Pin {
  const wrong = lock.wrong + 1
  const over = wrong - FREE_TRIES
  const waitMs = over < 0 ? 0 : Math.min(WAIT_MS_MAX, WAIT_MS_MIN * 2 ** over)
  return { ...lock, wrong, waitMs }
}
