/** Ids are branded strings: one noun's id cannot stand in for another's. */
type Branded<Brand extends string> = string & { readonly brand: Brand }

export type MarketId = Branded<'market'>
export type StallId = Branded<'stall'>
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
