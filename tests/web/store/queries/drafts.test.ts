import { expect, test } from 'vitest'
import { draft, saveDraft } from '@pasar/web/store/queries/drafts.ts'
import { aPhone } from '../../../fixtures/replica.ts'

const asNumber = (value: unknown): number | null => (typeof value === 'number' ? value : null)

test('a draft survives closing the app, and what does not parse is no draft', async () => {
  const phone = aPhone()
  const replica = await phone.open()
  expect(await draft(replica, 'basket', asNumber)).toBe(null)
  await saveDraft(replica, 'basket', 7)
  await saveDraft(replica, 'form', 'text')
  await replica.close()
  const again = await phone.open()
  expect(await draft(again, 'basket', asNumber)).toBe(7)
  expect(await draft(again, 'form', asNumber)).toBe(null)
  await saveDraft(again, 'basket', null)
  expect(await draft(again, 'basket', asNumber)).toBe(null)
})
