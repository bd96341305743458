import { expect, test } from 'vitest'
import { Bug } from '@pasar/shared/lib/assert.ts'
import { asFault, StorageFault } from '@pasar/web/store/fault.ts'

const named = (name: string, inner?: unknown): Error =>
  Object.assign(new Error(name), { name, inner })

test.each([
  [named('QuotaExceededError'), 'storageFull'],
  [named('AbortError', named('QuotaExceededError')), 'storageFull'],
  [named('OpenFailedError', named('QuotaExceededError')), 'storageFull'],
  [named('OpenFailedError', named('UnknownError')), 'wontOpen'],
  [named('MissingAPIError'), 'wontOpen'],
  [named('UnknownError'), 'storageLost'],
  [named('DatabaseClosedError'), 'storageLost'],
  [named('InvalidStateError'), 'storageLost'],
  [named('NotReadableError'), 'storageLost'],
  [named('AbortError'), 'unknown'],
])('%s is a fault of kind %s with its cause', (error, kind) => {
  const fault = asFault(error)
  expect(fault).toBeInstanceOf(StorageFault)
  expect(fault).toMatchObject({ kind, cause: error })
})

test('a fault stays what it is, and a bug is none', () => {
  const fault = new StorageFault('newerSchema')
  const bug = new Bug('mine')
  expect([asFault(fault), asFault(bug), asFault('text')]).toEqual([fault, bug, 'text'])
})
