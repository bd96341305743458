import type { Market } from '@pasar/shared/domain/market.ts'
import { nextOpening, openWindows } from '@pasar/shared/domain/opening.ts'
import { pasaranOf } from '@pasar/shared/domain/pasaran.ts'
import {
  civilDate,
  formatTimeAt,
  localDay,
  minuteOfDay,
  weekday,
} from '@pasar/shared/domain/time.ts'
import {
  dateOf,
  dayThenDate,
  dayWithPasaran,
  months,
  today as todayWord,
  tomorrow,
  weekdays,
  yesterday,
} from '../../messages/id/common.ts'
import {
  neverOpens,
  openUntil,
  openUntilLower,
  opensAt,
  opensAtLower,
  priceDaysOld,
  priceOld,
  priceThisMorning,
  priceToday,
  priceYesterday,
} from '../../messages/id/shop.ts'

/** Prices older than this many days are called old, not counted. */
const OLD_PRICE_DAYS = 7
/** "This morning" ends here, in minutes after midnight. */
const MORNING_END_MIN = 10 * 60

/** `Kamis Pon` */
export const marketDayText = (day: number): string =>
  dayWithPasaran(weekdays()[weekday(day) - 1] ?? '', pasaranOf(day))

/** A day as people say it from `today` (epoch days): `hari ini`, `besok`, `Kamis Pon, 26 November`. */
export function dayText(day: number, today: number): string {
  if (day === today) return todayWord()
  if (day === today + 1) return tomorrow()
  if (day === today - 1) return yesterday()
  const { month, date } = civilDate(day)
  return dayThenDate(marketDayText(day), dateOf(date, months()[month - 1] ?? ''))
}

/** `besok, Kamis Pon`: the day of a choice, said both ways. */
export function dayChoiceText(day: number, today: number): string {
  const said = dayText(day, today)
  return day <= today + 1 ? dayThenDate(said, marketDayText(day)) : said
}

/** An instant: `hari ini 05.10`, `kemarin 19.10`. */
export const momentText = (at: number, now: number): string =>
  `${dayText(localDay(at), localDay(now))} ${formatTimeAt(at)}`

export const timeText = formatTimeAt

/** How old a price is: `harga pagi ini 05.12`, `harga kemarin`. */
export function priceAgeText(priceAt: number, now: number): string {
  const days = localDay(now) - localDay(priceAt)
  if (days <= 0) {
    const time = formatTimeAt(priceAt)
    return minuteOfDay(priceAt) < MORNING_END_MIN ? priceThisMorning(time) : priceToday(time)
  }
  if (days === 1) return priceYesterday()
  return days <= OLD_PRICE_DAYS ? priceDaysOld(days) : priceOld()
}

/** When the window that is open at `now` ends (epoch ms), or null where the market is closed. */
function openEnd(market: Market, now: number): number | null {
  const day = localDay(now)
  const windows = [...openWindows(market, day - 1), ...openWindows(market, day)]
  return windows.find((window) => window.from <= now && now < window.to)?.to ?? null
}

/** Whether a market is open, and until when or from when again. */
export function openText(market: Market, now: number): string {
  const end = openEnd(market, now)
  if (end !== null) return openUntil(formatTimeAt(end))
  const next = nextOpening(market, now)
  return next ? opensAt(momentText(next.from, now)) : neverOpens()
}

/** {@link openText} for a line under a title. */
export function openTextLower(market: Market, now: number): string {
  const end = openEnd(market, now)
  if (end !== null) return openUntilLower(formatTimeAt(end))
  const next = nextOpening(market, now)
  return next ? opensAtLower(momentText(next.from, now)) : neverOpens()
}
