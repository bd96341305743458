import * as v from 'valibot'
import { assert } from '../lib/assert.ts'
import { canonicalJson } from './change.ts'

/** What stands for a field that a row does not have; never leaves the codec. */
export const MISSING: unique symbol = Symbol('missing')

const IntegerSchema = v.pipe(v.number(), v.safeInteger())

/**
 * One field of a block's rows, in the cheapest of these forms:
 * - `same`: one value for all rows
 * - `pick`: distinct values `from`, and `at` with one letter per row that says which (see LETTERS)
 * - `step`: integers `start + by * (sum of d up to the row)`, for instants that follow each other
 * - `plain`: integers `start + by * d`, for prices
 * - `spell`: texts `<field of>.<width letters of text>`, for ids with the stall's before the dot
 * - `list`: the values as they are
 * - `some`: rows at `absent` lack the field, the rest are in `rest`
 */
export type Column =
  | { readonly k: 'same'; readonly value: unknown }
  | { readonly k: 'pick'; readonly from: readonly unknown[]; readonly at: string }
  | {
      readonly k: 'step' | 'plain'
      readonly start: number
      readonly by: number
      readonly d: readonly number[]
    }
  | { readonly k: 'spell'; readonly of: string; readonly width: number; readonly text: string }
  | { readonly k: 'list'; readonly values: readonly unknown[] }
  | { readonly k: 'some'; readonly absent: readonly number[]; readonly rest: Column }

/** The shape of a {@link Column} on the wire. */
export const ColumnSchema: v.GenericSchema<unknown, Column> = v.variant('k', [
  v.object({ k: v.literal('same'), value: v.unknown() }),
  v.object({ k: v.literal('pick'), from: v.array(v.unknown()), at: v.string() }),
  v.object({
    k: v.picklist(['step', 'plain']),
    start: IntegerSchema,
    by: IntegerSchema,
    d: v.array(IntegerSchema),
  }),
  v.object({ k: v.literal('spell'), of: v.string(), width: IntegerSchema, text: v.string() }),
  v.object({ k: v.literal('list'), values: v.array(v.unknown()) }),
  v.object({
    k: v.literal('some'),
    absent: v.array(IntegerSchema),
    rest: v.lazy(() => ColumnSchema),
  }),
])

/** What a column is decoded with: the rows of its block, and the fields that stand before it. */
export type Columns = {
  readonly count: number
  readonly fields: { readonly [name: string]: readonly unknown[] }
}

/** One letter per choice of a `pick`: printable ASCII without `"` and `\`, then two-byte letters. */
const LETTERS = [...letters(0x23, 0x5b), ...letters(0x5d, 0x7e), ...letters(0xc0, 0x180)]
const LETTER_INDEX = new Map(LETTERS.map((letter, index) => [letter, index]))
/** Letters of a random suffix; others might be half of a surrogate pair. */
const BASE32 = /^[0-9a-hjkmnp-tv-z]+$/

/** The cheapest form of one field's values, of which some may be {@link MISSING}. */
export function encodeColumn(values: readonly unknown[], fields: Columns['fields']): Column {
  const absent = values.flatMap((value, index) => (value === MISSING ? [index] : []))
  if (absent.length > 0) {
    return { k: 'some', absent, rest: encodeColumn(values.filter(isPresent), {}) }
  }
  const texts = values.map(canonicalJson)
  const distinct = new Map(texts.map((text, index) => [text, values[index]]))
  if (distinct.size === 1) return { k: 'same', value: values[0] }
  const spelling = spelled(values, fields)
  if (spelling) return spelling
  const forms = [picked(texts, distinct), ...numbered(values)]
  return forms.reduce<Column>(shorter, { k: 'list', values })
}

/** The values of a column, MISSING where a row lacks the field. Throws a Bug for a damaged one. */
export function decodeColumn(column: Column, columns: Columns): readonly unknown[] {
  switch (column.k) {
    case 'same':
      return new Array<unknown>(columns.count).fill(column.value)
    case 'pick':
      return [...column.at].map((letter) => {
        const index = LETTER_INDEX.get(letter)
        assert(index !== undefined && index < column.from.length, 'a pick names a value')
        return column.from[index]
      })
    case 'step':
      return summed(column.d).map((sum) => column.start + column.by * sum)
    case 'plain':
      return column.d.map((offset) => column.start + column.by * offset)
    case 'spell':
      return unspelled(column, columns)
    case 'list':
      return column.values
    case 'some':
      return withAbsent(column, columns)
  }
}

/** `<field>.<suffix>`, the form of an offer's id: 40 random bits are its only new bytes. */
function spelled(values: readonly unknown[], fields: Columns['fields']): Column | null {
  for (const [of, prefixes] of Object.entries(fields)) {
    const suffixes: string[] = []
    for (const [index, value] of values.entries()) {
      const prefix = `${String(prefixes[index])}.`
      if (typeof value !== 'string' || !value.startsWith(prefix)) break
      const suffix = value.slice(prefix.length)
      if (!BASE32.test(suffix) || suffix.length !== (suffixes[0] ?? suffix).length) break
      suffixes.push(suffix)
    }
    if (suffixes.length === values.length) {
      return { k: 'spell', of, width: suffixes[0]!.length, text: suffixes.join('') }
    }
  }
  return null
}

function unspelled(
  column: Extract<Column, { readonly k: 'spell' }>,
  { count, fields }: Columns,
): readonly string[] {
  const prefixes = fields[column.of]
  assert(prefixes, 'a spelled column names one before it')
  assert(column.text.length === count * column.width, 'a spelled column has its letters')
  return prefixes.map((prefix, index) => {
    const from = index * column.width
    return `${String(prefix)}.${column.text.slice(from, from + column.width)}`
  })
}

function picked(texts: readonly string[], distinct: ReadonlyMap<string, unknown>): Column | null {
  if (distinct.size > LETTERS.length) return null
  const sorted = [...distinct.keys()].sort()
  const letterOf = new Map(sorted.map((text, index) => [text, LETTERS[index]!]))
  return {
    k: 'pick',
    from: sorted.map((text) => distinct.get(text)),
    at: texts.map((text) => letterOf.get(text)!).join(''),
  }
}

function numbered(values: readonly unknown[]): readonly Column[] {
  const numbers = values.filter((value): value is number => Number.isSafeInteger(value))
  if (numbers.length !== values.length) return []
  const start = numbers[0]!
  const offsets = numbers.map((value) => value - start)
  const by = offsets.reduce(greatestDivisor, 0)
  const plain = offsets.map((offset) => offset / by)
  const steps = plain.map((offset, index) => offset - (index === 0 ? 0 : plain[index - 1]!))
  // numbers as far apart as 2^53 would lose bits on the way
  if (![...offsets, ...steps].every(Number.isSafeInteger)) return []
  return [
    { k: 'step', start, by, d: steps },
    { k: 'plain', start, by, d: plain },
  ]
}

function greatestDivisor(a: number, b: number): number {
  let [high, low] = [Math.abs(a), Math.abs(b)]
  while (low > 0) [high, low] = [low, high % low]
  return high
}

function summed(steps: readonly number[]): readonly number[] {
  let sum = 0
  return steps.map((step) => (sum += step))
}

function withAbsent(
  column: Extract<Column, { readonly k: 'some' }>,
  { count }: Columns,
): readonly unknown[] {
  const absent = new Set(column.absent)
  const rest = decodeColumn(column.rest, { count: count - absent.size, fields: {} })
  let next = 0
  const values = Array.from({ length: count }, (_, index) =>
    absent.has(index) ? MISSING : rest[next++],
  )
  assert(next === rest.length, 'a column with gaps has a value for every other row')
  return values
}

/** The form with the shorter text, which also compresses to less; the first of two equals. */
const shorter = (best: Column, form: Column | null): Column =>
  form && JSON.stringify(form).length < JSON.stringify(best).length ? form : best

const isPresent = (value: unknown): boolean => value !== MISSING

function letters(from: number, to: number): readonly string[] {
  return Array.from({ length: to - from }, (_, index) => String.fromCharCode(from + index))
}
