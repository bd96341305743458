import { expect, test } from 'vitest'
import { demoOffers, plainOffers } from '@pasar/server/seed/demo-offers.ts'

test('gives a stall the same goods on every run', () => {
  expect(demoOffers('pb-001', ['sayur'])).toEqual(demoOffers('pb-001', ['sayur']))
  expect(demoOffers('pb-001', ['sayur'])).not.toEqual(demoOffers('pb-002', ['sayur']))
})

test('sells all of a small choice', () => {
  const slugs = demoOffers('pb-036', ['daging']).map((offer) => offer.commodityId)
  expect(new Set(slugs)).toEqual(new Set(['daging-sapi', 'tetelan']))
})

test('adds goods in the stall’s own words', () => {
  const names = demoOffers('pb-006', ['plastik']).map((offer) => offer.ownName)
  expect(names).toContain('Besek bambu')
})

test('keeps a plain stall at the example prices, with everything there', () => {
  const offers = plainOffers('pb-017', ['sayur'])
  expect(offers.filter((offer) => offer.availability !== 'available')).toEqual([])
  expect(offers.find((offer) => offer.commodityId === 'tomat')).toEqual({
    offerId: expect.stringMatching(/^pb-017\./),
    commodityId: 'tomat',
    ownName: null,
    grade: null,
    unit: 'kg',
    priceIdr: 10_000,
    availability: 'available',
  })
})
