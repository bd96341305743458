import { randomBytes } from 'node:crypto'
import { argonHasher } from '@pasar/server/auth/pin-hasher.ts'
import { expect, test } from 'vitest'

const hasher = argonHasher(randomBytes)

test('knows the PIN it has hashed and no other', async () => {
  const hash = await hasher.hash('246810')
  expect(hash).toMatch(/^argon2id\$[\w-]{22}\$[\w-]{43}$/)
  expect(await Promise.all(['246810', '246811'].map((pin) => hasher.isRight(pin, hash)))).toEqual([
    true,
    false,
  ])
})

test('the same PIN never has the same hash', async () => {
  expect(await hasher.hash('246810')).not.toBe(await hasher.hash('246810'))
})

test.each([null, '', 'argon2id', 'argon2id$$', 'bcrypt$AAAA$AAAA', 'argon2id$AAAAAAAAAAAA$!'])(
  'nothing matches the hash %s',
  async (hash) => {
    expect(await hasher.isRight('246810', hash)).toBe(false)
  },
)

test('turns away who comes when a hundred wait already', async () => {
  const crowd = Array.from({ length: 104 }, () => hasher.isRight('246810', null))
  const answers = await Promise.all(crowd)
  expect(answers.filter((answer) => answer === 'busy')).toHaveLength(2)
  expect(await hasher.isRight('246810', null)).toBe(false)
}, 60_000)
