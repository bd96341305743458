import type { Pin } from '../store/people.ts'
import { type Auth, type Refused, refused } from './auth.ts'

/** Wrong PINs that are free of a wait. */
const FREE_FAILS = 4
/** Wait after the fifth wrong PIN; doubles with each further one. */
const WAIT_MS_FIRST = 30_000
/** Longest wait: a rival who types wrong PINs locks nobody out for longer. */
const WAIT_MS_MAX = 900_000
/** When to come again where too many PINs are being checked. */
const BUSY_RETRY_S = 3

/**
 * Compares a PIN with the account's. Refuses `pinWrong`, `tooMany` (with the wait). An account
 * without a PIN takes the same time and is `pinWrong`.
 */
export async function checkPin(
  auth: Auth,
  { account, pin }: { account: string; pin: string },
): Promise<{ ok: true } | Refused> {
  const before = auth.store.people.pin(account)
  const wait = waitOf(before, auth.now())
  if (wait !== null) return refused('tooMany', wait)
  // Counted before it is compared: many sent at once are not one free look each.
  if (before) auth.store.write(() => countFail(auth, { account, pin: before }))
  const isRight = await auth.pins.isRight(pin, before?.hash ?? null)
  if (isRight === 'busy') return refused('tooMany', BUSY_RETRY_S)
  const now = auth.store.people.pin(account)
  if (!isRight || !before || now?.hash !== before.hash) return refused('pinWrong')
  auth.store.write(() =>
    auth.store.people.putPin(account, { hash: now.hash, fails: 0, waitUntil: 0 }),
  )
  return { ok: true }
}

/** Sets the PIN of an account that has none, else compares. */
export async function setOrCheckPin(
  auth: Auth,
  { account, pin }: { account: string; pin: string },
): Promise<{ ok: true } | Refused> {
  if (auth.store.people.pin(account)) return checkPin(auth, { account, pin })
  const hash = await hashPin(auth, pin)
  if (!hash.ok) return hash
  auth.store.write(() =>
    auth.store.people.putPin(account, { hash: hash.value, fails: 0, waitUntil: 0 }),
  )
  return { ok: true }
}

/** The hash to store for a new PIN. */
export async function hashPin(
  auth: Auth,
  pin: string,
): Promise<{ ok: true; value: string } | Refused> {
  const hash = await auth.pins.hash(pin)
  return hash === 'busy' ? refused('tooMany', BUSY_RETRY_S) : { ok: true, value: hash }
}

function waitOf(pin: Pin | undefined, now: number): number | null {
  const leftMs = (pin?.waitUntil ?? 0) - now
  // More than the longest wait means that the clock was set back.
  return leftMs > 0 && leftMs <= WAIT_MS_MAX ? Math.ceil(leftMs / 1_000) : null
}

function countFail(auth: Auth, { account, pin }: { account: string; pin: Pin }): void {
  const fails = pin.fails + 1
  const waitMs =
    fails <= FREE_FAILS ? 0 : Math.min(WAIT_MS_FIRST * 2 ** (fails - FREE_FAILS - 1), WAIT_MS_MAX)
  const waitUntil = waitMs === 0 ? 0 : auth.now() + waitMs
  auth.store.people.putPin(account, { hash: pin.hash, fails, waitUntil })
}
