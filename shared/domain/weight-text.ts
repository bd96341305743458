import { divideDown } from '../lib/integer.ts'
import { AMOUNT_BASE_MAX } from '../lib/limits.ts'
import { type Result, ok, refuse } from '../lib/result.ts'
import { GRAMS_PER, type WeightUnit } from './quantity.ts'

/** Why a typed weight is not taken. `ambiguous`: it can mean two amounts, so a person is asked. */
export type WeightWhy =
  'empty' | 'notANumber' | 'negative' | 'ambiguous' | 'tooFine' | 'tooLow' | 'tooHigh'

/** A bare integer below this in a field of grams may as well mean kilograms. */
const BARE_GRAMS_MIN = 10
/** A bare integer from here on in a field of kilograms or ons may as well mean grams. */
const BARE_LARGE = 100

/** A number as it was written: a fraction, and whether its separators can be read in two ways. */
type Written = {
  readonly top: number
  readonly bottom: number
  readonly kind: 'integer' | 'grouped' | 'decimal' | 'fraction'
}

const UNIT_OF_WORD: { readonly [word: string]: WeightUnit } = {
  g: 'g',
  gr: 'g',
  gram: 'g',
  ons: 'ons',
  kg: 'kg',
  kilo: 'kg',
  kilogram: 'kg',
  kuintal: 'kuintal',
  kwintal: 'kuintal',
}
const FRACTION_OF_WORD: { readonly [word: string]: string } = {
  setengah: '1/2',
  seperempat: '1/4',
  '½': '1/2',
  '¼': '1/4',
  '¾': '3/4',
}

/**
 * Whole grams from what a person typed into a field that shows `fieldUnit` (M8).
 * - With a unit: `5 ons`, `1,05 kg`, `1/2 kg`, `1 1/2 kg`, `½ kg`, `setengah kilo`, `1.050 g`.
 *   The comma is decimal; a dot before exactly three digits groups thousands, before one or two it
 *   can only be decimal. `1.050 kg` and `1,050 g` mean two amounts: `ambiguous`.
 * - Without one, in a field of grams: an integer is grams (`1050`, `1.050`), a decimal or a fraction
 *   is kilograms (`1,05`), which agree wherever both readings exist; `1` … `9` is `ambiguous`.
 * - Without one, elsewhere: the field's unit; an integer from 100 or one with dots is `ambiguous`.
 *
 * Refuses `empty` · `notANumber` · `negative` · `ambiguous` · `tooFine` (no whole grams) ·
 * `tooLow` (0) · `tooHigh` (over AMOUNT_BASE_MAX).
 */
export function parseWeight(text: string, fieldUnit: WeightUnit): Result<number, WeightWhy> {
  const typed = text.trim().toLowerCase()
  if (typed === '') return refuse('empty')
  if (/^[-−–]/.test(typed)) return refuse('negative')
  const match = /^(.*?)\s*([a-z]*)$/.exec(typed)
  const number = match?.[1] ?? ''
  const word = match?.[2] ?? ''
  // "setengah" is a word in the unit's place when no unit follows it
  const isBareWord = FRACTION_OF_WORD[word] !== undefined && number === ''
  const unit = word === '' || isBareWord ? null : (UNIT_OF_WORD[word] ?? undefined)
  if (unit === undefined) return refuse('notANumber')
  const written = read(isBareWord ? word : number)
  if (!written) return refuse('notANumber')
  const meant = unit ? meantWith(written, unit) : meantBare(written, fieldUnit)
  return meant === null ? refuse('ambiguous') : inGrams(written, meant)
}

function meantWith(written: Written, unit: WeightUnit): WeightUnit | null {
  if (written.kind === 'grouped') return unit === 'g' ? 'g' : null
  // "1,050 g" is a comma where a thousand was meant, or a gram that no scale here shows
  if (unit === 'g' && written.kind === 'decimal' && written.bottom === 1_000) return null
  return unit
}

function meantBare(written: Written, fieldUnit: WeightUnit): WeightUnit | null {
  if (fieldUnit === 'g') {
    if (written.kind === 'decimal' || written.kind === 'fraction') return 'kg'
    return written.top > 0 && written.top < BARE_GRAMS_MIN ? null : 'g'
  }
  if (written.kind === 'grouped') return null
  return written.kind === 'integer' && written.top >= BARE_LARGE ? null : fieldUnit
}

/** Digits are bounded, so that top times the grams of a unit stays a safe integer. */
function read(number: string): Written | null {
  const plain =
    FRACTION_OF_WORD[number] ??
    number.replace(/\s*([½¼¾])$/, (_, sign: string) => {
      return ` ${FRACTION_OF_WORD[sign]}`
    })
  if (/^\d{1,9}$/.test(plain)) return { top: Number(plain), bottom: 1, kind: 'integer' }
  if (/^[1-9]\d{0,2}(\.\d{3}){1,2}$/.test(plain)) {
    return { top: Number(plain.replace(/\./g, '')), bottom: 1, kind: 'grouped' }
  }
  const decimal = /^(\d{1,6})(?:,(\d{1,3})|\.(\d{1,3}))$/.exec(plain)
  if (decimal) {
    const places = decimal[2] ?? decimal[3] ?? ''
    const bottom = 10 ** places.length
    return { top: Number(decimal[1]) * bottom + Number(places), bottom, kind: 'decimal' }
  }
  const fraction = /^(?:(\d{1,3})\s+)?(\d{1,2})\s*\/\s*(\d{1,2})$/.exec(plain)
  const bottom = Number(fraction?.[3] ?? 0)
  if (!fraction || bottom === 0) return null
  return { top: Number(fraction[1] ?? 0) * bottom + Number(fraction[2]), bottom, kind: 'fraction' }
}

function inGrams(written: Written, unit: WeightUnit): Result<number, WeightWhy> {
  const scaled = written.top * GRAMS_PER[unit]
  if (scaled === 0) return refuse('tooLow')
  if (scaled % written.bottom !== 0) return refuse('tooFine')
  const grams = divideDown(scaled, written.bottom)
  return grams > AMOUNT_BASE_MAX ? refuse('tooHigh') : ok(grams)
}
