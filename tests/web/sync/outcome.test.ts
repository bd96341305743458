import { expect, test } from 'vitest'
import { isTimerless, stateAfter } from '@pasar/web/sync/outcome.ts'
import type { Exchange } from '@pasar/web/sync/exchange.ts'

const refused = (error: Extract<Exchange, { kind: 'refused' }>['error']): Exchange => ({
  kind: 'refused',
  error,
  retryAfterS: null,
})

test.each([
  [
    { kind: 'done', isComplete: true, hasLater: false, mismatched: 0, snapshots: [] },
    'idle',
    false,
  ],
  [{ kind: 'offline' }, 'waiting', false],
  [{ kind: 'stale' }, 'waiting', false],
  [refused('signInNeeded'), 'signIn', true],
  [refused('deviceRevoked'), 'revoked', true],
  [refused('protocolUnknown'), 'updateNeeded', true],
  [refused('serverFull'), 'serverFull', false],
  [refused('tooMany'), 'waiting', false],
  [refused('unknown'), 'waiting', false],
] as const)('%j leads to %s, S10', (outcome, state, waitsForAPerson) => {
  expect(stateAfter(outcome)).toBe(state)
  expect(isTimerless(state)).toBe(waitsForAPerson)
})
