import * as v from 'valibot'
import type { MarketId } from './id.ts'
import { NameSchema, NoteSchema } from './name.ts'
import { PhoneSchema } from './phone.ts'
import { DAY_MIN } from './time.ts'

/** Monday 1 … Sunday 7 (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7
/** The five-day Javanese market week. */
export type Pasaran = 'Legi' | 'Pahing' | 'Pon' | 'Wage' | 'Kliwon'

/**
 * When a market works. `fromMin` and `toMin` are minutes after local midnight; `toMin` may pass
 * 1440 where a market works over midnight. `season` bounds the rule to local days (epoch days,
 * both ends included).
 */
export type OpeningRule = {
  readonly days:
    | { readonly kind: 'daily' }
    | { readonly kind: 'weekdays'; readonly weekdays: readonly Weekday[] }
    | { readonly kind: 'pasaran'; readonly pasaran: readonly Pasaran[] }
  readonly fromMin: number
  readonly toMin: number
  readonly season: { readonly fromDay: number; readonly toDay: number } | null
}

/** Days (epoch days, both ends included) on which a market does not work, and why. */
export type Closure = {
  readonly fromDay: number
  readonly toDay: number
  readonly reason: string
}

/** A market: public, read by everyone. Row key `market/<id>`. */
export type Market = {
  readonly kind: 'market'
  readonly id: MarketId
  readonly name: string
  readonly alsoKnownAs: readonly string[]
  readonly kecamatan: string | null
  /**
   * What a visitor must know before trusting what stands here, shown above the catalogue (prices
   * that are only examples, hours that are not sure), or null.
   */
  readonly notice: string | null
  /** Office phone, `62…`, or null where none is set. */
  readonly officePhone: string | null
  readonly opening: readonly OpeningRule[]
  readonly closures: readonly Closure[]
  /** Minutes before closing after which no pick-up of the same day can be ordered. */
  readonly pickupCutoffMin: number
  /** Minutes after opening by which a stall answers. */
  readonly acceptAfterOpenMin: number
  /** Minutes for which a price seen binds after the vendor changed it. */
  readonly priceGraceMin: number
  /** Ceiling of an estimate above the shown price, in percent. */
  readonly ceilingPercent: number
  /** Rounding step of a cash payment, in Rp. */
  readonly cashStepIdr: 100 | 500
}

/** Most names, rules or closures of one market: a list a person can read. */
const MARKET_LIST_MAX = 40
/** First and last epoch day that data may name: 1970 and 2150. */
const DAY_MAX = 65_744

/** A local civil day as epoch day. */
export const DaySchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(DAY_MAX))

const WeekdaySchema = v.picklist([1, 2, 3, 4, 5, 6, 7])
const PasaranSchema = v.picklist(['Legi', 'Pahing', 'Pon', 'Wage', 'Kliwon'])
const DaySpanSchema = v.pipe(
  v.strictObject({ fromDay: DaySchema, toDay: DaySchema }),
  v.check((span) => span.fromDay <= span.toDay),
)

/** See {@link OpeningRule}: begins within its day, ends after it begins, at most 24 h later (M14). */
export const OpeningRuleSchema: v.GenericSchema<unknown, OpeningRule> = v.pipe(
  v.strictObject({
    days: v.variant('kind', [
      v.strictObject({ kind: v.literal('daily') }),
      v.strictObject({
        kind: v.literal('weekdays'),
        weekdays: v.pipe(v.array(WeekdaySchema), v.minLength(1), v.maxLength(7)),
      }),
      v.strictObject({
        kind: v.literal('pasaran'),
        pasaran: v.pipe(v.array(PasaranSchema), v.minLength(1), v.maxLength(5)),
      }),
    ]),
    fromMin: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(DAY_MIN - 1)),
    toMin: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2 * DAY_MIN)),
    season: v.nullable(DaySpanSchema),
  }),
  v.check((rule) => rule.fromMin < rule.toMin && rule.toMin - rule.fromMin <= DAY_MIN),
)

/** See {@link Closure}. */
export const ClosureSchema: v.GenericSchema<unknown, Closure> = v.pipe(
  v.strictObject({ fromDay: DaySchema, toDay: DaySchema, reason: NoteSchema }),
  v.check((closure) => closure.fromDay <= closure.toDay),
)

const minutes = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(max))

/** What can be said about a market, field by field: intents pick from here. */
export const marketEntries = {
  name: NameSchema,
  alsoKnownAs: v.pipe(v.array(NameSchema), v.maxLength(MARKET_LIST_MAX)),
  kecamatan: v.nullable(NameSchema),
  notice: v.nullable(NoteSchema),
  officePhone: v.nullable(PhoneSchema),
  opening: v.pipe(v.array(OpeningRuleSchema), v.maxLength(MARKET_LIST_MAX)),
  closures: v.pipe(v.array(ClosureSchema), v.maxLength(MARKET_LIST_MAX)),
  pickupCutoffMin: minutes(DAY_MIN),
  acceptAfterOpenMin: minutes(DAY_MIN),
  priceGraceMin: minutes(DAY_MIN),
  ceilingPercent: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100)),
  cashStepIdr: v.picklist([100, 500]),
}
