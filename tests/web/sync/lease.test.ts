import { expect, test } from 'vitest'
import { readMeta, writeMeta } from '@pasar/web/store/meta.ts'
import { Lease } from '@pasar/web/sync/lease.ts'
import { aPhone } from '../../fixtures/replica.ts'

async function twoTabs() {
  const phone = aPhone()
  const replica = await phone.open()
  return { phone, replica, first: new Lease(replica), second: new Lease(await phone.open()) }
}

test('nobody leads at first, and whoever takes the lead has it', async () => {
  const { first, second } = await twoTabs()
  expect([await first.beat(), await second.isFree()]).toEqual([false, true])
  await first.take()
  expect([await first.beat(), await second.beat()]).toEqual([true, false])
  await second.take()
  expect([await first.beat(), await second.beat()]).toEqual([false, true])
})

test('a beat that stops for three looks makes the lead free, one that goes on does not, S9', async () => {
  const { first, second } = await twoTabs()
  await first.take()
  for (let look = 0; look < 5; look++) {
    await first.beat()
    expect(await second.isFree()).toBe(false)
  }
  expect(await second.isFree()).toBe(false)
  expect(await second.isFree()).toBe(false)
  expect(await second.isFree()).toBe(true)
})

test('a clock set back by ten years frees nothing and blocks nothing, I7', async () => {
  const { phone, first, second } = await twoTabs()
  await first.take()
  phone.device.clock -= 10 * 365 * 86_400_000
  expect(await first.beat()).toBe(true)
  for (let look = 0; look < 4; look++) await second.isFree()
  expect(await second.isFree()).toBe(true)
})

test('only the holder lets the lead go', async () => {
  const { replica, first, second } = await twoTabs()
  await first.take()
  await second.release()
  expect(await first.beat()).toBe(true)
  await first.release()
  expect(await readMeta(replica.db, 'lease')).toMatchObject({ holder: null })
  await replica.write(() => writeMeta(replica.db, 'lease', { holder: 'x', beat: 1 }))
  expect(await first.beat()).toBe(false)
})
