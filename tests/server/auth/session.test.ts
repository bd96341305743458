import { DAY_MS } from '@pasar/server/auth/auth.ts'
import { openSession, standingOf } from '@pasar/server/auth/session.ts'
import { tokenHash } from '@pasar/server/auth/token.ts'
import { beforeEach, expect, test } from 'vitest'
import { type Installation, ULIDS, anInstallation } from '../installation.ts'

let installation: Installation

beforeEach(async () => {
  installation = await anInstallation()
  people().addClient({ id: 'C', account: ULIDS.tin, publicKey: 'K', at: 0 })
})

const people = () => installation.store.people
const open = () => openSession(installation.app.auth, 'C')
const standing = (token: string | null) => standingOf(installation.app.auth, token)
const later = (ms: number): void => {
  installation.clock.now += ms
}
const live = { kind: 'live', client: 'C', account: ULIDS.tin }

test('a token stands for its phone and account; only its hash is kept', () => {
  const token = open()
  expect([standing(token), standing(`${token}x`), standing(null)]).toEqual([
    live,
    { kind: 'none' },
    { kind: 'none' },
  ])
  expect(people().session(token)).toBe(undefined)
  expect(people().session(tokenHash(token))?.client).toBe('C')
})

test('slides while it is used, and ends after 45 idle days', () => {
  const token = open()
  later(44 * DAY_MS)
  expect(standing(token)).toEqual(live)
  later(44 * DAY_MS)
  expect(standing(token)).toEqual(live)
  later(45 * DAY_MS + 1)
  expect(standing(token)).toEqual({ kind: 'none' })
})

test('ends after 180 days however it is used', () => {
  const token = open()
  for (let days = 0; days < 180; days += 20) {
    later(20 * DAY_MS)
    expect(standing(token)).toEqual(live)
  }
  later(1)
  expect(standing(token)).toEqual({ kind: 'none' })
})

test('a new one ends the old ones, but not its twin of a moment ago', () => {
  const old = open()
  later(20 * 60_000)
  const lost = open()
  const twin = open()
  expect([old, lost, twin].map((token) => standing(token).kind)).toEqual(['none', 'live', 'live'])
})

test('a phone that was cut off is told so; one that left is nobody', () => {
  const token = open()
  people().markRevoked('C', 1)
  expect(standing(token)).toEqual({ kind: 'revoked', client: 'C' })
  people().addClient({ id: 'D', account: ULIDS.tin, publicKey: 'K', at: 0 })
  const other = openSession(installation.app.auth, 'D')
  people().markLeft('D', 1)
  expect(standing(other)).toEqual({ kind: 'none' })
})
