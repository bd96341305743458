import { expect, test } from 'vitest'
import { demoGreeting } from '@pasar/server/seed/demo-greeting.ts'
import { DEMO_PEOPLE } from '@pasar/server/seed/demo-people.ts'

test('prints each demo person with the code issued for them', () => {
  const issued: string[] = []
  const lines = demoGreeting((accountId) => {
    issued.push(accountId)
    return `CODE-${issued.length}`
  })
  expect(issued).toEqual(DEMO_PEOPLE.map((person) => person.id))
  expect(lines.length).toBe(DEMO_PEOPLE.length + 1)
  expect(lines[1]).toBe('  CODE-1  Bu Tin (pedagang sayur, Pasar Baru C-1)')
})
