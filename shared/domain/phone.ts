import * as v from 'valibot'
import { type Result, ok, refuse } from '../lib/result.ts'

/** A mobile number as it is stored: `628` and 8 to 11 digits (M12). */
const STORED = /^628\d{8,11}$/

/** A stored phone number; typed text goes through {@link parsePhone} first. */
export const PhoneSchema = v.pipe(v.string(), v.regex(STORED))

/**
 * The stored form `62…` of a typed number (M12): a `(0)` after +62 and all that is no digit go,
 * `0…` and `8…` become `62…`. Refuses `empty` where there is no digit, `notAPhone` where the
 * result is no Indonesian mobile number.
 */
export function parsePhone(text: string): Result<string, 'empty' | 'notAPhone'> {
  const digits = text.replace(/^(\s*\+?\s*62[\s.-]*)\(0\)/, '$1').replace(/\D/g, '')
  if (digits === '') return refuse('empty')
  const stored = digits.startsWith('0')
    ? `62${digits.slice(1)}`
    : digits.startsWith('8')
      ? `62${digits}`
      : digits
  return STORED.test(stored) ? ok(stored) : refuse('notAPhone')
}

/** A number in any form that {@link parsePhone} takes: gives the stored form. */
export const TypedPhoneSchema = v.pipe(
  v.string(),
  v.maxLength(40),
  v.check((text) => parsePhone(text).ok),
  v.transform((text) => {
    const phone = parsePhone(text)
    return phone.ok ? phone.value : text // the check before has refused the rest
  }),
)

/** A stored number as people read it aloud: `6281234567890` → `0812-3456-7890`. */
export function formatPhone(phone: string): string {
  const local = `0${phone.slice(2)}`
  return [local.slice(0, 4), local.slice(4, 8), local.slice(8)].filter((part) => part).join('-')
}

/** The WhatsApp link of a stored number (M12); `text` is the message it opens with, '' for none. */
export function waLink(phone: string, text: string): string {
  // encodeURIComponent throws on half an emoji, which a cut-off text can end with
  const whole = text.replace(/[\uD800-\uDFFF]/gu, '\uFFFD')
  return `https://wa.me/${phone}${whole === '' ? '' : `?text=${encodeURIComponent(whole)}`}`
}
