import { findCode, issueCode, newCode } from '@pasar/server/auth/code.ts'
import { beforeEach, expect, test } from 'vitest'
import { type Installation, MORNING, ULIDS, anInstallation } from '../installation.ts'

let installation: Installation

beforeEach(async () => {
  installation = await anInstallation()
})

test('a code is found however it is typed, and good for 72 hours', () => {
  const { auth } = installation.app
  const { code, expiresAt } = issueCode(auth, { account: ULIDS.tin, issuedBy: 'office' })
  expect([code.length, expiresAt - MORNING]).toEqual([9, 72 * 3_600_000])
  for (const typed of [code, code.toLowerCase(), code.replace('-', ' '), ` ${code} `]) {
    expect(findCode(auth, typed)?.code.account).toBe(ULIDS.tin)
  }
})

test('what nobody got is not found', () => {
  const { auth } = installation.app
  expect(findCode(auth, 'ABCD-EFGH')).toBe(null)
  issueCode(auth, { account: ULIDS.tin, issuedBy: 'office' })
  expect([findCode(auth, 'ABCD-EFGH'), findCode(auth, ''), findCode(auth, "' OR 1=1")]).toEqual([
    null,
    null,
    null,
  ])
})

test('what is stored gives no code away without the secret of the installation', async () => {
  const random = () => new Uint8Array(8)
  const terms = { account: 'A', issuedBy: 'office', at: 0, ageMs: 1, random } as const
  const other = await anInstallation()
  other.store.meta.put('codeSecret', 'another')
  newCode(installation.store, terms)
  newCode(other.store, terms)
  expect(findCode(installation.app.auth, 'AAAA-AAAA')?.mac).not.toBe(
    findCode(other.app.auth, 'AAAA-AAAA')?.mac,
  )
})
