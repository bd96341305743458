import { randomBytes } from 'node:crypto'
import { drawCode, drawToken, drawUlid, tokenHash } from '@pasar/server/auth/token.ts'
import { CODE_ALPHABET, CodeSchema } from '@pasar/shared/domain/code.ts'
import { UlidSchema } from '@pasar/shared/sync/protocol.ts'
import * as v from 'valibot'
import { expect, test } from 'vitest'

test('a token has 256 random bits and is stored as a hash of another look', () => {
  const token = drawToken(randomBytes)
  expect(token).toMatch(/^[\w-]{43}$/)
  expect(tokenHash(token)).not.toContain(token)
  expect([tokenHash(token), drawToken(randomBytes) === token]).toEqual([tokenHash(token), false])
})

test('a code has eight letters that nobody misreads, each as likely', () => {
  const codes = Array.from({ length: 4_000 }, () => drawCode(randomBytes))
  expect(codes.every((code) => v.is(CodeSchema, code))).toBe(true)
  const counts = [...CODE_ALPHABET].map((letter) => codes.join('').split(letter).length - 1)
  const fair = (codes.length * 8) / CODE_ALPHABET.length
  expect(Math.max(...counts)).toBeLessThan(fair * 1.2)
  expect(Math.min(...counts)).toBeGreaterThan(fair * 0.8)
})

test('bytes that would make some letters likelier are drawn again', () => {
  const draws = [new Uint8Array(8).fill(255), new Uint8Array(8).fill(0)]
  expect(drawCode(() => draws.shift() ?? new Uint8Array(8))).toBe('AAAAAAAA')
})

test('a ULID tells its time and is one to every schema', () => {
  const ulid = drawUlid(1_469_918_176_385, () => new Uint8Array(16))
  expect([ulid, v.is(UlidSchema, ulid)]).toEqual(['01ARYZ6S410000000000000000', true])
})
