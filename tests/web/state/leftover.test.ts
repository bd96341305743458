import { expect, test } from 'vitest'
import type { Quantity } from '@pasar/shared/domain/quantity.ts'
import { leftOf } from '@pasar/web/state/leftover.ts'
import { aBasketLine, BAYAM } from '../../fixtures/basket.ts'

const tomat = (qty: Quantity) => aBasketLine({ qty })
const kilos = (amount: number) => tomat({ mode: 'weight', amount, unit: 'kg' })
const ons = (amount: number) => tomat({ mode: 'weight', amount, unit: 'ons' })
const value = (amount: number) => tomat({ mode: 'value', amount, unit: 'Rp' })

test('what is had as it is wanted is left out, whatever it was said in', () => {
  expect(leftOf([kilos(1), BAYAM], [ons(10), BAYAM])).toEqual([])
  expect(leftOf([kilos(1)], [kilos(2)])).toEqual([])
})

test('what is not had stays as it is', () => {
  expect(leftOf([kilos(1), BAYAM], [kilos(1)])).toEqual([BAYAM])
  expect(leftOf([kilos(1)], [])).toEqual([kilos(1)])
})

test('where less is had, what is missing stays: all lines of an offer count', () => {
  expect(leftOf([kilos(2)], [ons(10), ons(5)])).toEqual([
    tomat({ mode: 'weight', amount: 500, unit: 'g' }),
  ])
})

test('what is missing of a value is never too little to be ordered, M4', () => {
  expect(leftOf([value(5_000)], [value(3_000)])).toEqual([value(2_000)])
  expect(leftOf([value(3_200)], [value(3_000)])).toEqual([value(500)])
  expect(leftOf([value(3_000)], [value(3_000)])).toEqual([])
})

test('rupiah are not had by weight', () => {
  expect(leftOf([value(3_000)], [kilos(1)])).toEqual([value(3_000)])
})
