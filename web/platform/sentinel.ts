import type { Sentinel } from './platform.ts'

/** Where a sentinel can lie: a cookie and localStorage outlive different kinds of clearing. */
export type SentinelPlaces = {
  readCookie(): string
  writeCookie(text: string): void
  readItem(name: string): string | null
  writeItem(name: string, value: string | null): void
}

/** Seconds for which the cookie stays: browsers cut longer ones to 400 days. */
const COOKIE_SECONDS_MAX = 400 * 24 * 3600

/** The newer of the two copies: a write may have reached only one of them. */
export function readSentinel(places: SentinelPlaces, name: string): Sentinel | null {
  const fromItem = parseSentinel(places.readItem(itemName(name)))
  const fromCookie = parseSentinel(cookieValue(places.readCookie(), itemName(name)))
  if (fromItem === null || fromCookie === null) return fromItem ?? fromCookie
  return fromCookie.lastSeq > fromItem.lastSeq ? fromCookie : fromItem
}

/** Writes both copies, or clears both. */
export function writeSentinel(
  places: SentinelPlaces,
  name: string,
  sentinel: Sentinel | null,
): void {
  const value = sentinel === null ? '' : `${sentinel.client}.${sentinel.lastSeq}.${sentinel.unsent}`
  const age = sentinel === null ? 0 : COOKIE_SECONDS_MAX
  places.writeItem(itemName(name), value === '' ? null : value)
  places.writeCookie(`${itemName(name)}=${value}; max-age=${age}; path=/; samesite=strict`)
}

const itemName = (name: string): string => `sentinel-${name}`

function cookieValue(cookies: string, name: string): string | null {
  for (const cookie of cookies.split('; ')) {
    if (cookie.startsWith(`${name}=`)) return cookie.slice(name.length + 1)
  }
  return null
}

function parseSentinel(text: string | null): Sentinel | null {
  const match = /^([0-9A-Z]{26})\.(\d{1,15})\.(\d{1,15})$/.exec(text ?? '')
  if (match === null) return null
  return { client: match[1] ?? '', lastSeq: Number(match[2]), unsent: Number(match[3]) }
}
