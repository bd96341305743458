import { SYSTEM } from '@pasar/shared/domain/account.ts'
import { keyOf } from '@pasar/shared/domain/row.ts'
import { putCommodity } from '@pasar/shared/mutations/commodity.ts'
import { expect, test } from 'vitest'
import { ADMIN, HOUSEHOLD, OFFICER, VENDOR } from '../../fixtures/account.ts'
import { aCommodity } from '../../fixtures/commodity.ts'
import { Rows } from '../../fixtures/rows.ts'

const KEY = keyOf('commodity', 'tomat')
const args = {
  commodityId: 'tomat',
  name: 'Tomat',
  category: 'vegetable',
  base: 'g',
  usualUnit: 'kg',
}

test('a commodity is put, and put again as it shall be', () => {
  for (const by of [SYSTEM, ADMIN]) {
    const rows = new Rows()
    expect(rows.run(putCommodity, args, { by })).toMatchObject({ ok: true })
    expect(rows.get(KEY)).toEqual(aCommodity())
    rows.run(putCommodity, { ...args, aliases: ['ranti'] }, { by })
    expect(rows.get(KEY)).toEqual(aCommodity({ aliases: ['ranti'] }))
  }
})

test('only who governs goods puts one, A3', () => {
  for (const by of [HOUSEHOLD, VENDOR, OFFICER]) {
    expect(new Rows().run(putCommodity, args, { by })).toEqual({ ok: false, why: 'notPermitted' })
  }
})

test('the schema says no to what no screen would send, A5', () => {
  const rule = { unit: 'ikat', baseAmount: 250, estimated: true }
  expect(new Rows().run(putCommodity, { ...args, unitRules: [rule] }).ok).toBe(true)
  for (const bad of [
    { commodityId: 'x'.repeat(33) },
    { name: 'x'.repeat(61) },
    { category: 'gold' },
    { base: 'kg' },
    { usualUnit: 'Rp' },
    { unitRules: [{ ...rule, baseAmount: 0 }] },
    { unitRules: [rule, rule] },
    { aliases: new Array(41).fill('ranti') },
  ]) {
    expect(new Rows().run(putCommodity, { ...args, ...bad })).toEqual({ ok: false, why: 'badArgs' })
  }
})
