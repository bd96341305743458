import { expect, test } from 'vitest'
import { inListOrder, inShopOrder } from '@pasar/web/state/shop-order.ts'
import { EVENING, TODAY, TOMORROW } from '../../fixtures/day.ts'
import { offerId } from '../../fixtures/id.ts'
import { anOffer } from '../../fixtures/offer.ts'

test('offers of one good: what is there first, then the cheaper by its unit', () => {
  const dear = anOffer({ id: offerId('pb-1.0000000a'), priceIdr: 12_000 })
  const cheap = anOffer({ id: offerId('pb-2.0000000a'), priceIdr: 1_000, unit: 'ons' })
  const out = anOffer({ id: offerId('pb-3.0000000a'), priceIdr: 1, availability: 'out' })
  expect(inShopOrder([out, dear, cheap], TODAY)).toEqual([cheap, dear, out])
})

test('the cheapest is the one that asks least today, a coming price that has come included, O3', () => {
  const rises = anOffer({
    id: offerId('pb-1.0000000a'),
    priceIdr: 10_000,
    nextPrice: { day: TODAY, priceIdr: 20_000, no: 2, at: EVENING },
  })
  const stays = anOffer({ id: offerId('pb-2.0000000a'), priceIdr: 12_000 })
  expect(inShopOrder([rises, stays], TODAY - 1)).toEqual([rises, stays])
  expect(inShopOrder([rises, stays], TODAY)).toEqual([stays, rises])
})

test('the list keeps the same goods together, by name', () => {
  const bayam = anOffer({ id: offerId('pb-1.0000000a'), priceIdr: 9_000 })
  const tomat = anOffer({ id: offerId('pb-2.0000000a'), priceIdr: 12_000 })
  const cheaper = anOffer({ id: offerId('pb-3.0000000a'), priceIdr: 11_000 })
  const names = new Map([
    [bayam.id, 'bayam'],
    [tomat.id, 'tomat'],
    [cheaper.id, 'tomat'],
  ])
  const order = {
    today: TOMORROW,
    nameOf: ({ id }: { id: string }) => names.get(offerId(id)) ?? '',
  }
  expect(inListOrder([tomat, cheaper, bayam], order)).toEqual([bayam, cheaper, tomat])
})
