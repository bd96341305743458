import * as v from 'valibot'
import { type Result, ok, refuse } from '../lib/result.ts'

/** Letters of a one-time code: none that reads as a digit or as another letter (I, L, O, U). */
export const CODE_ALPHABET = 'ABCDEFGHJKMNPQRSTVWXYZ'
/** Letters of a one-time code: 22^8 is 5 * 10^10, too many to guess within its 72 h. */
export const CODE_LETTERS = 8

/** A one-time code as it is compared: eight letters of {@link CODE_ALPHABET}, no hyphen. */
export const CodeSchema = v.pipe(v.string(), v.regex(/^[A-HJKMNP-TV-Z]{8}$/))
/** The four digits that a household shows at the stalls of one order. */
export const HandoverCodeSchema = v.pipe(v.string(), v.regex(/^[0-9]{4}$/))
/** The six digits that lock the app on one phone. */
export const PinSchema = v.pipe(v.string(), v.regex(/^[0-9]{6}$/))

/**
 * A typed one-time code in the form that is compared: capitals, without spaces and hyphens.
 * Refuses `empty`, `badLetter` (one that no code has) and `badLength`.
 */
export function parseCode(text: string): Result<string, 'empty' | 'badLetter' | 'badLength'> {
  const code = text.replace(/[\s\-‐-―−_.]/g, '').toUpperCase()
  if (code === '') return refuse('empty')
  if (!/^[A-HJKMNP-TV-Z]*$/.test(code)) return refuse('badLetter')
  return code.length === CODE_LETTERS ? ok(code) : refuse('badLength')
}

/** A one-time code as it is shown: `ABCDEFGH` → `ABCD-EFGH`. */
export const formatCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`
