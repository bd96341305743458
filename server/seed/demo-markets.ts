import type { OpeningRule, Weekday } from '@pasar/shared/domain/market.ts'
import { LUMAJANG } from './lumajang.ts'

const WEEKDAYS: Readonly<Record<string, Weekday>> = {
  mon: 1,
  tue: 2,
  wed: 3,
  thu: 4,
  fri: 5,
  sat: 6,
  sun: 7,
}

/** Where only the market days are known, these hours stand in, and the notice says so. */
const USUAL_HOURS = { from: '04:00', to: '08:00' }

const EXAMPLES =
  'Ini pasar contoh: lapak, pedagang dan harganya dibuat-buat untuk mencoba aplikasi. ' +
  'Harga contoh bukan harga pasar.'
const HOURS_UNSURE = 'Hari pasarnya benar, jam bukanya belum dipastikan.'

/** The market's id, made of its name. */
export const demoMarketId = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, '-')

/**
 * Arguments of market.create for every market of the regency. Opening rules stand only where the
 * days are known: a market without any tells its visitors that its hours are not known.
 */
export const demoMarkets = (officePhone: string | null) =>
  LUMAJANG.markets.map((market) => ({
    marketId: demoMarketId(market.name),
    name: market.name,
    alsoKnownAs: market.alsoKnownAs ?? [],
    kecamatan: market.kecamatan,
    notice: isUnsure(market) ? `${EXAMPLES} ${HOURS_UNSURE}` : EXAMPLES,
    officePhone,
    opening: (market.open ?? []).map(openingRule),
  }))

type Opening = NonNullable<(typeof LUMAJANG.markets)[number]['open']>[number]

const isUnsure = (market: (typeof LUMAJANG.markets)[number]): boolean =>
  market.open?.some((rule) => rule.from === undefined) ?? false

function openingRule(open: Opening): OpeningRule {
  return {
    days:
      open.weekdays === 'daily'
        ? { kind: 'daily' }
        : { kind: 'weekdays', weekdays: open.weekdays.map(weekday) },
    fromMin: minutes(open.from ?? USUAL_HOURS.from),
    toMin: minutes(open.to ?? USUAL_HOURS.to),
    season: null,
  }
}

function weekday(name: string): Weekday {
  const day = WEEKDAYS[name]
  if (day === undefined) throw new Error(`no weekday ${name}`)
  return day
}

function minutes(time: string): number {
  const [hours, rest] = time.split(':').map(Number)
  if (hours === undefined || rest === undefined) throw new Error(`no time ${time}`)
  return hours * 60 + rest
}
