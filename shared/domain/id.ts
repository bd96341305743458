import * as v from 'valibot'

/** Ids are branded strings: one noun's id cannot stand in for another's. */
type Branded<Brand extends string> = string & { readonly brand: Brand }

/** `pasar-baru` */
export type MarketId = Branded<'market'>
/** `pb-017` */
export type StallId = Branded<'stall'>
/** `bawang-merah` */
export type CommodityId = Branded<'commodity'>
/** `<stallId>.<8 random characters>` */
export type OfferId = Branded<'offer'>
/** A ULID. */
export type AccountId = Branded<'account'>
/** A ULID. */
export type OrderId = Branded<'order'>
/** `<orderId>.<n>`, n from 1 */
export type StallOrderId = Branded<'stallOrder'>
/** A ULID: one local database on one device. */
export type ClientId = Branded<'client'>

const ULID = '[0-9A-HJKMNP-TV-Z]{26}'
const SLUG = '[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?'

/** A string of the shape, which then carries the brand. */
const idSchema = <Id extends string>(shape: string) =>
  v.pipe(
    v.string(),
    v.regex(new RegExp(`^${shape}$`)),
    v.transform((text) => text as Id), // the shape has just been checked
  )

/** `pasar-baru`: 1 … 32 of a-z, 0-9 and hyphens between them. */
export const MarketIdSchema = idSchema<MarketId>(SLUG)
/** `pb-017`: as short as a market can make it, for it stands in the id of every offer. */
export const StallIdSchema = idSchema<StallId>(SLUG)
/** `bawang-merah`: the slug of a good. */
export const CommodityIdSchema = idSchema<CommodityId>(SLUG)
/** `<stallId>.<8 of Crockford's base 32, lower case>` */
export const OfferIdSchema = idSchema<OfferId>(`${SLUG}\\.[0-9a-hjkmnp-tv-z]{8}`)
export const AccountIdSchema = idSchema<AccountId>(ULID)
export const OrderIdSchema = idSchema<OrderId>(ULID)
/** `<orderId>.<n>`, n from 1 without leading zeros. */
export const StallOrderIdSchema = idSchema<StallOrderId>(`${ULID}\\.[1-9][0-9]{0,2}`)
export const ClientIdSchema = idSchema<ClientId>(ULID)
/** The id of a stated fact: a ULID drawn by the phone that states it. */
export const FactIdSchema = v.pipe(v.string(), v.regex(new RegExp(`^${ULID}$`)))

/** The stall that an offer's id names. */
export const stallOfOffer = (offerId: OfferId): StallId =>
  offerId.slice(0, offerId.lastIndexOf('.')) as StallId // an offer's id begins with its stall's

/** The id of an order's part number `n`, counted from 1 as its stalls first appear in the lines. */
export const stallOrderIdOf = (orderId: OrderId, n: number): StallOrderId =>
  `${orderId}.${n}` as StallOrderId // the one place where such an id is made

/** The order that a stall order's id names. */
export const orderOfPart = (stallOrderId: StallOrderId): OrderId =>
  stallOrderId.slice(0, stallOrderId.lastIndexOf('.')) as OrderId // its id begins with the order's

/** How many characters of an order's id name it. */
const ORDER_NAME_CHARS = 5

/**
 * What people call an order, on screens and aloud at a stall: the last five characters of its id,
 * which are of the id's random part.
 */
export const orderName = (orderId: string): string => orderId.slice(-ORDER_NAME_CHARS)
