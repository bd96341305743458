import type { MarketId } from './id.ts'

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
