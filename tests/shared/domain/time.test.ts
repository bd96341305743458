import {
  civilDate,
  DAY_MS,
  epochDay,
  formatTime,
  formatTimeAt,
  instantOn,
  isoDay,
  localDay,
  minuteOfDay,
  parseTime,
  startOfDay,
  weekday,
} from '@pasar/shared/domain/time.ts'
import { describe, expect, test } from 'vitest'
import { dayOf } from '../../fixtures/day.ts'

const at = (iso: string) => Date.parse(iso)

describe('the local day', () => {
  test('begins at 17.00 UTC of the day before, M9', () => {
    expect(localDay(at('2026-11-24T16:59:59.999Z'))).toBe(dayOf('2026-11-24'))
    expect(localDay(at('2026-11-24T17:00:00Z'))).toBe(dayOf('2026-11-25'))
    expect(startOfDay(dayOf('2026-11-25'))).toBe(at('2026-11-24T17:00:00Z'))
  })

  test('holds 1440 minutes, M9', () => {
    expect(minuteOfDay(at('2026-11-24T17:00:00Z'))).toBe(0)
    expect(minuteOfDay(at('2026-11-24T22:10:59Z'))).toBe(310)
    expect(minuteOfDay(at('2026-11-25T16:59:59.999Z'))).toBe(1_439)
    expect(instantOn(dayOf('2026-11-25'), 310)).toBe(at('2026-11-24T22:10:00Z'))
    expect(instantOn(dayOf('2026-11-25'), 1_560)).toBe(at('2026-11-25T19:00:00Z'))
  })

  test('is right before 1970 too, M9', () => {
    expect(localDay(at('1945-08-16T17:00:00Z'))).toBe(dayOf('1945-08-17'))
    expect(localDay(at('1945-08-17T03:00:00Z'))).toBe(dayOf('1945-08-17'))
    expect(minuteOfDay(at('1945-08-17T03:00:00Z'))).toBe(600)
  })
})

describe('calendar dates', () => {
  test('agree with the platform over four centuries, M9', () => {
    for (let day = dayOf('1800-01-01'); day <= dayOf('2200-12-31'); day += 13) {
      const iso = new Date(day * DAY_MS).toISOString().slice(0, 10)
      expect(isoDay(day)).toBe(iso)
      expect(weekday(day)).toBe(new Date(day * DAY_MS).getUTCDay() || 7)
      expect(epochDay(civilDate(day))).toBe(day)
    }
  })

  test('know leap days, M9', () => {
    expect(isoDay(dayOf('2000-02-29') + 1)).toBe('2000-03-01')
    expect(epochDay({ year: 2000, month: 2, date: 29 })).toBe(dayOf('2000-02-29'))
  })

  test('name the days that people remember', () => {
    expect(weekday(0)).toBe(4)
    expect(weekday(dayOf('1945-08-17'))).toBe(5)
    expect(weekday(dayOf('2026-11-25'))).toBe(3)
    expect(isoDay(0)).toBe('1970-01-01')
  })
})

describe('times of the day', () => {
  test('are written with a dot, M10', () => {
    expect([0, 310, 600, 1_439, 1_440, 1_560].map(formatTime)).toEqual([
      '00.00',
      '05.10',
      '10.00',
      '23.59',
      '24.00',
      '02.00',
    ])
    expect(formatTimeAt(at('2026-11-24T22:10:30Z'))).toBe('05.10')
    expect(() => formatTime(-1)).toThrow()
    expect(() => formatTime(1.5)).toThrow()
  })

  test.each([
    ['05.10', 310],
    ['05:10', 310],
    ['5.10', 310],
    [' 05.10 ', 310],
    ['00.00', 0],
    ['23.59', 1_439],
    ['24.00', 1_440],
  ])('are read from %j, M10', (text, value) => {
    expect(parseTime(text)).toEqual({ ok: true, value })
  })

  test.each([
    ['', 'empty'],
    [' ', 'empty'],
    ['24.01', 'notATime'],
    ['25.00', 'notATime'],
    ['05.60', 'notATime'],
    ['5.1', 'notATime'],
    ['0510', 'notATime'],
    ['05-10', 'notATime'],
    ['5 pagi', 'notATime'],
    ['-5.10', 'notATime'],
  ])('are refused in %j as %s, M10', (text, why) => {
    expect(parseTime(text)).toEqual({ ok: false, why })
  })
})
