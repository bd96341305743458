import { beforeEach, expect, test } from 'vitest'
import { issueCode } from '@pasar/server/auth/code.ts'
import { type Installation, ULIDS, anInstallation } from '../installation.ts'
import { PAGE_HEADERS, PIN, aUlid, someKeys } from '../phone.ts'

let installation: Installation

beforeEach(async () => {
  installation = await anInstallation({ app: { settings: { trustProxy: true } } })
})

async function setCookie(url: string, headers: object = {}): Promise<string> {
  const { app } = installation
  const { code } = issueCode(app.auth, { account: ULIDS.tin, issuedBy: 'office' })
  const body = { code, client: aUlid(), publicKey: someKeys().publicKey, pin: PIN }
  const response = await app.request(url, {
    method: 'POST',
    headers: { ...PAGE_HEADERS, ...headers },
    body: JSON.stringify(body),
  })
  return response.headers.get('set-cookie') ?? ''
}

const PATH = '/api/session/redeem'

test('is bound to the host and out of reach of scripts and plain http', async () => {
  const strict =
    /^__Host-pasar=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=15552000; Secure$/
  expect(await setCookie(`https://pasar.test${PATH}`)).toMatch(strict)
  expect(await setCookie(PATH, { 'x-forwarded-proto': 'https' })).toMatch(strict)
})

test('works on plain http, where a Secure one would never come back', async () => {
  expect(await setCookie(PATH)).toMatch(
    /^pasar=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=15552000$/,
  )
})

test('of plain http is worth nothing on https', async () => {
  const [plain = ''] = (await setCookie(PATH)).split(';')
  const at = async (url: string) =>
    (await installation.app.request(url, { headers: { cookie: plain } })).status
  expect([await at('/api/session'), await at('https://pasar.test/api/session')]).toEqual([200, 401])
})

test('is taken back when the phone leaves', async () => {
  const [cookie = ''] = (await setCookie(PATH)).split(';')
  const response = await installation.app.request('/api/session/leave', {
    method: 'POST',
    headers: { ...PAGE_HEADERS, cookie },
    body: '{}',
  })
  expect(response.headers.get('set-cookie')).toMatch(/^pasar=; .*Max-Age=0/)
})
