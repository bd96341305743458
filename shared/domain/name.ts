import * as v from 'valibot'
import { NAME_CHARS_MAX, NOTE_CHARS_MAX } from '../lib/limits.ts'
import { type Result, ok, refuse } from '../lib/result.ts'

/** Why a typed name is not taken. */
export type NameWhy = 'empty' | 'tooLong' | 'badCharacters'

/** Longest text looked at, in UTF-16 units: normalising more would be work for a flood. */
const TYPED_CHARS_MAX = 1_000
/**
 * What no name may hold: control characters, marks that turn the reading direction (with which one
 * name can pass for another), and half a surrogate pair (which UTF-8 cannot carry).
 */
const BAD_IN_NAME = /[\p{Cc}\p{Cs}\u200E\u200F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/u
const BAD_IN_NOTE = /(?!\n)[\p{Cc}\p{Cs}\u200E\u200F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/u
/** A name that shows nothing is no name. */
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u

/**
 * A person's, stall's, market's or own good's name as it is stored (M13): NFC, one space between
 * words, none at the ends, no zero-width ones. Refuses `empty`, `tooLong` (over NAME_CHARS_MAX) and `badCharacters`.
 */
export function parseName(text: string): Result<string, NameWhy> {
  if (text.length > TYPED_CHARS_MAX) return refuse('tooLong')
  const name = tidied(text.replace(/[\u200B\u2060]/g, '').replace(/\s+/g, ' '))
  if (BAD_IN_NAME.test(name)) return refuse('badCharacters')
  if (!VISIBLE.test(name)) return refuse('empty')
  return name.length > NAME_CHARS_MAX ? refuse('tooLong') : ok(name)
}

/** {@link parseName} for the arguments of an intent: gives the stored form. */
export const NameSchema = v.pipe(
  v.string(),
  v.check((text) => parseName(text).ok),
  v.transform((text) => {
    const name = parseName(text)
    return name.ok ? name.value : text // the check before has refused the rest
  }),
)

/** A free note or reason: NFC, trimmed, line breaks kept, 1 … NOTE_CHARS_MAX UTF-16 units. */
export const NoteSchema = v.pipe(
  v.string(),
  v.maxLength(TYPED_CHARS_MAX),
  v.transform((text) => tidied(text.replace(/\r\n?/g, '\n'))),
  v.minLength(1),
  v.maxLength(NOTE_CHARS_MAX),
  v.check((text) => !BAD_IN_NOTE.test(text)),
)

const tidied = (text: string): string => text.normalize('NFC').trim()
