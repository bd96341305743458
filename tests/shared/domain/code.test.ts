import {
  CODE_ALPHABET,
  CODE_LETTERS,
  CodeSchema,
  formatCode,
  HandoverCodeSchema,
  parseCode,
  PinSchema,
} from '@pasar/shared/domain/code.ts'
import { is } from 'valibot'
import { expect, test } from 'vitest'

test('a code is taken however its letters were typed', () => {
  for (const text of ['ABCDEFGH', 'ABCD-EFGH', 'abcd efgh', ' abcd–efgh ', 'a.b.c.d.e.f.g.h']) {
    expect(parseCode(text)).toEqual({ ok: true, value: 'ABCDEFGH' })
  }
})

test('a code that cannot be one is refused with the reason', () => {
  expect(parseCode(' - ')).toEqual({ ok: false, why: 'empty' })
  expect(parseCode('ABCDEFG')).toEqual({ ok: false, why: 'badLength' })
  expect(parseCode('ABCDEFGHJ')).toEqual({ ok: false, why: 'badLength' })
  for (const letter of ['I', 'L', 'O', 'U', '0', '1', 'É', '/']) {
    expect(parseCode(`ABCDEFG${letter}`), letter).toEqual({ ok: false, why: 'badLetter' })
  }
})

test('the alphabet and the form of a code are one', () => {
  expect(new Set(CODE_ALPHABET).size).toBe(22)
  for (const letter of CODE_ALPHABET) {
    expect(is(CodeSchema, letter.repeat(CODE_LETTERS)), letter).toBe(true)
  }
  expect(is(CodeSchema, 'ABCD-EFGH')).toBe(false)
  expect(is(CodeSchema, 'abcdefgh')).toBe(false)
})

test('a shown code reads back', () => {
  expect(formatCode('ABCDEFGH')).toBe('ABCD-EFGH')
  expect(parseCode(formatCode('QRSTVWXY'))).toEqual({ ok: true, value: 'QRSTVWXY' })
})

test('PIN and handover code are exactly six and four digits', () => {
  expect(
    ['12345', '123456', '1234567', '12345a', '１２３４５６'].map((pin) => is(PinSchema, pin)),
  ).toEqual([false, true, false, false, false])
  expect(['123', '0042', '12345', '12a4'].map((code) => is(HandoverCodeSchema, code))).toEqual([
    false,
    true,
    false,
    false,
  ])
})
