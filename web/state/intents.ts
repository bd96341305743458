import type { MarketId, OfferId } from '@pasar/shared/domain/id.ts'
import { formatRupiah } from '@pasar/shared/domain/money.ts'
import { orderName } from '@pasar/shared/domain/id.ts'
import type { LineRequest } from '@pasar/shared/domain/order.ts'
import { modeOf, type Quantity, SELL_UNITS } from '@pasar/shared/domain/quantity.ts'

/** What an intent is about, read from its args: words as they are, and offers to look up. */
export type Subject = { readonly words: readonly string[]; readonly offerIds: readonly string[] }

const PLACE = 'order.place.v1'

/** Of an order so many goods are named, the rest is only more of the same. */
const NAMED_MAX = 3

/** What a person needs to recognise an intent; args may be of any version. */
export function subjectOf(args: unknown): Subject {
  const words: string[] = []
  const offerIds: string[] = []
  const fields = fieldsOf(args)
  const order = text(fields['orderId']) ?? text(fields['stallOrderId'])?.split('.')[0]
  if (order !== undefined) words.push(orderName(order))
  const name = text(fields['ownName']) ?? text(fields['name'])
  if (name !== undefined) words.push(name)
  const offerId = text(fields['offerId'])
  if (offerId !== undefined) offerIds.push(offerId)
  for (const line of listOf(fields['lines']).slice(0, NAMED_MAX)) {
    const id = text(fieldsOf(line)['offerId'])
    if (id !== undefined) offerIds.push(id)
  }
  const price = fields['priceIdr']
  if (typeof price === 'number' && Number.isSafeInteger(price)) words.push(formatRupiah(price))
  return { words, offerIds }
}

/** Where a refused intent can be mended by hand, or null where sending again is all there is. */
export function mendPathOf(name: string, args: unknown): string | null {
  if (name.startsWith('offer.')) return '/harga'
  if (name === PLACE) return '/'
  const stallOrderId = text(fieldsOf(args)['stallOrderId'])
  if (name === 'stallOrder.pack.v1' && stallOrderId !== undefined)
    return `/kemas?so=${stallOrderId}`
  return name.startsWith('stallOrder.') ? '/lapak' : null
}

/** Reasons for which the very same order is refused again: another day, price or good is needed. */
const NEVER_PASSES: ReadonlySet<string> = new Set([
  'marketClosed',
  'tooFarAhead',
  'stale',
  'otherMarket',
  'modeNotSold',
  'unitNotSold',
  'lineTooLarge',
  'exists',
])

/** True where it was the day of an order that could not be had. */
export const isDayRefused = (why: string): boolean =>
  why === 'marketClosed' || why === 'tooFarAhead'

/** False where sending a refused intent again as it is could not help. */
export const mayPass = (name: string, why: string): boolean =>
  name !== PLACE || !NEVER_PASSES.has(why)

/** What an order asked for; `day` is an epoch day, name and phone are '' where it had none. */
export type PlacedOrder = {
  readonly orderId: string
  readonly marketId: MarketId
  readonly day: number | null
  readonly name: string
  readonly phone: string
  readonly lines: readonly LineRequest[]
}

/** A placed order out of its args, of any version: lines that cannot be read are left out. */
export function placedOrderOf(name: string, args: unknown): PlacedOrder | null {
  const fields = fieldsOf(args)
  const contact = fieldsOf(fields['contact'])
  const marketId = text(fields['marketId'])
  const lines = listOf(fields['lines']).flatMap((line) => lineOf(line) ?? [])
  if (name !== PLACE || marketId === undefined || lines.length === 0) return null
  return {
    orderId: text(fields['orderId']) ?? '',
    marketId: marketId as MarketId, // saved through the schema of its time
    day: count(fields['day']) ?? null,
    name: text(contact['name']) ?? '',
    phone: text(contact['phone']) ?? '',
    lines,
  }
}

function lineOf(value: unknown): LineRequest | null {
  const fields = fieldsOf(value)
  const offerId = text(fields['offerId'])
  const qty = quantityOf(fields['qty'])
  const priceSeenIdr = count(fields['priceSeenIdr'])
  const priceNo = count(fields['priceNo'])
  const isWhole = priceSeenIdr !== undefined && priceNo !== undefined && qty !== null
  if (offerId === undefined || !isWhole) return null
  const policy = POLICIES.find((one) => one === fields['policy']) ?? 'ask'
  return { offerId: offerId as OfferId, qty, policy, priceSeenIdr, priceNo } // as above
}

const POLICIES = ['replace', 'ask', 'drop'] as const

function quantityOf(value: unknown): Quantity | null {
  const { mode, amount, unit } = fieldsOf(value)
  const sold = SELL_UNITS.find((one) => one === unit)
  const isKnown = sold === undefined ? mode === 'value' && unit === 'Rp' : mode === modeOf(sold)
  return isKnown && count(amount) ? ({ mode, amount, unit } as Quantity) : null // just checked
}

const fieldsOf = (value: unknown): { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null ? (value as { [name: string]: unknown }) : {} // any object has fields

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

const count = (value: unknown): number | undefined =>
  Number.isSafeInteger(value) ? (value as number) : undefined // a safe integer is a number
