/** How an amount is meant: by weight, by volume, by count, or by rupiah ("seharga"). */
export type Mode = 'weight' | 'volume' | 'count' | 'value'

/** Units of weight, each a fixed number of grams. */
export type WeightUnit = 'g' | 'ons' | 'kg' | 'kuintal'
/** Units of volume, each a fixed number of millilitres. */
export type VolumeUnit = 'ml' | 'sdt' | 'sdm' | 'gelas' | 'liter'
/** Units that are counted; what one of them weighs is a rule of the commodity. */
export type CountUnit =
  | 'pcs'
  | 'ikat'
  | 'unting'
  | 'gulung'
  | 'sisir'
  | 'tandan'
  | 'butir'
  | 'biji'
  | 'siung'
  | 'ruas'
  | 'genggam'
  | 'ekor'
  | 'bungkus'
  | 'papan'
  | 'lembar'
  | 'batang'
  | 'keranjang'
  | 'peti'
  | 'karung'
/** What an offer can be sold by. */
export type SellUnit = WeightUnit | VolumeUnit | CountUnit

/** An amount as it was said: an integer count of `unit`; for `value` the unit is rupiah. */
export type Quantity =
  | { readonly mode: 'weight'; readonly amount: number; readonly unit: WeightUnit }
  | { readonly mode: 'volume'; readonly amount: number; readonly unit: VolumeUnit }
  | { readonly mode: 'count'; readonly amount: number; readonly unit: CountUnit }
  | { readonly mode: 'value'; readonly amount: number; readonly unit: 'Rp' }
