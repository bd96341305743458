import type { StallOrder, StallOrderStatus } from '@pasar/shared/domain/order.ts'
import { keyOf } from '@pasar/shared/domain/row.ts'
import { NOTE_CHARS_MAX } from '@pasar/shared/lib/limits.ts'
import {
  acceptStallOrder,
  answerCancel,
  declineLine,
  declineStallOrder,
  startPacking,
} from '@pasar/shared/mutations/stall-order.ts'
import { expect, test } from 'vitest'
import { HOUSEHOLD, OFFICER, RIVAL, VENDOR } from '../../fixtures/account.ts'
import { NIGHT, TOMORROW } from '../../fixtures/day.ts'
import { ulid } from '../../fixtures/id.ts'
import { aLine, aStallOrder } from '../../fixtures/order.ts'
import { Rows } from '../../fixtures/rows.ts'

const stallOrderId = `${ulid(100)}.1`
const PART = keyOf('stallOrder', stallOrderId)
const byTin = { by: VENDOR, at: NIGHT }
const refused = (why: string) => ({ ok: false, why })
const unchanged = { ok: true, changes: [] }

const STATUSES: readonly StallOrderStatus[] = [
  'placed',
  'accepted',
  'packing',
  'packed',
  'handedOver',
  'declined',
  'cancelled',
]

/** What `run` leaves of a part in each status: the status after, `same`, or why it was refused. */
function table(run: (rows: Rows) => { ok: boolean; why?: string; changes?: readonly unknown[] }) {
  const results = STATUSES.map((status) => {
    const rows = new Rows(aStallOrder({ status }))
    const outcome = run(rows)
    if (!outcome.ok) return [status, outcome.why]
    return [status, outcome.changes?.length === 0 ? 'same' : rows.get(PART)?.status]
  })
  return Object.fromEntries(results)
}

test('"siap, saya siapkan" accepts what is placed, O13 O14', () => {
  expect(table((rows) => rows.run(acceptStallOrder, { stallOrderId }, byTin))).toEqual({
    placed: 'accepted',
    accepted: 'same',
    packing: 'same',
    packed: 'same',
    handedOver: 'same',
    declined: 'wasDeclined',
    cancelled: 'wasCancelled',
  })
})

test('a late yes is a yes, O15', () => {
  const rows = new Rows(aStallOrder())
  const doing = { by: VENDOR, at: NIGHT, receivedAt: NIGHT + 86_400_000 }
  expect(rows.run(acceptStallOrder, { stallOrderId }, doing).ok).toBe(true)
  expect(rows.get(PART)).toEqual(aStallOrder({ status: 'accepted', day: TOMORROW }))
})

test('packing begins from placed or accepted, O13 O14', () => {
  expect(table((rows) => rows.run(startPacking, { stallOrderId }, byTin))).toEqual({
    placed: 'packing',
    accepted: 'packing',
    packing: 'same',
    packed: 'same',
    handedOver: 'same',
    declined: 'wasDeclined',
    cancelled: 'wasCancelled',
  })
})

test('a stall declines its part until it is packed, O16', () => {
  const args = { stallOrderId, reason: ' banjir ' }
  expect(table((rows) => rows.run(declineStallOrder, args, byTin))).toEqual({
    placed: 'declined',
    accepted: 'declined',
    packing: 'declined',
    packed: 'alreadyPacked',
    handedOver: 'alreadyPacked',
    declined: 'same',
    cancelled: 'wasCancelled',
  })
  const rows = new Rows(aStallOrder({ status: 'packing', isCancelRequested: true }))
  rows.run(declineStallOrder, args, byTin)
  expect(rows.get(PART)).toEqual(aStallOrder({ status: 'declined', reason: 'banjir' }))
})

const two = [aLine(), aLine({ name: 'Bayam' })]
const out = (index: number) =>
  two.map((line, place) =>
    place === index ? { ...line, status: 'unavailable' as const, why: 'declined' as const } : line,
  )

test('a stall drops one line, and again changes nothing, O16', () => {
  const rows = new Rows(aStallOrder({ status: 'accepted', lines: two }))
  expect(rows.run(declineLine, { stallOrderId, line: 1 }, byTin)).toMatchObject({ ok: true })
  expect(rows.get(PART)).toEqual(aStallOrder({ status: 'accepted', lines: out(1) }))
  expect(rows.run(declineLine, { stallOrderId, line: 1 }, byTin)).toEqual(unchanged)
})

test('with its last line the part is declined, O16', () => {
  const rows = new Rows(aStallOrder({ status: 'packing', isCancelRequested: true, lines: out(0) }))
  rows.run(declineLine, { stallOrderId, line: 1 }, byTin)
  expect(rows.get(PART)).toMatchObject({
    status: 'declined',
    reason: null,
    isCancelRequested: false,
  })
  expect(table((fresh) => fresh.run(declineLine, { stallOrderId, line: 0 }, byTin))).toEqual({
    placed: 'declined',
    accepted: 'declined',
    packing: 'declined',
    packed: 'alreadyPacked',
    handedOver: 'alreadyPacked',
    declined: 'wasDeclined',
    cancelled: 'wasCancelled',
  })
})

test('refuses a line that is not there, O16', () => {
  const rows = new Rows(aStallOrder())
  expect(rows.run(declineLine, { stallOrderId, line: 1 }, byTin)).toEqual(refused('noSuchLine'))
})

const asked = (status: StallOrderStatus) => aStallOrder({ status, isCancelRequested: true })

test('the vendor says yes to a cancel, and again changes nothing, O20', () => {
  for (const status of ['packing', 'packed'] as const) {
    const rows = new Rows(asked(status))
    const yes = { stallOrderId, isAccepted: true }
    expect(rows.run(answerCancel, yes, byTin)).toMatchObject({ ok: true })
    expect(rows.get(PART)).toEqual(aStallOrder({ status: 'cancelled' }))
    expect(rows.run(answerCancel, yes, byTin)).toEqual(unchanged)
  }
})

test('the vendor says no, and the part goes on, O20', () => {
  const rows = new Rows(asked('packed'))
  const no = { stallOrderId, isAccepted: false }
  expect(rows.run(answerCancel, no, byTin)).toMatchObject({ ok: true })
  expect(rows.get(PART)).toEqual(aStallOrder({ status: 'packed', isCancelRefused: true }))
  expect(rows.run(answerCancel, no, byTin)).toEqual(unchanged)
  expect(rows.run(answerCancel, { ...no, isAccepted: true }, byTin)).toEqual(refused('notAsked'))
})

test('there is nothing to answer where nobody asked, O20', () => {
  expect(
    table((rows) => rows.run(answerCancel, { stallOrderId, isAccepted: false }, byTin)),
  ).toEqual(Object.fromEntries(STATUSES.map((status) => [status, 'notAsked'])))
})

/** Every request on a part. */
const requests = (rows: Rows, doing: { by: typeof VENDOR; at: number }) => [
  rows.run(acceptStallOrder, { stallOrderId }, doing),
  rows.run(startPacking, { stallOrderId }, doing),
  rows.run(declineStallOrder, { stallOrderId, reason: 'x' }, doing),
  rows.run(declineLine, { stallOrderId, line: 0 }, doing),
  rows.run(answerCancel, { stallOrderId, isAccepted: true }, doing),
]

test('only the stall that fills it moves a part, A3', () => {
  const part: StallOrder = asked('packing')
  for (const by of [RIVAL, HOUSEHOLD, OFFICER]) {
    const rows = new Rows(part)
    expect(requests(rows, { by, at: NIGHT })).toEqual(new Array(5).fill(refused('notPermitted')))
    expect(rows.get(PART)).toEqual(part)
  }
})

test('says notFound for a part that is not there', () => {
  expect(requests(new Rows(), byTin)).toEqual(new Array(5).fill(refused('notFound')))
})

test('the schema says no to what no screen would send, A5', () => {
  const rows = new Rows(aStallOrder())
  const long = (chars: number) => ({ stallOrderId, reason: 'x'.repeat(chars) })
  expect(new Rows(aStallOrder()).run(declineStallOrder, long(NOTE_CHARS_MAX), byTin).ok).toBe(true)
  for (const outcome of [
    rows.run(acceptStallOrder, { stallOrderId: ulid(100) }, byTin),
    rows.run(startPacking, {}, byTin),
    rows.run(declineStallOrder, { stallOrderId }, byTin),
    rows.run(declineStallOrder, long(0), byTin),
    rows.run(declineStallOrder, long(NOTE_CHARS_MAX + 1), byTin),
    rows.run(declineLine, { stallOrderId, line: -1 }, byTin),
    rows.run(declineLine, { stallOrderId, line: 300 }, byTin),
    rows.run(declineLine, { stallOrderId, line: 0.5 }, byTin),
    rows.run(answerCancel, { stallOrderId, isAccepted: 'yes' }, byTin),
  ]) {
    expect(outcome).toEqual(refused('badArgs'))
  }
})
