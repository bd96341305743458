import { expect, test } from 'vitest'
import { readSentinel, type SentinelPlaces, writeSentinel } from '@pasar/web/platform/sentinel.ts'
import { ulid } from '../../fixtures/id.ts'

function somePlaces(): SentinelPlaces & {
  cookies: Map<string, string>
  items: Map<string, string>
} {
  const cookies = new Map<string, string>()
  const items = new Map<string, string>()
  return {
    cookies,
    items,
    readCookie: () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    writeCookie(text) {
      const [pair = '', age = ''] = text.split('; ')
      const [name = '', value = ''] = pair.split('=')
      if (age === 'max-age=0') cookies.delete(name)
      else cookies.set(name, value)
    },
    readItem: (name) => items.get(name) ?? null,
    writeItem(name, value) {
      if (value === null) items.delete(name)
      else items.set(name, value)
    },
  }
}

const SENTINEL = { client: ulid(1), lastSeq: 7, unsent: 2 }

test('a sentinel outlives the loss of either place, S13', () => {
  const places = somePlaces()
  places.cookies.set('other', 'x')
  writeSentinel(places, 'pasar', SENTINEL)
  expect(readSentinel(places, 'pasar')).toEqual(SENTINEL)
  places.items.clear()
  expect(readSentinel(places, 'pasar')).toEqual(SENTINEL)
  writeSentinel(places, 'pasar', SENTINEL)
  places.cookies.clear()
  expect(readSentinel(places, 'pasar')).toEqual(SENTINEL)
})

test('of two that differ the newer one counts, whichever place has it', () => {
  const places = somePlaces()
  writeSentinel(places, 'pasar', SENTINEL)
  places.items.set('sentinel-pasar', `${ulid(1)}.9.0`)
  expect(readSentinel(places, 'pasar')?.lastSeq).toBe(9)
  places.cookies.set('sentinel-pasar', `${ulid(1)}.12.0`)
  expect(readSentinel(places, 'pasar')?.lastSeq).toBe(12)
})

test('each database has its own, and one that is cleared or damaged is none', () => {
  const places = somePlaces()
  writeSentinel(places, 'pasar', SENTINEL)
  expect(readSentinel(places, 'latihan')).toBe(null)
  writeSentinel(places, 'pasar', null)
  expect([readSentinel(places, 'pasar'), places.items.size, places.cookies.size]).toEqual([
    null,
    0,
    0,
  ])
  places.items.set('sentinel-pasar', 'rubbish')
  expect(readSentinel(places, 'pasar')).toBe(null)
})
