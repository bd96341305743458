import { readFileSync } from 'node:fs'
import type { Commodity } from '@pasar/shared/domain/commodity.ts'
import type { SellUnit } from '@pasar/shared/domain/quantity.ts'

/** Where a figure comes from: see `sources` of lumajang.json. */
type Source = 'S' | 'T' | 'P' | 'E'

/** A good with its example price: Rp for one `unit`, which is `basePerUnit` of `base`. */
export type Product = {
  readonly slug: string
  readonly name: string
  readonly category: Commodity['category']
  readonly unit: SellUnit
  readonly priceIdr: number
  readonly basePerUnit: number
  readonly base: Commodity['base']
  readonly source: Source
}

type MarketFacts = {
  readonly name: string
  readonly alsoKnownAs?: readonly string[]
  readonly kecamatan: string | null
  readonly open?: readonly {
    readonly weekdays: 'daily' | readonly string[]
    readonly from?: string
    readonly to?: string
  }[]
}

type Lumajang = {
  readonly priceDate: string
  readonly sources: Readonly<Record<Source, string>>
  readonly products: readonly Product[]
  readonly kecamatan: readonly { readonly name: string; readonly villages: number }[]
  readonly markets: readonly MarketFacts[]
  readonly stallTypes: readonly string[]
  readonly goodsGroups: readonly string[]
  readonly aliases: Readonly<Record<string, readonly string[]>>
  readonly note: string
}

/** Facts of the regency of Lumajang, each price with its source; what is null is not known. */
export const LUMAJANG = JSON.parse(
  readFileSync(new URL('./lumajang.json', import.meta.url), 'utf8'),
) as Lumajang // the file beside this one; its test walks it
