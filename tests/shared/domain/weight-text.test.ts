import { parseWeight } from '@pasar/shared/domain/weight-text.ts'
import { AMOUNT_BASE_MAX } from '@pasar/shared/lib/limits.ts'
import { describe, expect, test } from 'vitest'

describe('a weight typed with its unit', () => {
  test.each([
    ['5 ons', 500],
    ['5ons', 500],
    ['1 kg', 1_000],
    ['1KG', 1_000],
    ['1 kilo', 1_000],
    ['1,05 kg', 1_050],
    ['1,050 kg', 1_050],
    ['1.5 kg', 1_500],
    ['0.500 kg', 500],
    ['1/2 kg', 500],
    ['1 1/2 kg', 1_500],
    ['½ kg', 500],
    ['1½ kg', 1_500],
    ['3/4kg', 750],
    ['setengah kg', 500],
    ['seperempat kilo', 250],
    ['250 g', 250],
    ['250 gram', 250],
    ['1.050 g', 1_050],
    ['5 g', 5],
    ['2 kuintal', 200_000],
    ['2,5 ons', 250],
  ])('reads %j as %d g in any field, M8', (text, value) => {
    for (const fieldUnit of ['g', 'ons', 'kg'] as const) {
      expect(parseWeight(text, fieldUnit)).toEqual({ ok: true, value })
    }
  })

  test.each([
    ['1.050 kg', 'ambiguous'],
    ['10.500 ons', 'ambiguous'],
    ['1,050 g', 'ambiguous'],
    ['1,5 g', 'tooFine'],
    ['1/3 kg', 'tooFine'],
    ['0,005 ons', 'tooFine'],
    ['1/0 kg', 'notANumber'],
    ['1.050,5 g', 'notANumber'],
    ['1,0505 kg', 'notANumber'],
    ['1 ikat', 'notANumber'],
    ['kg', 'notANumber'],
    ['1e3 g', 'notANumber'],
    ['0 kg', 'tooLow'],
    ['0/2 kg', 'tooLow'],
    ['-1 kg', 'negative'],
    ['−1 kg', 'negative'],
    ['101 kuintal', 'tooHigh'],
    ['999999999 kuintal', 'tooHigh'],
    ['9999999999 g', 'notANumber'],
  ])('refuses %j as %s, M8', (text, why) => {
    expect(parseWeight(text, 'g')).toEqual({ ok: false, why })
  })
})

describe('a weight typed into a field of grams', () => {
  test.each([
    ['1050', 1_050],
    ['1.050', 1_050],
    ['1,050', 1_050],
    ['1,05', 1_050],
    ['1.05', 1_050],
    ['0,5', 500],
    ['1/2', 500],
    ['setengah', 500],
    ['10', 10],
    ['10.500', 10_500],
  ])('reads %j as %d g, M8', (text, value) => {
    expect(parseWeight(text, 'g')).toEqual({ ok: true, value })
  })

  test.each([
    ['1', 'ambiguous'],
    ['9', 'ambiguous'],
    ['0', 'tooLow'],
    ['', 'empty'],
    ['  ', 'empty'],
    ['abc', 'notANumber'],
    ['1..5', 'notANumber'],
    [String(AMOUNT_BASE_MAX + 1), 'tooHigh'],
    ['100000000', 'tooHigh'],
  ])('refuses %j as %s, M8', (text, why) => {
    expect(parseWeight(text, 'g')).toEqual({ ok: false, why })
  })

  test('takes the largest amount itself, M8', () => {
    expect(parseWeight(String(AMOUNT_BASE_MAX), 'g')).toEqual({ ok: true, value: AMOUNT_BASE_MAX })
  })
})

describe('a weight typed into a field of kilograms', () => {
  test.each([
    ['1', 1_000],
    ['99', 99_000],
    ['1,05', 1_050],
    ['1,050', 1_050],
    ['1.5', 1_500],
    ['1/4', 250],
  ])('reads %j as %d g, M8', (text, value) => {
    expect(parseWeight(text, 'kg')).toEqual({ ok: true, value })
  })

  test.each([
    ['100', 'ambiguous'],
    ['500', 'ambiguous'],
    ['1.050', 'ambiguous'],
  ])('refuses %j as %s, M8', (text, why) => {
    expect(parseWeight(text, 'kg')).toEqual({ ok: false, why })
  })
})
