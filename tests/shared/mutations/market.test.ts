import { SYSTEM } from '@pasar/shared/domain/account.ts'
import { keyOf } from '@pasar/shared/domain/row.ts'
import { createMarket, editMarket } from '@pasar/shared/mutations/market.ts'
import { expect, test } from 'vitest'
import { ADMIN, HOUSEHOLD, OFFICER, OTHER_OFFICER, VENDOR } from '../../fixtures/account.ts'
import { aMarket } from '../../fixtures/market.ts'
import { Rows } from '../../fixtures/rows.ts'

const KEY = keyOf('market', 'pasar-baru')
const args = { marketId: 'pasar-baru', name: 'Pasar Baru', opening: aMarket().opening }
const refused = (why: string) => ({ ok: false, why })

test('the system or an admin makes a market, with the usual rules where none are said', () => {
  for (const by of [SYSTEM, ADMIN]) {
    const rows = new Rows()
    expect(rows.run(createMarket, args, { by })).toMatchObject({ ok: true })
    expect(rows.get(KEY)).toEqual(aMarket({ alsoKnownAs: [], kecamatan: null }))
    expect(rows.run(createMarket, args, { by })).toEqual(refused('exists'))
  }
})

test('nobody else does, A3', () => {
  for (const by of [VENDOR, HOUSEHOLD, OTHER_OFFICER]) {
    expect(new Rows().run(createMarket, args, { by })).toEqual(refused('notPermitted'))
    expect(new Rows(aMarket()).run(editMarket, { marketId: 'pasar-baru' }, { by })).toEqual(
      refused('notPermitted'),
    )
  }
})

test('an officer of the market closes it and sets only what is said', () => {
  const rows = new Rows(aMarket())
  const closures = [{ fromDay: 20_000, toDay: 20_001, reason: 'Semeru' }]
  const edit = { marketId: 'pasar-baru', closures, officePhone: null }
  expect(rows.run(editMarket, edit, { by: OFFICER })).toMatchObject({ ok: true })
  expect(rows.get(KEY)).toEqual(aMarket({ closures }))
  expect(new Rows().run(editMarket, edit, { by: OFFICER })).toEqual(refused('notFound'))
})

test('the schema says no to what no screen would send, A5', () => {
  for (const bad of [
    { marketId: 'Pasar Baru' },
    { name: '' },
    { name: 'x'.repeat(61) },
    { ceilingPercent: 101 },
    { ceilingPercent: -1 },
    { priceGraceMin: 1_441 },
    { cashStepIdr: 250 },
    { opening: [{ ...aMarket().opening[0], toMin: -1 }] },
    { notice: 'x'.repeat(281) },
  ]) {
    expect(new Rows().run(createMarket, { ...args, ...bad })).toEqual(refused('badArgs'))
    expect(new Rows(aMarket()).run(editMarket, { marketId: 'pasar-baru', ...bad })).toEqual(
      refused('badArgs'),
    )
  }
  expect(
    new Rows().run(createMarket, { ...args, ceilingPercent: 100, name: 'x'.repeat(60) }).ok,
  ).toBe(true)
})
