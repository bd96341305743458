import { NameSchema, NoteSchema, parseName } from '@pasar/shared/domain/name.ts'
import { NAME_CHARS_MAX, NOTE_CHARS_MAX } from '@pasar/shared/lib/limits.ts'
import { safeParse } from 'valibot'
import { describe, expect, test } from 'vitest'

describe('a typed name', () => {
  test.each([
    ['Bu Tin', 'Bu Tin'],
    ['  Bu \t\n Tin ', 'Bu Tin'],
    ['Ma\u2019ruf', 'Ma\u2019ruf'],
    ['Nun\u0303ez', 'Nu\u00f1ez'],
    ['ꦥꦱꦂ', 'ꦥꦱꦂ'],
    ['🌶️', '🌶️'],
    ['½', '½'],
    ['Bu\u200BTin', 'BuTin'],
  ])('%j is stored as %j, M13', (text, value) => {
    expect(parseName(text)).toEqual({ ok: true, value })
  })

  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['\u200B\u2060', 'empty'],
    ['\u200D', 'empty'],
    ['Bu\u0000Tin', 'badCharacters'],
    ['Bu\u001bTin', 'badCharacters'],
    ['\u202EniT uB', 'badCharacters'],
    ['Bu \ud83c', 'badCharacters'],
  ])('%j is refused as %s, M13', (text, why) => {
    expect(parseName(text)).toEqual({ ok: false, why })
  })

  test('has NAME_CHARS_MAX characters at most, M13', () => {
    const longest = 'a'.repeat(NAME_CHARS_MAX)
    expect(parseName(longest)).toEqual({ ok: true, value: longest })
    expect(parseName(` ${longest} `)).toEqual({ ok: true, value: longest })
    expect(parseName(`${longest}a`)).toEqual({ ok: false, why: 'tooLong' })
    expect(parseName('a'.repeat(300))).toEqual({ ok: false, why: 'tooLong' })
    expect(parseName(' '.repeat(1_001))).toEqual({ ok: false, why: 'tooLong' })
  })

  test('is stable: a stored name is stored as it is, M13', () => {
    for (const text of ['  Bu \t Tin ', 'Nun\u0303ez', 'Bu\u200BTin', 'ﷺ']) {
      const name = parseName(text)
      expect(name.ok && parseName(name.value)).toEqual(name)
    }
  })

  test('comes out of an intent in its stored form, M13', () => {
    expect(safeParse(NameSchema, ' Bu  Tin ').output).toBe('Bu Tin')
    for (const text of ['', 'a'.repeat(300), 'Bu\u0000Tin', 5, null]) {
      expect(safeParse(NameSchema, text).success).toBe(false)
    }
  })
})

test('a note keeps its lines and has its own bound, M13', () => {
  expect(safeParse(NoteSchema, ' tomat busuk\r\nminta ganti ').output).toBe(
    'tomat busuk\nminta ganti',
  )
  expect(safeParse(NoteSchema, 'a'.repeat(NOTE_CHARS_MAX)).success).toBe(true)
  for (const text of ['', '  ', 'a'.repeat(NOTE_CHARS_MAX + 1), 'a\u0000', 'a\u202E']) {
    expect(safeParse(NoteSchema, text).success).toBe(false)
  }
})
