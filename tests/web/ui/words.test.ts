import { expect, test } from 'vitest'
import {
  placeText,
  goodText,
  orderNameOfPart,
  quantityText,
  scaleText,
} from '@pasar/web/ui/words/say.ts'
import {
  dayChoiceText,
  dayText,
  momentText,
  openText,
  priceAgeText,
} from '@pasar/web/ui/words/when.ts'
import { windowOf } from '@pasar/web/ui/window.ts'
import { CATEGORY_PICTURES, PICTURES, pictureOf } from '@pasar/web/ui/icons/pictures.ts'
import lumajang from '../../../server/seed/lumajang.json' with { type: 'json' }
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DRAWN } from '@pasar/web/ui/icons/drawn.ts'
import { ICON_NAMES } from '@pasar/web/ui/icons/names.ts'
import { EVENING, TODAY, today, TOMORROW } from '../../fixtures/day.ts'
import { aMarket } from '../../fixtures/market.ts'

test('quantities are said as people say them, M6', () => {
  expect([
    quantityText({ mode: 'weight', amount: 1, unit: 'kg' }),
    quantityText({ mode: 'weight', amount: 5, unit: 'ons' }),
    quantityText({ mode: 'count', amount: 2, unit: 'ikat' }),
    quantityText({ mode: 'value', amount: 3_000, unit: 'Rp' }),
  ]).toEqual(['1 kg', '5 ons', '2 ikat', 'seharga Rp3.000'])
  expect([scaleText('kg', 1_050), scaleText('liter', 540), scaleText('ikat', 2)]).toEqual([
    '1.050 g',
    '540 ml',
    '2 ikat',
  ])
})

test('goods, places and orders have their names', () => {
  expect([goodText('Tomat', 'super'), goodText('Tomat', null), goodText(null, '')]).toEqual([
    'Tomat (super)',
    'Tomat',
    'Barang tanpa nama',
  ])
  expect(placeText({ type: 'los', block: 'B', number: '12' })).toBe('Los B-12')
  expect(placeText({ type: 'mlijo', block: '', number: '' })).toBe('Mlijo')
  expect(orderNameOfPart('01ARZ3NDEKTSV4RRFFQ69G5FAV.2')).toBe('G5FAV')
})

test('days are said from today', () => {
  expect([dayText(TODAY, TODAY), dayText(TOMORROW, TODAY), dayText(TODAY - 1, TODAY)]).toEqual([
    'hari ini',
    'besok',
    'kemarin',
  ])
  expect(dayChoiceText(TOMORROW, TODAY)).toMatch(/^besok, \p{L}+ \p{L}+$/u)
  expect(dayText(TODAY + 2, TODAY)).toMatch(/^\p{L}+ \p{L}+, \d+ \p{L}+$/u)
  expect(momentText(EVENING, EVENING)).toBe('hari ini 19.10')
})

test('every price shows its age', () => {
  const noon = today(12 * 60)
  expect([
    priceAgeText(today(312), noon),
    priceAgeText(today(11 * 60), noon),
    priceAgeText(today(312 - 1_440), noon),
    priceAgeText(today(312 - 3 * 1_440), noon),
    priceAgeText(today(312 - 8 * 1_440), noon),
  ]).toEqual([
    'harga pagi ini 05.12',
    'harga hari ini 11.00',
    'harga kemarin',
    'harga 3 hari lalu',
    'harga lama, bisa berubah',
  ])
})

test('a market says until when it is open, or when it opens again', () => {
  expect([
    openText(aMarket(), today(312)),
    openText(aMarket(), EVENING),
    openText(aMarket({ opening: [] }), EVENING),
  ]).toEqual(['Buka sampai 10.00', 'Tutup. Buka lagi besok 00.00', 'Jam buka belum diketahui'])
})

test('of a long list only what is near the screen is drawn', () => {
  const list = { count: 8_000, rowPx: 100, viewPx: 600 }
  expect(windowOf({ ...list, scrolledPx: 0 })).toEqual({ from: 0, to: 14 })
  expect(windowOf({ ...list, scrolledPx: 400_000 })).toEqual({ from: 3_992, to: 4_014 })
  expect(windowOf({ ...list, scrolledPx: 800_000 })).toEqual({ from: 7_992, to: 8_000 })
  expect(windowOf({ ...list, count: 0, scrolledPx: -50 })).toEqual({ from: 0, to: 0 })
})

test('every commodity has a picture of its own, the rest one by category', () => {
  expect(lumajang.products.map(({ slug }) => slug).filter((slug) => !(slug in PICTURES))).toEqual(
    [],
  )
  const categories = new Set(lumajang.products.map(({ category }) => category))
  expect([...categories].filter((category) => !(category in CATEGORY_PICTURES))).toEqual([])
  expect([pictureOf('unknown', 'fruit'), pictureOf(null, null)]).toEqual(['p-banana', 'p-basket'])
})

test('the sprite holds every picture and icon in use', () => {
  const sprite = readFileSync(join(import.meta.dirname, '../../../web/ui/icons/sprite.svg'), 'utf8')
  const wanted = [
    ...ICON_NAMES.map((name) => `i-${name}`),
    ...Object.keys(PICTURES).map((slug) => pictureOf(slug, null)),
    ...Object.keys(DRAWN).map((name) => `p-${name}`),
  ]
  expect(wanted.filter((id) => !sprite.includes(`id="${id}"`))).toEqual([])
})
