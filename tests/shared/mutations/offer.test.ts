import type { Offer, OfferPrice } from '@pasar/shared/domain/offer.ts'
import { keyOf } from '@pasar/shared/domain/row.ts'
import { DAYS_AHEAD_MAX, NAME_CHARS_MAX } from '@pasar/shared/lib/limits.ts'
import {
  createOffer,
  editOffer,
  priceOffer,
  priceOfferOn,
  setAvailability,
  withdrawOffer,
} from '@pasar/shared/mutations/offer.ts'
import { expect, test } from 'vitest'
import { HOUSEHOLD, OFFICER, RIVAL, VENDOR } from '../../fixtures/account.ts'
import { aCommodity } from '../../fixtures/commodity.ts'
import { EVENING, TODAY, TOMORROW, today } from '../../fixtures/day.ts'
import { anOffer, anOfferPrice } from '../../fixtures/offer.ts'
import { Rows } from '../../fixtures/rows.ts'
import { aStall } from '../../fixtures/stall.ts'

const ID = 'pb-017.0000000a'
const KEY = keyOf('offer', ID)
const args = {
  offerId: ID,
  stallId: 'pb-017',
  commodityId: 'tomat',
  unit: 'kg',
  priceIdr: 10_000,
}

const empty = () => new Rows(aStall(), aCommodity())
const stocked = (offer: Offer = anOffer()) =>
  new Rows(aStall(), aCommodity(), offer, anOfferPrice(offer))
const byVendor = { by: VENDOR, at: EVENING }
const refused = (why: string) => ({ ok: false, why })

/** The history of the offer, oldest first. */
const history = (rows: Rows): readonly OfferPrice[] =>
  rows.all().filter((row) => row.kind === 'offerPrice')

test('a vendor makes an offer with the first row of its history, O1 O2', () => {
  const rows = empty()
  expect(rows.run(createOffer, { ...args, grade: ' super ' }, byVendor)).toMatchObject({ ok: true })
  const offer = anOffer({ grade: 'super', priceAt: EVENING })
  expect(rows.get(KEY)).toEqual(offer)
  expect(history(rows)).toEqual([anOfferPrice(offer)])
})

test('an offer can have a name of its own in place of a commodity, O1', () => {
  const rows = empty()
  const own = { ...args, commodityId: null, ownName: 'Rengginang Bu Tin', unit: 'bungkus' }
  expect(rows.run(createOffer, own, byVendor)).toMatchObject({ ok: true })
  expect(rows.get(KEY)).toMatchObject({ commodityId: null, ownName: 'Rengginang Bu Tin' })
})

test('refuses an offer without a stall, a commodity that is not there, one that exists, A8', () => {
  const run = (rows: Rows) => rows.run(createOffer, args, byVendor)
  expect(run(new Rows(aCommodity()))).toEqual(refused('notFound'))
  expect(run(new Rows(aStall()))).toEqual(refused('notFound'))
  expect(run(stocked())).toEqual(refused('exists'))
  const rows = empty()
  rows.run(createOffer, args, byVendor)
  expect(rows.run(createOffer, args, byVendor)).toEqual(refused('exists'))
})

test('only who works at the stall may touch its offers, A3', () => {
  for (const by of [RIVAL, HOUSEHOLD, OFFICER]) {
    const doing = { by, at: EVENING }
    const rows = stocked()
    const before = rows.all()
    const offerId = ID
    expect(empty().run(createOffer, args, doing)).toEqual(refused('notPermitted'))
    for (const outcome of [
      rows.run(priceOffer, { offerId, priceIdr: 9_000, basedOn: 1 }, doing),
      rows.run(priceOfferOn, { offerId, day: TOMORROW, priceIdr: 9_000, basedOn: 1 }, doing),
      rows.run(setAvailability, { offerId, availability: 'out' }, doing),
      rows.run(editOffer, { offerId, grade: 'x' }, doing),
      rows.run(withdrawOffer, { offerId }, doing),
    ]) {
      expect(outcome).toEqual(refused('notPermitted'))
    }
    expect(rows.all()).toEqual(before)
  }
})

test('says notFound for an offer that is not there', () => {
  const offerId = ID
  const rows = empty()
  for (const outcome of [
    rows.run(priceOffer, { offerId, priceIdr: 9_000, basedOn: 1 }, byVendor),
    rows.run(priceOfferOn, { offerId, day: TOMORROW, priceIdr: 9_000, basedOn: 1 }, byVendor),
    rows.run(setAvailability, { offerId, availability: 'out' }, byVendor),
    rows.run(editOffer, { offerId, grade: 'x' }, byVendor),
    rows.run(withdrawOffer, { offerId }, byVendor),
  ]) {
    expect(outcome).toEqual(refused('notFound'))
  }
})

test('a new price takes the next number and keeps the old one in the history, O2', () => {
  const rows = stocked()
  const change = { offerId: ID, priceIdr: 12_000, basedOn: 1 }
  expect(rows.run(priceOffer, change, byVendor)).toMatchObject({ ok: true })
  const after = anOffer({ priceIdr: 12_000, priceNo: 2, priceAt: EVENING })
  expect(rows.get(KEY)).toEqual(after)
  expect(history(rows)).toEqual([anOfferPrice(anOffer()), anOfferPrice(after)])
})

test('of two phones the last to arrive wins, and the history shows that they met, O2', () => {
  const rows = stocked()
  rows.run(priceOffer, { offerId: ID, priceIdr: 12_000, basedOn: 1 }, byVendor)
  rows.run(priceOffer, { offerId: ID, priceIdr: 11_000, basedOn: 1 }, byVendor)
  expect(rows.get(KEY)).toMatchObject({ priceIdr: 11_000, priceNo: 3 })
  expect(history(rows).map(({ no, priceIdr, basedOn }) => [no, priceIdr, basedOn])).toEqual([
    [1, 10_000, 0],
    [2, 12_000, 1],
    [3, 11_000, 1],
  ])
})

test('a price is taken for a withdrawn offer too, which stays withdrawn, O2', () => {
  const rows = stocked(anOffer({ isWithdrawn: true }))
  expect(rows.run(priceOffer, { offerId: ID, priceIdr: 9_000, basedOn: 1 }, byVendor).ok).toBe(true)
  expect(rows.get(KEY)).toMatchObject({ priceIdr: 9_000, isWithdrawn: true })
})

test('"harga besok" stands beside the price of today, O3', () => {
  const rows = stocked()
  const change = { offerId: ID, day: TOMORROW, priceIdr: 12_000, basedOn: 1 }
  expect(rows.run(priceOfferOn, change, byVendor)).toMatchObject({ ok: true })
  const nextPrice = { day: TOMORROW, priceIdr: 12_000, no: 2, at: EVENING }
  expect(rows.get(KEY)).toEqual(anOffer({ nextPrice }))
  expect(history(rows)[1]).toEqual(
    anOfferPrice(anOffer(), { no: 2, priceIdr: 12_000, day: TOMORROW, at: EVENING }),
  )
})

test('a new price leaves a coming one and replaces one that has come, O3', () => {
  const nextPrice = { day: TOMORROW, priceIdr: 12_000, no: 2, at: today(600) }
  const offer = anOffer({ nextPrice })
  const change = { offerId: ID, priceIdr: 11_000, basedOn: 1 }
  const before = stocked(offer)
  before.run(priceOffer, change, byVendor)
  expect(before.get(KEY)).toMatchObject({ priceIdr: 11_000, priceNo: 3, nextPrice })
  const after = stocked(offer)
  after.run(priceOffer, change, { by: VENDOR, at: today(1_440) })
  expect(after.get(KEY)).toMatchObject({ priceIdr: 11_000, priceNo: 3, nextPrice: null })
})

test('a wrong clock does not decide whether a coming price has come, I7', () => {
  const nextPrice = { day: TODAY, priceIdr: 12_000, no: 2, at: today(-600) }
  const rows = stocked(anOffer({ nextPrice }))
  const change = { offerId: ID, priceIdr: 11_000, basedOn: 2 }
  rows.run(priceOffer, change, { by: VENDOR, at: 0, receivedAt: EVENING })
  expect(rows.get(KEY)).toMatchObject({ priceIdr: 11_000, priceNo: 3, nextPrice: null })
})

test('the next coming price settles the one that has come, O3', () => {
  const nextPrice = { day: TODAY, priceIdr: 12_000, no: 2, at: today(-600) }
  const rows = stocked(anOffer({ nextPrice }))
  rows.run(priceOfferOn, { offerId: ID, day: TOMORROW, priceIdr: 13_000, basedOn: 2 }, byVendor)
  expect(rows.get(KEY)).toEqual(
    anOffer({
      priceIdr: 12_000,
      priceNo: 2,
      priceAt: today(0),
      nextPrice: { day: TOMORROW, priceIdr: 13_000, no: 3, at: EVENING },
    }),
  )
})

test('taking a coming price back says the price of today again, O3', () => {
  const nextPrice = { day: TOMORROW, priceIdr: 12_000, no: 2, at: today(600) }
  const rows = stocked(anOffer({ nextPrice }))
  const back = { offerId: ID, day: TOMORROW, priceIdr: null, basedOn: 2 }
  expect(rows.run(priceOfferOn, back, byVendor)).toMatchObject({ ok: true })
  expect(rows.get(KEY)).toEqual(anOffer({ priceNo: 3 }))
  expect(history(rows).at(-1)).toMatchObject({ no: 3, priceIdr: 10_000, day: null })
  expect(rows.run(priceOfferOn, back, byVendor)).toEqual({ ok: true, changes: [] })
})

test('a coming price is for today up to 14 days ahead, O3', () => {
  const on = (day: number) =>
    stocked().run(priceOfferOn, { offerId: ID, day, priceIdr: 12_000, basedOn: 1 }, byVendor)
  expect(on(TODAY).ok).toBe(true)
  expect(on(TODAY + DAYS_AHEAD_MAX).ok).toBe(true)
  expect(on(TODAY - 1)).toEqual(refused('dayPassed'))
  expect(on(TODAY + DAYS_AHEAD_MAX + 1)).toEqual(refused('tooFarAhead'))
})

test('a phone takes a coming price whatever its clock says, S15', () => {
  const clocks = [today(-3_650 * 1_440), today(365 * 1_440)]
  for (const receivedAt of clocks) {
    const args = { offerId: ID, day: TOMORROW, priceIdr: 12_000, basedOn: 1 }
    const doing = { ...byVendor, receivedAt, isAuthority: false }
    expect(stocked().run(priceOfferOn, args, doing).ok).toBe(true)
  }
})

test('marks an offer habis, and again changes nothing', () => {
  const rows = stocked()
  const change = { offerId: ID, availability: 'out' }
  expect(rows.run(setAvailability, change, byVendor)).toMatchObject({ ok: true })
  expect(rows.get(KEY)).toEqual(anOffer({ availability: 'out' }))
  expect(rows.run(setAvailability, change, byVendor)).toEqual({ ok: true, changes: [] })
})

test('edits what is given, and null empties a field, O1', () => {
  const rows = stocked(anOffer({ ownName: 'Tomat sayur', grade: 'super' }))
  const photo = 'a'.repeat(64)
  rows.run(editOffer, { offerId: ID, grade: null, photo }, byVendor)
  expect(rows.get(KEY)).toEqual(anOffer({ ownName: 'Tomat sayur', photo }))
})

test('good, unit, price and stall cannot be edited, O1 A5', () => {
  const rows = stocked()
  const sly = { commodityId: null, unit: 'ons', priceIdr: 50, stallId: 'pb-018', isWithdrawn: true }
  expect(rows.run(editOffer, { offerId: ID, grade: 'super', ...sly }, byVendor).ok).toBe(true)
  expect(rows.get(KEY)).toEqual(anOffer({ grade: 'super' }))
})

test('an offer never loses its last name, O1', () => {
  const rows = stocked(anOffer({ commodityId: null, ownName: 'Rengginang' }))
  expect(rows.run(editOffer, { offerId: ID, ownName: null }, byVendor)).toEqual(
    refused('nameMissing'),
  )
})

test('withdraws an offer for good, and again changes nothing, O1', () => {
  const rows = stocked()
  expect(rows.run(withdrawOffer, { offerId: ID }, byVendor)).toMatchObject({ ok: true })
  expect(rows.get(KEY)).toEqual(anOffer({ isWithdrawn: true }))
  expect(rows.run(withdrawOffer, { offerId: ID }, byVendor)).toEqual({ ok: true, changes: [] })
})

test('the schema says no to what no screen would send, A5', () => {
  const create = (change: object) => empty().run(createOffer, { ...args, ...change }, byVendor)
  expect(create({ ownName: 'x'.repeat(NAME_CHARS_MAX) }).ok).toBe(true)
  for (const bad of [
    { ownName: 'x'.repeat(NAME_CHARS_MAX + 1) },
    { ownName: '   ' },
    { ownName: 'a\u0007b' },
    { commodityId: null },
    { stallId: 'pb-018' },
    { offerId: 'pb-018.0000000a' },
    { unit: 'Rp' },
    { priceIdr: 49 },
    { priceIdr: 100_000_001 },
    { priceIdr: 100.5 },
    { priceIdr: '12.500,00' },
    { photo: 'https://example.org/x.png' },
  ]) {
    expect(create(bad), JSON.stringify(bad)).toEqual(refused('badArgs'))
  }
  for (const bad of [null, [], 'x', 1, undefined, {}]) {
    expect(empty().run(createOffer, bad, byVendor)).toEqual(refused('badArgs'))
  }
  for (const basedOn of [0, -1, 1.5, null]) {
    const change = { offerId: ID, priceIdr: 9_000, basedOn }
    expect(stocked().run(priceOffer, change, byVendor)).toEqual(refused('badArgs'))
  }
})

test('a key named like a prototype is dropped like any other, A5', () => {
  const sly: unknown = JSON.parse(
    `{"offerId":"${ID}","availability":"low","__proto__":{"isWithdrawn":true},"constructor":1}`,
  )
  const rows = stocked()
  expect(rows.run(setAvailability, sly, byVendor).ok).toBe(true)
  expect(rows.get(KEY)).toEqual(anOffer({ availability: 'low' }))
  expect(Object.prototype).not.toHaveProperty('isWithdrawn')
})
