import { expect, test } from 'vitest'
import { PIN_ITERATIONS, setLock, tryUnlock } from '@pasar/web/account/lock.ts'
import { derive } from '@pasar/web/platform/crypto.ts'
import { readMeta } from '@pasar/web/store/meta.ts'
import { aPhone, type Phone } from '../../fixtures/replica.ts'
import type { Replica } from '@pasar/web/store/db.ts'

const PIN = '482915'

async function aLockedPhone(): Promise<{ phone: Phone; replica: Replica }> {
  const phone = aPhone()
  const replica = await phone.open()
  await setLock(replica, PIN)
  return { phone, replica }
}

const wrong = async (replica: Replica, times: number): Promise<unknown> => {
  let last: unknown
  for (let n = 0; n < times; n++) last = await tryUnlock(replica, '000000')
  return last
}

test('a phone without a lock opens with anything, one with a lock with its PIN alone', async () => {
  const replica = await aPhone().open()
  expect(await tryUnlock(replica, '1')).toEqual({ ok: true })
  await setLock(replica, PIN)
  expect(await tryUnlock(replica, PIN)).toEqual({ ok: true })
  expect(await tryUnlock(replica, '482914')).toEqual({ ok: false, waitMs: 0, triesLeft: 4 })
})

test('the PIN itself is nowhere in the database', async () => {
  const { replica } = await aLockedPhone()
  const pin = await readMeta(replica.db, 'pin')
  expect(pin?.iterations).toBe(PIN_ITERATIONS)
  expect(PIN_ITERATIONS).toBeGreaterThanOrEqual(310_000)
  expect(JSON.stringify(await replica.db.meta.toArray())).not.toContain(PIN)
})

test('five wrong PINs are free, then each one doubles the wait, and the right one ends it', async () => {
  const { phone, replica } = await aLockedPhone()
  expect(await wrong(replica, 4)).toEqual({ ok: false, waitMs: 0, triesLeft: 1 })
  expect(await wrong(replica, 1)).toEqual({ ok: false, waitMs: 30_000, triesLeft: 0 })
  expect(await tryUnlock(replica, PIN)).toEqual({ ok: false, waitMs: 30_000, triesLeft: 0 })
  phone.device.clock += 29_999
  expect(await tryUnlock(replica, PIN)).toEqual({ ok: false, waitMs: 1, triesLeft: 0 })
  phone.device.clock += 1
  expect(await wrong(replica, 1)).toEqual({ ok: false, waitMs: 60_000, triesLeft: 0 })
  phone.device.clock += 60_000
  expect(await tryUnlock(replica, PIN)).toEqual({ ok: true })
  expect(await wrong(replica, 1)).toEqual({ ok: false, waitMs: 0, triesLeft: 4 })
})

test('a wait never passes an hour', async () => {
  const { phone, replica } = await aLockedPhone()
  for (let n = 0; n < 20; n++) {
    const tried = await tryUnlock(replica, '000000')
    phone.device.clock += tried.ok ? 0 : tried.waitMs
  }
  expect(await wrong(replica, 1)).toEqual({ ok: false, waitMs: 3_600_000, triesLeft: 0 })
})

test('a wait survives closing the app', async () => {
  const { phone, replica } = await aLockedPhone()
  await wrong(replica, 5)
  await replica.close()
  const again = await phone.open()
  expect(await tryUnlock(again, PIN)).toEqual({ ok: false, waitMs: 30_000, triesLeft: 0 })
})

test('a clock set back shortens no wait and makes none longer, I7', async () => {
  const { phone, replica } = await aLockedPhone()
  await wrong(replica, 5)
  phone.device.clock -= 365 * 86_400_000
  expect(await tryUnlock(replica, PIN)).toEqual({ ok: false, waitMs: 30_000, triesLeft: 0 })
  phone.device.clock += 30_000
  expect(await tryUnlock(replica, PIN)).toEqual({ ok: true })
})

test('a try that is killed before it is compared counts all the same', async () => {
  const { phone, replica } = await aLockedPhone()
  await wrong(replica, 4)
  await replica.close()
  const { platform } = await phone.open()
  const dying = await phone.open({
    platform: { ...platform, derive: () => Promise.reject(new Error('killed')) },
  })
  await expect(tryUnlock(dying, '111111')).rejects.toThrow('killed')
  expect(await tryUnlock(dying, PIN)).toEqual({ ok: false, waitMs: 30_000, triesLeft: 0 })
})

test('the verifier is PBKDF2 of PIN and salt', async () => {
  const from = { secret: PIN, salt: 'abcdefgh', iterations: 1_000 }
  const first = await derive(from)
  expect(first).toMatch(/^[A-Za-z0-9_-]{43}$/)
  expect(await derive(from)).toBe(first)
  expect(await derive({ ...from, salt: 'abcdefgj' })).not.toBe(first)
  expect(await derive({ ...from, secret: '482914' })).not.toBe(first)
})
