import type { MarketId } from '@pasar/shared/domain/id.ts'
import type { Closure, Market, OpeningRule } from '@pasar/shared/domain/market.ts'
import {
  closureOn,
  isOpenAt,
  isOpenOn,
  nextOpening,
  openWindows,
  pickupDays,
  pickupTrip,
  todayOf,
} from '@pasar/shared/domain/opening.ts'
import { instantOn } from '@pasar/shared/domain/time.ts'
import { describe, expect, test } from 'vitest'
import { dayOf } from '../../fixtures/day.ts'

/** A Wednesday. */
const WEDNESDAY = dayOf('2026-11-25')

const daily = (fromMin: number, toMin: number): OpeningRule => ({
  days: { kind: 'daily' },
  fromMin,
  toMin,
  season: null,
})
const closed = (fromDay: number, toDay: number): Closure => ({ fromDay, toDay, reason: 'erupsi' })

/** Pasar Baru: 00.00 to 10.00, pick-ups until 60 min before, stalls answer by 02.00. */
const aMarket = (fields: Partial<Market> = {}): Market => ({
  kind: 'market',
  id: 'pasar-baru' as MarketId,
  name: 'Pasar Baru',
  alsoKnownAs: [],
  kecamatan: null,
  notice: null,
  officePhone: null,
  opening: [daily(0, 600)],
  closures: [],
  pickupCutoffMin: 60,
  acceptAfterOpenMin: 120,
  priceGraceMin: 30,
  ceilingPercent: 15,
  cashStepIdr: 500,
  ...fields,
})

const span = (day: number, fromMin: number, toMin: number) => ({
  from: instantOn(day, fromMin),
  to: instantOn(day, toMin),
})

describe('open windows', () => {
  test('come from the rules that fit the weekday, M14', () => {
    const tempeh = aMarket({
      opening: [{ ...daily(240, 480), days: { kind: 'weekdays', weekdays: [4, 7] } }],
    })
    const week = [0, 1, 2, 3, 4, 5, 6].map((ahead) => isOpenOn(tempeh, WEDNESDAY + ahead))
    expect(week).toEqual([false, true, false, false, true, false, false])
    expect(openWindows(tempeh, WEDNESDAY + 1)).toEqual([span(WEDNESDAY + 1, 240, 480)])
  })

  test('come from the rules that fit the pasaran, M14', () => {
    const legi = aMarket({
      opening: [{ ...daily(300, 660), days: { kind: 'pasaran', pasaran: ['Legi'] } }],
    })
    const day = dayOf('1945-08-17')
    const open = [0, 1, 2, 3, 4, 5].map((ahead) => isOpenOn(legi, day + ahead))
    expect(open).toEqual([true, false, false, false, false, true])
  })

  test('follow their season, both ends included, M14', () => {
    const season = { fromDay: WEDNESDAY, toDay: WEDNESDAY + 1 }
    const ramadan = aMarket({ opening: [{ ...daily(900, 1_080), season }] })
    const open = [-1, 0, 1, 2].map((ahead) => isOpenOn(ramadan, WEDNESDAY + ahead))
    expect(open).toEqual([false, true, true, false])
  })

  test('are a list: two on one day stay two, overlapping and touching ones are one, M14', () => {
    const twice = aMarket({ opening: [daily(900, 1_080), daily(0, 600)] })
    expect(openWindows(twice, WEDNESDAY)).toEqual([
      span(WEDNESDAY, 0, 600),
      span(WEDNESDAY, 900, 1_080),
    ])
    const joined = aMarket({ opening: [daily(0, 600), daily(300, 400), daily(600, 700)] })
    expect(openWindows(joined, WEDNESDAY)).toEqual([span(WEDNESDAY, 0, 700)])
  })

  test('vanish on closed days, both ends included, M14', () => {
    const market = aMarket({ closures: [closed(WEDNESDAY, WEDNESDAY + 1)] })
    const open = [-1, 0, 1, 2].map((ahead) => isOpenOn(market, WEDNESDAY + ahead))
    expect(open).toEqual([true, false, false, true])
    expect(closureOn(market, WEDNESDAY)?.reason).toBe('erupsi')
    expect(closureOn(market, WEDNESDAY + 2)).toBe(null)
  })

  test('are cut at the midnight before a closed day, M14', () => {
    const night = aMarket({
      opening: [daily(1_260, 1_800)],
      closures: [closed(WEDNESDAY, WEDNESDAY)],
    })
    expect(openWindows(night, WEDNESDAY - 1)).toEqual([span(WEDNESDAY - 1, 1_260, 1_440)])
    expect(isOpenAt(night, instantOn(WEDNESDAY, 0))).toBe(false)
    expect(isOpenAt(night, instantOn(WEDNESDAY + 1, 60))).toBe(false)
  })

  test('do not exist in a market without rules, M14', () => {
    const silent = aMarket({ opening: [] })
    expect(openWindows(silent, WEDNESDAY)).toEqual([])
    expect(nextOpening(silent, instantOn(WEDNESDAY, 0))).toBe(null)
    expect(pickupTrip(silent, WEDNESDAY, 0)).toBe(null)
    expect(pickupDays(silent, instantOn(WEDNESDAY, 0))).toEqual([])
  })
})

describe('being open', () => {
  test('includes the first minute and not the last, M14', () => {
    const market = aMarket({ opening: [daily(240, 480)] })
    const open = [239, 240, 479, 480].map((minute) =>
      isOpenAt(market, instantOn(WEDNESDAY, minute)),
    )
    expect(open).toEqual([false, true, true, false])
  })

  test('reaches over midnight into the day after, M14', () => {
    const night = aMarket({
      opening: [{ ...daily(1_260, 1_800), days: { kind: 'weekdays', weekdays: [3] } }],
    })
    const open = [
      instantOn(WEDNESDAY, 1_259),
      instantOn(WEDNESDAY, 1_260),
      instantOn(WEDNESDAY + 1, 0),
      instantOn(WEDNESDAY + 1, 359),
      instantOn(WEDNESDAY + 1, 360),
    ].map((instant) => isOpenAt(night, instant))
    expect(open).toEqual([false, true, true, true, false])
    expect(isOpenOn(night, WEDNESDAY + 1)).toBe(false)
  })

  test('comes next with the first window that begins later, M14', () => {
    const market = aMarket({ opening: [daily(0, 600), daily(900, 1_080)] })
    expect(nextOpening(market, instantOn(WEDNESDAY, 0))).toEqual(span(WEDNESDAY, 900, 1_080))
    expect(nextOpening(market, instantOn(WEDNESDAY, 900))).toEqual(span(WEDNESDAY + 1, 0, 600))
  })

  test('comes next after the closed days, M14', () => {
    const market = aMarket({ closures: [closed(WEDNESDAY + 1, WEDNESDAY + 30)] })
    expect(nextOpening(market, instantOn(WEDNESDAY, 700))).toEqual(span(WEDNESDAY + 31, 0, 600))
  })
})

describe('a pick-up', () => {
  const placedAt = instantOn(WEDNESDAY - 1, 1_180)

  test('carries its window and deadlines, M15', () => {
    expect(pickupTrip(aMarket(), WEDNESDAY, placedAt)).toEqual({
      id: 'pasar-baru/2026-11-25/pickup',
      kind: 'pickup',
      marketId: 'pasar-baru',
      day: WEDNESDAY,
      cutoffAt: instantOn(WEDNESDAY, 540),
      acceptBy: instantOn(WEDNESDAY, 120),
      windowFrom: instantOn(WEDNESDAY, 0),
      windowTo: instantOn(WEDNESDAY, 600),
      feeIdr: 0,
    })
  })

  test('runs from the first opening of the day to the last closing, M15', () => {
    const market = aMarket({ opening: [daily(900, 1_080), daily(0, 600)] })
    const trip = pickupTrip(market, WEDNESDAY, placedAt)
    expect([trip?.windowFrom, trip?.windowTo]).toEqual([
      instantOn(WEDNESDAY, 0),
      instantOn(WEDNESDAY, 1_080),
    ])
  })

  test('leaves stalls an hour for an order that comes in the middle of the day, M15', () => {
    const acceptBy = (minute: number) =>
      pickupTrip(aMarket(), WEDNESDAY, instantOn(WEDNESDAY, minute))?.acceptBy
    expect([60, 61, 300, 560].map(acceptBy)).toEqual(
      [120, 125, 360, 600].map((minute) => instantOn(WEDNESDAY, minute)),
    )
  })

  test('comes to the same deadline on a phone and on the server a moment later, S3', () => {
    const placed = instantOn(WEDNESDAY, 301)
    const trips = [placed, placed + 3_456].map((at) => pickupTrip(aMarket(), WEDNESDAY, at))
    expect(trips[0]).toEqual(trips[1])
  })

  test('does not exist on a closed day, M15', () => {
    const market = aMarket({ closures: [closed(WEDNESDAY, WEDNESDAY)] })
    expect(pickupTrip(market, WEDNESDAY, placedAt)).toBe(null)
  })

  test('is offered for the next three days still in reach, M15', () => {
    const days = (market: Market, minute: number) =>
      pickupDays(market, instantOn(WEDNESDAY, minute)).map((trip) => trip.day - WEDNESDAY)
    expect(days(aMarket(), 540)).toEqual([0, 1, 2])
    expect(days(aMarket(), 541)).toEqual([1, 2, 3])
    expect(days(aMarket({ closures: [closed(WEDNESDAY + 1, WEDNESDAY + 2)] }), 541)).toEqual([
      3, 4, 5,
    ])
    expect(days(aMarket({ closures: [closed(WEDNESDAY, WEDNESDAY + 13)] }), 0)).toEqual([14])
    expect(days(aMarket({ closures: [closed(WEDNESDAY, WEDNESDAY + 14)] }), 0)).toEqual([])
  })

  test('of a night market is offered while its night runs, M14 M15', () => {
    const night = aMarket({ opening: [daily(1_080, 1_800)] })
    const days = (minute: number) =>
      pickupDays(night, instantOn(WEDNESDAY, minute)).map((trip) => trip.day - WEDNESDAY)
    expect(days(60)).toEqual([-1, 0, 1])
    expect(days(300)).toEqual([-1, 0, 1])
    expect(days(301)).toEqual([0, 1, 2])
  })

  test('of a night that began yesterday counts as today’s until it ends, O4', () => {
    const night = aMarket({ opening: [daily(1_080, 1_800)] })
    const trip = pickupTrip(night, WEDNESDAY - 1, placedAt)
    if (!trip) throw new Error('the market works that night')
    const todays = [60, 359, 360].map((minute) => todayOf(trip, instantOn(WEDNESDAY, minute)))
    expect(todays).toEqual([WEDNESDAY - 1, WEDNESDAY - 1, WEDNESDAY])
  })
})
