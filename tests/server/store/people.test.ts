import { expect, test } from 'vitest'
import { anInstallation } from '../installation.ts'

const people = async () => (await anInstallation({ isBare: true })).store.people

test('a code is used up by one caller alone', async () => {
  const table = await people()
  table.addCode('mac', { account: 'A', issuedBy: 'office', issuedAt: 1, expiresAt: 2 })
  const use = { at: 1, client: 'C', publicKey: 'K' }
  expect([table.useCode('mac', use), table.useCode('mac', use), table.useCode('no', use)]).toEqual([
    true,
    false,
    false,
  ])
  expect(table.code('mac')).toEqual({
    account: 'A',
    issuedBy: 'office',
    issuedAt: 1,
    expiresAt: 2,
    usedAt: 1,
    usedClient: 'C',
    usedKey: 'K',
  })
})

test('a phone keeps its highest seq, its first revocation and its first leave', async () => {
  const table = await people()
  table.addClient({ id: 'C', account: 'A', publicKey: 'K', at: 1 })
  for (const seq of [3, 2]) table.noteSeq('C', seq)
  for (const at of [4, 5]) {
    table.markRevoked('C', at)
    table.markLeft('C', at)
  }
  table.noteSeen('C', 9)
  expect(table.client('C')).toEqual({
    id: 'C',
    account: 'A',
    publicKey: 'K',
    createdAt: 1,
    seenAt: 9,
    lastSeq: 3,
    leftAt: 4,
    revokedAt: 4,
  })
  expect(table.clientsOf('A')).toEqual([table.client('C')])
})

test('ends the sessions of a phone that were opened by then, and no others', async () => {
  const table = await people()
  table.addClient({ id: 'C', account: 'A', publicKey: 'K', at: 1 })
  table.addSession('old', { client: 'C', at: 1 })
  table.addSession('new', { client: 'C', at: 5 })
  table.endSessionsOf('C', { at: 6, createdBefore: 4 })
  expect([table.session('old')?.endedAt, table.session('new')?.endedAt]).toEqual([6, null])
})

test('several writes stand or fall together', async () => {
  const table = await people()
  const work = () =>
    table.together(() => {
      table.addClient({ id: 'C', account: 'A', publicKey: 'K', at: 1 })
      throw new Error('later step')
    })
  expect(work).toThrow('later step')
  expect(table.client('C')).toBe(undefined)
})

test('a session belongs to a phone that is there', async () => {
  const table = await people()
  expect(() => table.addSession('token', { client: 'nobody', at: 1 })).toThrow('FOREIGN KEY')
})
