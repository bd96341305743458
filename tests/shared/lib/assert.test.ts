import { assert, Bug } from '@pasar/shared/lib/assert.ts'
import { expect, test } from 'vitest'

test('a broken promise is a Bug with its sentence', () => {
  expect(() => assert(false, 'rows have keys')).toThrow(new Bug('rows have keys'))
  expect(() => assert(0, 'zero is false')).toThrow(Bug)
  expect(() => assert('text', 'never')).not.toThrow()
  expect(new Bug('x').name).toBe('Bug')
})
