import { expect, test } from 'vitest'
import { type GateFacts, gateOf } from '@pasar/web/state/gate.ts'

const open: GateFacts = {
  isOpen: true,
  fault: null,
  hasLoss: false,
  isLocked: false,
  me: {},
  sync: { state: 'idle' },
}

test('a page is shown when nothing stands before it', () => {
  expect(gateOf(open, '/')).toBe('page')
})

test('until the phone has read who it is, it says that it opens', () => {
  expect([gateOf({ ...open, isOpen: false }, '/'), gateOf({ ...open, me: null }, '/')]).toEqual([
    'opening',
    'opening',
  ])
})

test('each trouble of storage has its screen, before all else', () => {
  const kinds = ['newerSchema', 'storageFull', 'wontOpen', 'storageLost', 'unknown'] as const
  const gates = kinds.map((fault) => gateOf({ ...open, fault, isOpen: false, isLocked: true }, '/'))
  expect(gates).toEqual(['newerTab', 'full', 'wontOpen', 'wontOpen', 'fault'])
})

test('what was lost is said before the lock, and the lock hides every page', () => {
  expect(gateOf({ ...open, hasLoss: true, isLocked: true }, '/')).toBe('lost')
  expect(gateOf({ ...open, isLocked: true }, '/beres')).toBe('locked')
})

test('a phone that is shut out keeps the pages where its unsent work can be saved, S10', () => {
  const revoked = { ...open, sync: { state: 'revoked' } }
  expect([gateOf(revoked, '/'), gateOf(revoked, '/beres'), gateOf(revoked, '/akun')]).toEqual([
    'revoked',
    'page',
    'page',
  ])
  expect(gateOf({ ...open, sync: { state: 'updateNeeded' } }, '/harga')).toBe('updateNeeded')
})

test('being without signal or signed out hides nothing', () => {
  const states = ['waiting', 'signIn', 'serverFull', 'following']
  expect(states.map((state) => gateOf({ ...open, sync: { state } }, '/'))).toEqual([
    'page',
    'page',
    'page',
    'page',
  ])
})
