import {
  isMutationName,
  loadMutation,
  loadedMutation,
  registry,
} from '@pasar/shared/mutations/registry.ts'
import { expect, test } from 'vitest'

test('knows no mutation before it is loaded, and every one after', async () => {
  const names = Object.keys(registry)
  expect(names.map(loadedMutation)).toEqual(names.map(() => null))
  for (const name of names) {
    const mutation = await loadMutation(name)
    expect(mutation?.name).toBe(name)
    expect(loadedMutation(name)).toBe(mutation)
    expect(await loadMutation(name)).toBe(mutation)
  }
})

test('knows no other name, also none that every object has, A5', async () => {
  for (const name of [
    '',
    'order.place.v0',
    'order.place',
    '__proto__',
    'toString',
    'constructor',
  ]) {
    expect(isMutationName(name)).toBe(false)
    expect(await loadMutation(name)).toBeNull()
  }
})
