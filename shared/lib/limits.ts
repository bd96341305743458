/** Named bounds with their unit and reason. Schemas and screens read them from here. */

/** Longest name of a person, stall, market or own good, in UTF-16 units: fits two lines at 360 px. */
export const NAME_CHARS_MAX = 60
/** Longest free note or reason, in UTF-16 units. */
export const NOTE_CHARS_MAX = 280
/** Lowest price of a sell unit, in Rp: there is no smaller coin in use. */
export const PRICE_IDR_MIN = 50
/** Highest price of a sell unit, in Rp: a bull at the cattle market costs a third of it. */
export const PRICE_IDR_MAX = 100_000_000
/** Largest amount of one line, in g, ml or pieces: 10 t, more than a truck of this market takes. */
export const AMOUNT_BASE_MAX = 10_000_000
/** Largest value line, in Rp. */
export const VALUE_IDR_MAX = 10_000_000
/** Smallest value line, in Rp. */
export const VALUE_IDR_MIN = 500
/** Most lines of one order: a wedding's shopping fits, a flood does not. */
export const ORDER_LINES_MAX = 300
/** Highest index of a line within its part, from 0. */
export const LINE_INDEX_MAX = ORDER_LINES_MAX - 1
/** Highest price of one whole line, in Rp: ten of the dearest pieces; 300 of them still add up. */
export const LINE_TOTAL_IDR_MAX = 1_000_000_000
/** Most that a line may cost above its price through over-packing, in percent of the line. */
export const OVER_PERCENT_MAX = 10
/** Most that a line may cost above its price through over-packing, in Rp. */
export const OVER_IDR_MAX = 2_000
/**
 * How long a dearer price may stand before one seen earlier is no price any more, in ms: two days
 * without signal keep their order; whoever names the lowest price a good ever had gets nothing by it.
 */
export const SEEN_PRICE_MS_MAX = 48 * 3_600_000
/** Step to which the ceiling of an estimate is rounded up, in Rp: a sum a person can say. */
export const CEILING_STEP_IDR = 500
/** Most roles of one account: a family's stalls, with room. */
export const ROLES_MAX = 20
/** Largest number of days ahead that an order or a published price may name. */
export const DAYS_AHEAD_MAX = 14
/** Largest mutation body, in UTF-16 units: an order of 300 lines is about 45 KB. */
export const MUTATION_BODY_CHARS_MAX = 100_000
/** Largest sync request after decompression, in bytes. */
export const SYNC_REQUEST_BYTES_MAX = 1_000_000
/** Most mutations of one sync request. */
export const SYNC_MUTATIONS_MAX = 1_000
/** Most public buckets one device may follow at once. */
export const SYNC_BUCKETS_MAX = 40
/** Page budget of one sync reply, in UTF-16 units of JSON: about 16 KB gzipped. */
export const SYNC_PAGE_CHARS_MAX = 64_000
