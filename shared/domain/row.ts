import type { Account } from './account.ts'
import type { Commodity } from './commodity.ts'
import type { Conflict } from './conflict.ts'
import type { Market } from './market.ts'
import type { Offer, OfferPrice } from './offer.ts'
import type { Order, StallOrder } from './order.ts'
import type { Stall } from './stall.ts'

/** Everything that is stored and synced. */
export type Row =
  Market | Commodity | Stall | Offer | OfferPrice | Account | Order | StallOrder | Conflict
export type Kind = Row['kind']
export type RowOf<K extends Kind> = Extract<Row, { readonly kind: K }>

/** `<kind>/<id>`: the one key of a row in every store, bucket and message. */
export type RowKey<K extends Kind = Kind> = `${K}/${string}`

/** The kinds, as a list that tests walk. */
export const KINDS: readonly Kind[] = [
  'market',
  'commodity',
  'stall',
  'offer',
  'offerPrice',
  'account',
  'order',
  'stallOrder',
  'conflict',
]

/** The key of `row`. */
export const rowKey = (row: Row): RowKey => `${row.kind}/${row.id}`

/** The key of the row of `kind` with `id`. */
export const keyOf = <K extends Kind>(kind: K, id: string): RowKey<K> => `${kind}/${id}`
