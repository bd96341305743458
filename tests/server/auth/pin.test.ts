import { checkPin, hashPin, setOrCheckPin } from '@pasar/server/auth/pin.ts'
import { beforeEach, expect, test } from 'vitest'
import { type Installation, ULIDS, aVendorPhone, anInstallation } from '../installation.ts'
import { PIN } from '../phone.ts'

let installation: Installation

beforeEach(async () => {
  installation = await anInstallation()
  await aVendorPhone(installation)
})

const check = (pin: string, account: string = ULIDS.tin) =>
  checkPin(installation.app.auth, { account, pin })
const ok = { ok: true }
const wrong = { ok: false, why: 'pinWrong' }
const wait = (retryAfterS: number) => ({ ok: false, why: 'tooMany', retryAfterS })

test('a sixth try after five wrong PINs waits, even with the right one', async () => {
  for (let count = 0; count < 5; count++) expect(await check('000000')).toEqual(wrong)
  expect(await check(PIN)).toEqual(wait(30))
  installation.clock.now += 30_000
  expect(await check(PIN)).toEqual(ok)
})

test('waits grow to a quarter of an hour and no further: a rival locks nobody out', async () => {
  const waits: (number | undefined)[] = []
  for (let count = 0; count < 14; count++) {
    await check('000000')
    const refusal = await check('000000')
    if (refusal.ok || refusal.why === 'pinWrong') continue
    waits.push(refusal.retryAfterS)
    installation.clock.now += (refusal.retryAfterS ?? 0) * 1_000
  }
  expect(waits.slice(0, 7)).toEqual([30, 60, 120, 240, 480, 900, 900])
  expect(await check(PIN)).toEqual(ok)
})

test('the right PIN forgets the wrong ones', async () => {
  for (let round = 0; round < 3; round++) {
    for (let count = 0; count < 4; count++) await check('000000')
    expect(await check(PIN)).toEqual(ok)
  }
})

test('many wrong PINs at once are not one free look each', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => check('000000')))
  expect(answers.filter((answer) => !answer.ok && answer.why === 'pinWrong')).toHaveLength(5)
})

test('an account without a PIN, or none at all, is answered like a wrong PIN', async () => {
  expect([await check(PIN, ULIDS.sum), await check(PIN, 'nobody')]).toEqual([wrong, wrong])
})

test('the first PIN of an account is set, the next one compared', async () => {
  const set = (pin: string) => setOrCheckPin(installation.app.auth, { account: ULIDS.sum, pin })
  expect([await set('111111'), await set('222222'), await set('111111')]).toEqual([ok, wrong, ok])
})

test('a clock that was set back locks nobody out for longer', async () => {
  for (let count = 0; count < 5; count++) await check('000000')
  installation.clock.now -= 86_400_000
  expect(await check(PIN)).toEqual(ok)
})

test('too many at once are asked to come again', async () => {
  const pins = { hash: async () => 'busy' as const, isRight: async () => 'busy' as const }
  const busy = await anInstallation({ app: { pins } })
  expect(await hashPin(busy.app.auth, PIN)).toEqual(wait(3))
  expect(await checkPin(busy.app.auth, { account: ULIDS.tin, pin: PIN })).toEqual(wait(3))
})
