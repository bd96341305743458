import { broadSoundOf, commonWord, soundOf, wordsOf } from '@pasar/shared/domain/folding.ts'
import { expect, test } from 'vitest'

test('a text is cut into plain words, M16', () => {
  expect(wordsOf('  Kol/Kubis, EMPON-empon (besar) ')).toEqual([
    'kol',
    'kubis',
    'empon',
    'empon',
    'besar',
  ])
  expect(wordsOf("Tempé Ma'ruf kacang2 Écolier")).toEqual(['tempe', 'maruf', 'kacang', 'ecolier'])
  expect(wordsOf('北市場 ꦥꦱꦂ 🌶️')).toHaveLength(2)
  expect(wordsOf(' - / ')).toEqual([])
})

test.each([
  ['cabe', 'cabai'],
  ['telor', 'telur'],
  ['toge', 'tauge'],
  ['sere', 'sereh'],
  ['sere', 'serai'],
  ['jae', 'jahe'],
  ['djahe', 'jahe'],
  ['katjang', 'kacang'],
  ['oebi', 'ubi'],
  ['bajam', 'bayam'],
  ['kriting', 'keriting'],
  ['brambang', 'berambang'],
  ['mrica', 'merica'],
  ['trasi', 'terasi'],
  ['kluek', 'kluwek'],
  ['terung', 'terong'],
  ['tellor', 'telur'],
  ['ijo', 'hijau'],
  ['tempeh', 'tempe'],
])('%s sounds like %s, M16', (a, b) => {
  expect(soundOf(a)).toBe(soundOf(b))
})

test.each([
  ['tahu', 'toge'],
  ['tahu', 'to'],
  ['kemiri', 'ketumbar'],
  ['bayam', 'ayam'],
  ['nila', 'lele'],
  ['teri', 'terasi'],
  ['kol', 'kelapa'],
])('%s does not sound like %s, M16', (a, b) => {
  expect(soundOf(a)).not.toBe(soundOf(b))
})

test('words of Javanese and Madurese lead to the common one, M16', () => {
  expect(['lombok', 'pote', 'ndog', 'cabai', 'constructor'].map(commonWord)).toEqual([
    'cabai',
    'putih',
    'telur',
    'cabai',
    'constructor',
  ])
})

test('Javanese o and a are one in the broad sound, M16', () => {
  for (const [a, b] of [
    ['semongko', 'semangka'],
    ['gulo', 'gula'],
    ['mrico', 'merica'],
  ] as const) {
    expect(broadSoundOf(soundOf(a))).toBe(broadSoundOf(soundOf(b)))
  }
})
