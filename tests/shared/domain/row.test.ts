import { KINDS, keyOf, rowKey } from '@pasar/shared/domain/row.ts'
import { expect, test } from 'vitest'
import { ONE_OF_EACH } from '../../fixtures/row.ts'

test('every kind has a key that names it, A1', () => {
  for (const kind of KINDS) {
    const row = ONE_OF_EACH[kind]
    expect(row.kind).toBe(kind)
    expect(rowKey(row)).toBe(keyOf(kind, row.id))
    expect(rowKey(row).startsWith(`${kind}/`)).toBe(true)
  }
})
