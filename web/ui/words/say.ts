import { groupDigits } from '@pasar/shared/lib/digits.ts'
import { formatRupiah } from '@pasar/shared/domain/money.ts'
import { orderName } from '@pasar/shared/domain/id.ts'
import type { LinePolicy } from '@pasar/shared/domain/order.ts'
import {
  type Quantity,
  quantityOfBase,
  sayQuantity,
  type SellUnit,
} from '@pasar/shared/domain/quantity.ts'
import type { Stall } from '@pasar/shared/domain/stall.ts'
import {
  gradeIn,
  perUnit,
  policyShort,
  stallTypes,
  unknownGood,
  worth,
} from '../../messages/id/common.ts'
import { unitNames } from '../../messages/id/units.ts'

export const rupiah = formatRupiah

/** A unit's word: `kg`, `ikat`. */
export const unitWord = (unit: SellUnit): string => unitNames()[unit]

/** `per kg` */
export const perUnitText = (unit: SellUnit): string => perUnit(unitWord(unit))

/** A quantity as it is said: `1 kg`, `2 ons`, `2 ikat`, `seharga Rp3.000`. */
export function quantityText(quantity: Quantity): string {
  if (quantity.mode === 'value') return worth(formatRupiah(quantity.amount))
  const said = sayQuantity(quantity)
  return said.unit === 'Rp' ? said.amount : `${said.amount} ${unitWord(said.unit)}`
}

/** An amount in the base of `unit`, as scales show it: `1.050 g`, `540 ml`, `2 ikat`. */
export function scaleText(unit: SellUnit, amount: number): string {
  const { unit: base } = quantityOfBase(unit, amount)
  const word = base === 'g' || base === 'ml' ? base : unitWord(base)
  return `${groupDigits(amount)} ${word}`
}

/** Where a stall stands: `Los B-12`; its type alone where it has no number. */
export function placeText(stall: Pick<Stall, 'type' | 'block' | 'number'>): string {
  const place = [stall.block, stall.number].filter((part) => part !== '').join('-')
  return [stallTypes()[stall.type], place].filter((part) => part !== '').join(' ')
}

/** A stall and its place: `Bu Tin · Los B-12`. */
export const stallText = (stall: Pick<Stall, 'name' | 'type' | 'block' | 'number'>): string =>
  `${stall.name} · ${placeText(stall)}`

/** A good's name with its grade: `Tomat (super)`. */
export const goodText = (name: string | null, grade: string | null): string =>
  grade === null || grade === '' ? (name ?? unknownGood()) : gradeIn(name ?? unknownGood(), grade)

/** The order's name from a stall order's id, `<orderId>.<n>`. */
export const orderNameOfPart = (stallOrderId: string): string =>
  orderName(stallOrderId.slice(0, stallOrderId.lastIndexOf('.')))

/** What happens when the good is out, in one short line. */
export const policyText = (policy: LinePolicy): string => policyShort()[policy]
