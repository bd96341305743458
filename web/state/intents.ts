import { formatRupiah } from '@pasar/shared/domain/money.ts'
import { orderName } from '@pasar/shared/domain/order.ts'

/** What an intent is about, read from its args: words as they are, and offers to look up. */
export type Subject = { readonly words: readonly string[]; readonly offerIds: readonly string[] }

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
  if (name === 'order.place.v1') return '/'
  const stallOrderId = text(fieldsOf(args)['stallOrderId'])
  if (name === 'stallOrder.pack.v1' && stallOrderId !== undefined)
    return `/kemas?so=${stallOrderId}`
  return name.startsWith('stallOrder.') ? '/lapak' : null
}

const fieldsOf = (value: unknown): { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null ? (value as { [name: string]: unknown }) : {} // any object has fields

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined
