import { DAYS_AHEAD_MAX } from '../lib/limits.ts'
import type { Closure, Market, OpeningRule } from './market.ts'
import { pasaranOf } from './pasaran.ts'
import { instantOn, isoDay, localDay, MINUTE_MS, startOfDay, weekday } from './time.ts'
import type { Trip } from './trip.ts'

/** A time in which a market works: epoch ms, `from` included, `to` not. */
export type OpenWindow = { readonly from: number; readonly to: number }

/** How far ahead {@link nextOpening} looks, in days: a season of rules, no more. */
const LOOK_AHEAD_DAYS = 366
/** Shortest time a stall is given to answer, in ms: an order may come in the middle of the day. */
const ANSWER_MS_MIN = 60 * MINUTE_MS
/** That time ends on a step of this many ms, so that phone and authority come to the same instant. */
const ANSWER_STEP_MS = 5 * MINUTE_MS
/** How many days {@link pickupDays} offers: more is a calendar, not a choice. */
const PICKUP_DAYS_MAX = 3

/**
 * When the market works on a local market day (M14): the windows of all rules that fit the day and
 * its season, in order, overlapping ones joined. A window may pass midnight and still belongs to
 * the day it began on. A closed day has no open minute: it has no window of its own, and the night
 * before it is cut at its midnight.
 */
export function openWindows(market: Market, day: number): readonly OpenWindow[] {
  if (closureOn(market, day)) return []
  const latest = closureOn(market, day + 1) ? startOfDay(day + 1) : Infinity
  const windows = market.opening
    .filter((rule) => fits(rule, day))
    .map((rule) => ({
      from: instantOn(day, rule.fromMin),
      to: Math.min(instantOn(day, rule.toMin), latest),
    }))
  return joined(windows)
}

/** True where the market works at some time of that market day. */
export const isOpenOn = (market: Market, day: number): boolean =>
  openWindows(market, day).length > 0

/** The closure that covers a day, with its reason, or null. */
export const closureOn = (market: Market, day: number): Closure | null =>
  market.closures.find((closure) => closure.fromDay <= day && day <= closure.toDay) ?? null

/** True where the market works at an instant (epoch ms), the night of the day before included. */
export function isOpenAt(market: Market, at: number): boolean {
  const day = localDay(at)
  return [day - 1, day].some((candidate) =>
    openWindows(market, candidate).some((window) => window.from <= at && at < window.to),
  )
}

/** The first window that begins after an instant (epoch ms), or null within a year. */
export function nextOpening(market: Market, at: number): OpenWindow | null {
  const today = localDay(at)
  for (let day = today; day <= today + LOOK_AHEAD_DAYS; day++) {
    const window = openWindows(market, day).find((candidate) => candidate.from > at)
    if (window) return window
  }
  return null
}

/**
 * The pick-up of a market day, or null where the market does not work then (M15). The window runs
 * from the day's first opening to its last closing; orders are taken until `pickupCutoffMin` before
 * it ends; stalls answer by `acceptAfterOpenMin` after it begins, or 60 min after the order was
 * placed (`placedAt`, epoch ms, up to the next five minutes) where that is later, and never after
 * the window.
 */
export function pickupTrip(market: Market, day: number, placedAt: number): Trip | null {
  const windows = openWindows(market, day)
  const first = windows[0]
  const last = windows[windows.length - 1]
  if (!first || !last) return null
  const acceptBy = Math.max(
    first.from + market.acceptAfterOpenMin * MINUTE_MS,
    Math.ceil(placedAt / ANSWER_STEP_MS) * ANSWER_STEP_MS + ANSWER_MS_MIN,
  )
  return {
    id: `${market.id}/${isoDay(day)}/pickup`,
    kind: 'pickup',
    marketId: market.id,
    day,
    cutoffAt: last.to - market.pickupCutoffMin * MINUTE_MS,
    acceptBy: Math.min(last.to, acceptBy),
    windowFrom: first.from,
    windowTo: last.to,
    feeIdr: 0,
  }
}

/** True while the pick-up's window runs, its night after midnight included. */
export const isRunning = (trip: Pick<Trip, 'windowFrom' | 'windowTo'>, at: number): boolean =>
  trip.windowFrom <= at && at < trip.windowTo

/**
 * The market day that counts as today for a pick-up: its own day while its window runs, the local
 * day else. A night market's prices stay firm after midnight.
 */
export const todayOf = (trip: Pick<Trip, 'day' | 'windowFrom' | 'windowTo'>, at: number): number =>
  isRunning(trip, at) ? trip.day : localDay(at)

/**
 * The next pick-ups that an order placed `now` (epoch ms) still reaches, three at most (M15): the
 * night that began yesterday among them.
 */
export function pickupDays(market: Market, now: number): readonly Trip[] {
  const today = localDay(now)
  const trips: Trip[] = []
  for (let day = today - 1; day <= today + DAYS_AHEAD_MAX; day++) {
    const trip = pickupTrip(market, day, now)
    if (trip && now <= trip.cutoffAt) trips.push(trip)
    if (trips.length === PICKUP_DAYS_MAX) break
  }
  return trips
}

function fits(rule: OpeningRule, day: number): boolean {
  const { season, days } = rule
  if (season && (day < season.fromDay || day > season.toDay)) return false
  switch (days.kind) {
    case 'daily':
      return true
    case 'weekdays':
      return days.weekdays.includes(weekday(day))
    case 'pasaran':
      return days.pasaran.includes(pasaranOf(day))
  }
}

function joined(windows: readonly OpenWindow[]): readonly OpenWindow[] {
  const result: OpenWindow[] = []
  for (const window of [...windows].sort((a, b) => a.from - b.from || a.to - b.to)) {
    const last = result[result.length - 1]
    if (last && window.from <= last.to) {
      result[result.length - 1] = { from: last.from, to: Math.max(last.to, window.to) }
    } else {
      result.push(window)
    }
  }
  return result
}
