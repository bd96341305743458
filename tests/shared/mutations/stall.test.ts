import { SYSTEM } from '@pasar/shared/domain/account.ts'
import { keyOf } from '@pasar/shared/domain/row.ts'
import { editStall, openStall } from '@pasar/shared/mutations/stall.ts'
import { expect, test } from 'vitest'
import { ADMIN, HOUSEHOLD, OFFICER, OTHER_OFFICER, VENDOR } from '../../fixtures/account.ts'
import { aMarket } from '../../fixtures/market.ts'
import { Rows } from '../../fixtures/rows.ts'
import { aStall } from '../../fixtures/stall.ts'

const KEY = keyOf('stall', 'pb-017')
const { name, type, block, number, walkOrder, goodsGroups } = aStall()
const said = { name, type, block, number, walkOrder, goodsGroups }
const args = { stallId: 'pb-017', marketId: 'pasar-baru', ...said }
const refused = (why: string) => ({ ok: false, why })

test('the system, an admin or an officer of the market opens a stall', () => {
  for (const by of [SYSTEM, ADMIN, OFFICER]) {
    const rows = new Rows(aMarket())
    expect(rows.run(openStall, args, { by })).toMatchObject({ ok: true })
    expect(rows.get(KEY)).toEqual(aStall())
    expect(rows.run(openStall, args, { by })).toEqual(refused('exists'))
  }
})

test('a mlijo has neither block nor number', () => {
  const rows = new Rows(aMarket())
  rows.run(openStall, { stallId: 'pb-017', marketId: 'pasar-baru', name: 'Cak To', type: 'mlijo' })
  expect(rows.get(KEY)).toEqual(
    aStall({ name: 'Cak To', type: 'mlijo', block: '', number: '', walkOrder: 0, goodsGroups: [] }),
  )
})

test('nobody else opens or edits one, A3', () => {
  for (const by of [OTHER_OFFICER, VENDOR, HOUSEHOLD]) {
    expect(new Rows(aMarket()).run(openStall, args, { by })).toEqual(refused('notPermitted'))
    const rows = new Rows(aStall())
    expect(rows.run(editStall, { stallId: 'pb-017', isSuspended: true }, { by })).toEqual(
      refused('notPermitted'),
    )
    expect(rows.get(KEY)).toEqual(aStall())
  }
})

test('an edit sets what is said and never moves a stall to another market', () => {
  const rows = new Rows(aStall())
  const edit = { stallId: 'pb-017', isSuspended: true, marketId: 'pasar-tempeh' }
  expect(rows.run(editStall, edit, { by: OFFICER })).toMatchObject({ ok: true })
  expect(rows.get(KEY)).toEqual(aStall({ isSuspended: true }))
})

test('refuses a stall without its market, and an edit without the stall', () => {
  expect(new Rows().run(openStall, args)).toEqual(refused('notFound'))
  expect(new Rows().run(editStall, { stallId: 'pb-017' })).toEqual(refused('notFound'))
})

test('the schema says no to what no screen would send, A5', () => {
  for (const bad of [
    { stallId: 'PB/17' },
    { name: '' },
    { name: 'x'.repeat(61) },
    { type: 'castle' },
    { walkOrder: -1 },
    { walkOrder: 1.5 },
    { number: 'x'.repeat(300) },
  ]) {
    expect(new Rows(aMarket()).run(openStall, { ...args, ...bad })).toEqual(refused('badArgs'))
    expect(new Rows(aStall()).run(editStall, { stallId: 'pb-017', ...bad })).toEqual(
      refused('badArgs'),
    )
  }
})
