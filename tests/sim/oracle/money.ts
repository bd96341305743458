import type { OrderLine } from '@pasar/shared/domain/order.ts'
import { demand } from './violation.ts'

/** g or ml of one unit, written down a second time; what is not here is counted. */
const BASE: Readonly<Record<string, bigint>> = {
  g: 1n,
  ons: 100n,
  kg: 1_000n,
  kuintal: 100_000n,
  ml: 1n,
  sdt: 5n,
  sdm: 15n,
  gelas: 240n,
  liter: 1_000n,
}

/** Rp for `amount` of the base unit, halves up, in arithmetic that has no fractions to lose. */
const priced = (priceIdr: number, amount: bigint, unit: string): bigint => {
  const per = BASE[unit] ?? 1n
  return (2n * BigInt(priceIdr) * amount + per) / (2n * per)
}

const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b)

/** What a line costs, by product.md's words instead of the shipped functions (M2, O8 … O11). */
export function checkLine(line: OrderLine, key: string): void {
  const { qty, unit, packed } = line
  const say = (what: string) => () => `${key}: ${what} ${JSON.stringify(line)}`
  demand(line.estimateIdr <= line.maxIdr, 'money', say('estimate above the ceiling'))
  const basis = Math.min(line.priceSeenIdr, line.priceIdr)
  const isValue = qty.mode === 'value'
  const ordered = BigInt(qty.amount) * (BASE[qty.unit] ?? 1n)
  if (line.name !== '') {
    const estimate = isValue ? BigInt(qty.amount) : priced(basis, ordered, unit)
    demand(BigInt(line.estimateIdr) === estimate, 'money', say('wrong estimate of'))
  }
  demand((line.status === 'packed') === (packed !== null), 'money', say('half packed'))
  if (!packed) return
  demand(packed.totalIdr <= line.maxIdr, 'money', say('dearer than its ceiling'))
  if (line.isBinding) {
    demand(packed.priceIdr <= basis, 'money', say('dearer than the bound price'))
  }
  if (isValue) {
    demand(packed.totalIdr === qty.amount, 'money', say('not its rupiah'))
    return
  }
  const charged = packed.chargedAmount ?? -1
  demand(charged >= 0 && charged <= (packed.amount ?? -1), 'money', say('charged more than packed'))
  const total = priced(packed.priceIdr, BigInt(charged), unit)
  demand(BigInt(packed.totalIdr) === total, 'money', say('wrong total of'))
  if (qty.mode === 'count') {
    demand(BigInt(charged) <= ordered, 'money', say('charged more pieces than ordered'))
    return
  }
  const plain = priced(packed.priceIdr, ordered, unit)
  const over = smaller(plain / 10n, 2_000n)
  demand(total <= plain + over, 'money', say('over the tolerance'))
}
