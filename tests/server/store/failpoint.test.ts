import { failpointFrom, noFailpoint } from '@pasar/server/store/failpoint.ts'
import { expect, test } from 'vitest'

test('dies the n-th time at its place and nowhere else', () => {
  let deaths = 0
  const failpoint = failpointFrom('before-commit:2', () => deaths++)
  const seen = (['before-commit', 'after-commit', 'before-commit', 'before-commit'] as const).map(
    (place) => {
      failpoint?.(place)
      return deaths
    },
  )
  expect(seen).toEqual([0, 0, 1, 1])
})

test.each(['nowhere:1', 'before-commit', 'before-commit:0', 'before-commit:x', ''])(
  'knows no place in "%s"',
  (text) => {
    expect(failpointFrom(text, () => undefined)).toBe(null)
  },
)

test('lets everything pass where none is set', () => {
  expect(noFailpoint('before-begin')).toBe(undefined)
})
