import { assert } from '../lib/assert.ts'
import { modulo } from '../lib/integer.ts'
import { type Result, ok, refuse } from '../lib/result.ts'
import type { Weekday } from './market.ts'

/** Milliseconds of a minute. */
export const MINUTE_MS = 60_000
/** Milliseconds of a day. */
export const DAY_MS = 86_400_000
/** Minutes of a day, and of the longest time a market works in one go. */
export const DAY_MIN = 1_440
/**
 * Asia/Jakarta against UTC, in ms: UTC+7 the whole year since 1964, so integers do and no phone's
 * zone table is asked (M9).
 */
export const JAKARTA_OFFSET_MS = 7 * 60 * MINUTE_MS

/** The local civil day (epoch day: 0 is 1 January 1970) of an instant in epoch ms (M9). */
export const localDay = (at: number): number => Math.floor((at + JAKARTA_OFFSET_MS) / DAY_MS)

/** An instant (epoch ms) without its seconds: a price's age is told in minutes, and packs smaller. */
export const wholeMinute = (at: number): number => at - modulo(at, MINUTE_MS)

/** Minutes after local midnight, 0 … 1439, of an instant in epoch ms. */
export const minuteOfDay = (at: number): number =>
  Math.floor(modulo(at + JAKARTA_OFFSET_MS, DAY_MS) / MINUTE_MS)

/** The instant (epoch ms) of a local day's midnight. */
export const startOfDay = (day: number): number => day * DAY_MS - JAKARTA_OFFSET_MS

/** The instant (epoch ms) of `minute` minutes after a local day's midnight; may pass the day. */
export const instantOn = (day: number, minute: number): number =>
  startOfDay(day) + minute * MINUTE_MS

/** Monday 1 … Sunday 7 (ISO 8601) of an epoch day; day 0 was a Thursday. */
export const weekday = (day: number): Weekday => (modulo(day + 3, 7) + 1) as Weekday // 1 … 7 by the modulo

/** A civil date: month 1 … 12, day of the month 1 … 31. */
export type CivilDate = { readonly year: number; readonly month: number; readonly date: number }

/**
 * The civil date of an epoch day in the proleptic Gregorian calendar. After Howard Hinnant,
 * "chrono-Compatible Low-Level Date Algorithms", civil_from_days: years begin in March, so that
 * the leap day comes last.
 */
export function civilDate(day: number): CivilDate {
  assert(Number.isSafeInteger(day), 'an epoch day is an integer')
  const shifted = day + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const leapDays =
    Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096)
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365)
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    date: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  }
}

/** The epoch day of a civil date; the inverse of {@link civilDate} (days_from_civil). */
export function epochDay({ year, month, date }: CivilDate): number {
  const yearFromMarch = month <= 2 ? year - 1 : year
  const era = Math.floor(yearFromMarch / 400)
  const yearOfEra = yearFromMarch - era * 400
  const monthFromMarch = month > 2 ? month - 3 : month + 9
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + date - 1
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** `YYYY-MM-DD` of an epoch day, for ids and files; years 0 … 9999. */
export function isoDay(day: number): string {
  const { year, month, date } = civilDate(day)
  assert(year >= 0 && year <= 9999, 'isoDay takes years 0 to 9999')
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(date)}`
}

/** Minutes after midnight as written here: 310 → `05.10`, 1440 → `24.00`, 1560 → `02.00` (M10). */
export function formatTime(minute: number): string {
  assert(Number.isSafeInteger(minute) && minute >= 0, 'a minute is an integer >= 0')
  const within = minute === DAY_MIN ? DAY_MIN : minute % DAY_MIN
  return `${twoDigits(Math.floor(within / 60))}.${twoDigits(within % 60)}`
}

/** The local time of an instant in epoch ms: `05.10`. */
export const formatTimeAt = (at: number): string => formatTime(minuteOfDay(at))

/**
 * Minutes after midnight, 0 … 1440, of a time typed as `05.10`, `5.10`, `05:10` or `24.00` (M10).
 * Refuses `empty` and `notATime`.
 */
export function parseTime(text: string): Result<number, 'empty' | 'notATime'> {
  const typed = text.trim()
  if (typed === '') return refuse('empty')
  const match = /^(\d{1,2})[.:](\d{2})$/.exec(typed)
  if (!match) return refuse('notATime')
  const minute = Number(match[1]) * 60 + Number(match[2])
  return Number(match[2]) < 60 && minute <= DAY_MIN ? ok(minute) : refuse('notATime')
}

const twoDigits = (value: number): string => String(value).padStart(2, '0')
