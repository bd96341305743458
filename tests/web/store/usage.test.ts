import { expect, test } from 'vitest'
import { addUsage } from '@pasar/web/store/usage.ts'
import { usageToday } from '@pasar/web/store/queries/sync.ts'
import { aPhone } from '../../fixtures/replica.ts'

test('bytes add up within a local day and start over with the next', async () => {
  const phone = aPhone()
  const replica = await phone.open()
  const add = (bytes: number): Promise<void> => replica.write(() => addUsage(replica, bytes))
  expect(await usageToday(replica)).toBe(0)
  await add(100)
  await add(0)
  await add(23)
  expect(await usageToday(replica)).toBe(123)
  phone.device.clock += 86_400_000
  expect(await usageToday(replica)).toBe(0)
  await add(5)
  expect(await usageToday(replica)).toBe(5)
})
