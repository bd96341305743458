import { expect, test } from 'vitest'
import { demoMarketId, demoMarkets } from '@pasar/server/seed/demo-markets.ts'

const markets = demoMarkets('6280000000100')
const openingOf = (id: string): unknown => markets.find(({ marketId }) => marketId === id)?.opening

test('makes an id of a market’s name', () => {
  expect(demoMarketId('Pasar Baru')).toBe('pasar-baru')
})

test('opens Pasar Baru from 00.00 to 10.00 every day', () => {
  expect(openingOf('pasar-baru')).toEqual([
    { days: { kind: 'daily' }, fromMin: 0, toMin: 600, season: null },
  ])
})

test('opens Tempeh on Thursday and Sunday from 04.00 to 08.00', () => {
  expect(openingOf('pasar-tempeh')).toEqual([
    { days: { kind: 'weekdays', weekdays: [4, 7] }, fromMin: 240, toMin: 480, season: null },
  ])
})

test('says that the hours of Ranuyoso are not sure, and gives no hours where no day is known', () => {
  const unsure = markets.filter(({ notice }) => notice.includes('belum dipastikan'))
  expect(unsure.map(({ marketId }) => marketId)).toEqual(['pasar-ranuyoso'])
  expect(openingOf('pasar-ranuyoso')).toEqual([
    { days: { kind: 'weekdays', weekdays: [3, 7] }, fromMin: 240, toMin: 480, season: null },
  ])
  const silent = markets.filter(({ opening }) => opening.length === 0)
  expect(silent.length).toBe(10)
})

test('tells at every market that its prices are examples', () => {
  expect(markets.filter(({ notice }) => !notice.includes('Harga contoh'))).toEqual([])
})
