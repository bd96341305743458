import { slips } from '@pasar/shared/domain/slip.ts'
import { expect, test } from 'vitest'

test.each([
  ['wortel', 'wortle', true],
  ['bawang', 'bawamg', true],
  ['bawang', 'bawng', true],
  ['bawang', 'bawwang', true],
  ['bawang', 'awang', true],
  ['bawang', 'bawan', true],
  ['ab', 'ba', true],
  ['', 'a', true],
  ['bawang', 'bawang', false],
  ['', '', false],
  ['bawang', 'bawngg', false],
  ['bawang', 'bwanng', false],
  ['bawang', 'baw', false],
  ['abcd', 'badc', false],
])('one slip leads from %j to %j: %s, M16', (a, b, expected) => {
  expect(slips(a, b)).toBe(expected)
  expect(slips(b, a)).toBe(expected)
})

/** Optimal string alignment distance by its textbook table. */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  )
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1]
      let best = Math.min(
        rows[i - 1]![j]! + 1,
        rows[i]![j - 1]! + 1,
        rows[i - 1]![j - 1]! + (isSame ? 0 : 1),
      )
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, rows[i - 2]![j - 2]! + 1)
      }
      rows[i]![j] = best
    }
  }
  return rows[a.length]![b.length]!
}

test('agrees with the textbook distance on every pair of short words, M16', () => {
  const words = ['']
  for (let index = 0; words.length < 121; index++) {
    for (const letter of 'abc') words.push(`${words[index]}${letter}`)
  }
  for (const a of words) {
    for (const b of words) expect(slips(a, b), `${a} ${b}`).toBe(distance(a, b) === 1)
  }
})
