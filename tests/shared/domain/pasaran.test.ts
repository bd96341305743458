import { PASARAN, pasaranOf } from '@pasar/shared/domain/pasaran.ts'
import { weekday } from '@pasar/shared/domain/time.ts'
import { expect, test } from 'vitest'
import { dayOf } from '../../fixtures/day.ts'

test('17 August 1945 was Jumat Legi, M11', () => {
  const day = dayOf('1945-08-17')
  expect([weekday(day), pasaranOf(day)]).toEqual([5, 'Legi'])
})

test('the five days follow each other without end, before 1970 and after, M11', () => {
  const start = dayOf('1945-08-17')
  for (let index = 0; index < 20_000; index++) {
    expect(pasaranOf(start + index)).toBe(PASARAN[index % 5])
  }
  expect(pasaranOf(start - 1)).toBe('Kliwon')
})
