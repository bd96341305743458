import { expect, test } from 'vitest'
import { DEMO_PEOPLE, PLAIN_STALLS } from '@pasar/server/seed/demo-people.ts'

test('has a vendor, a second and a third, an officer, an admin, a courier and a household', () => {
  const roles = DEMO_PEOPLE.flatMap((person) => person.roles.map(({ role }) => role))
  expect(roles).toEqual(['vendor', 'vendor', 'vendor', 'officer', 'admin', 'courier', 'household'])
})

test('keeps the stalls of its vendors plain', () => {
  const stalls = DEMO_PEOPLE.flatMap((person) => person.roles).flatMap((role) =>
    role.role === 'vendor' ? [role.stallId] : [],
  )
  expect([...stalls].sort()).toEqual([...PLAIN_STALLS].sort())
})

test('gives nobody a number that somebody has', () => {
  expect(DEMO_PEOPLE.filter(({ phone }) => !/^62800000\d{5}$/.test(phone ?? ''))).toEqual([])
})
