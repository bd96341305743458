import type { Arrival } from '@pasar/server/store/arrival.ts'
import { openDatabase } from '@pasar/server/store/database.ts'
import { Journal } from '@pasar/server/store/journal.ts'
import { Meta } from '@pasar/server/store/meta.ts'
import { migrate } from '@pasar/server/store/migrate.ts'
import { People } from '@pasar/server/store/people.ts'
import { Rows } from '@pasar/server/store/rows.ts'
import { Transaction } from '@pasar/server/store/transaction.ts'
import { RowCache } from '@pasar/server/store/view.ts'
import type { Account, Actor } from '@pasar/shared/domain/account.ts'
import type { AccountId, MarketId, StallId } from '@pasar/shared/domain/id.ts'
import { keyOf } from '@pasar/shared/domain/row.ts'
import { Bug } from '@pasar/shared/lib/assert.ts'
import { Draft, type Mutation } from '@pasar/shared/mutations/mutation.ts'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { aUlid } from '../phone.ts'

const account: Account = {
  kind: 'account',
  id: aUlid() as AccountId,
  name: 'Bu Sri',
  phone: null,
  roles: [{ role: 'household' }],
  isSuspended: false,
  consent: null,
  registeredAt: 0,
}
const CLIENT = aUlid()

/** Opens a stall; throws after having put it where the number is 13. */
const openOrThrow: Mutation = {
  name: 'test.open.v1',
  schema: v.unknown(),
  needs: (args) => [keyOf('stall', String(args))],
  run(view, args) {
    const draft = new Draft(view)
    draft.put({
      kind: 'stall',
      id: String(args) as StallId,
      marketId: 'm' as MarketId,
      name: 'Bu Tin',
      type: 'los',
      block: '',
      number: '',
      walkOrder: 0,
      goodsGroups: [],
      isSuspended: false,
    })
    if (args === 13) throw new Bug('thirteen')
    return draft.done()
  },
}

function aTransaction(person: Account = account) {
  const db = openDatabase(':memory:')
  migrate(db)
  const tables = {
    db,
    rows: new Rows(db),
    journal: new Journal(db),
    people: new People(db),
    meta: new Meta(db),
  }
  tables.people.addClient({ id: CLIENT, account: account.id, publicKey: 'key', at: 0 })
  tables.rows.put(keyOf('account', account.id), {
    version: 0,
    hash: 0,
    takenAt: 0,
    text: JSON.stringify(person),
  })
  const log: string[] = []
  const note = (event: string, facts = {}): void =>
    void log.push(`${event} ${JSON.stringify(facts)}`)
  db.exec('BEGIN')
  const cache = new RowCache(tables.rows)
  const options = { log: { info: note, warn: note, error: note }, version: 0, cache }
  return { tables, log, transaction: new Transaction(tables, options) }
}

let seq = 0
const arrival = (args: unknown, mutation: Mutation = openOrThrow): Arrival => {
  const body = {
    v: 1,
    client: CLIENT,
    seq: ++seq,
    id: aUlid(),
    name: mutation.name,
    args,
    at: 5,
  } as const
  return {
    kind: 'verified',
    envelope: { body: JSON.stringify(body), sig: 'sig', h: 0 },
    body,
    publicKey: 'key',
    mutation,
    args: { value: args },
  }
}

const push = (arrivals: Arrival[]) => ({
  kind: 'push' as const,
  client: CLIENT,
  isSignedIn: false,
  arrivals,
  receivedAt: 9,
})

test('one bad mutation in fifty: forty-nine apply in the same cycle, I8', () => {
  const { tables, log, transaction } = aTransaction()
  const arrivals = Array.from({ length: 50 }, (_, index) => arrival(index))
  const { results } = transaction.take(push(arrivals))
  transaction.finish()
  expect(results.map(({ outcome, why }) => why ?? outcome)).toEqual(
    arrivals.map((_, index) => (index === 13 ? 'bug' : 'applied')),
  )
  expect(tables.rows.bucket('market:m').count).toBe(49)
  expect(tables.rows.get(keyOf('stall', '13'))).toBe(undefined)
  expect(log).toHaveLength(1)
  expect(log[0]).toContain('mutationBug')
  expect(tables.journal.all()[13]).toMatchObject({ outcome: 'refused', why: 'bug', changes: '[]' })
})

test('a mutation that breaks while it is written leaves nothing of itself', () => {
  const { tables, transaction } = aTransaction()
  const badRow = { ...openOrThrow, run: () => ({ ok: true as const, changes: twoChanges }) }
  // The second change has no kind that any bucket knows: bucketsOf gives nothing to walk.
  const good = { key: keyOf('market', 'm'), before: null, after: { kind: 'market', id: 'm' } }
  const bad = { key: keyOf('market', 'n'), before: null, after: { kind: 'unheard', id: 'n' } }
  const twoChanges = [good, bad] as never // rows that no run of ours makes
  const { results } = transaction.take(push([arrival(0, badRow), arrival(1)]))
  transaction.finish()
  expect(results.map(({ outcome, why }) => why ?? outcome)).toEqual(['bug', 'applied'])
  expect(tables.rows.get(keyOf('market', 'm'))).toBe(undefined)
  expect(tables.rows.bucket('markets').count).toBe(0)
})

test('the time told is kept unless it lies in the future of the server, I7', () => {
  const { transaction } = aTransaction()
  const seen: object[] = []
  const noting: Mutation = {
    ...openOrThrow,
    run: (_view, _args, { at, receivedAt }) => {
      seen.push({ at, receivedAt })
      return { ok: true, changes: [] }
    },
  }
  const told = (at: number): Arrival => {
    const one = arrival(0, noting)
    return one.kind === 'verified' ? { ...one, body: { ...one.body, at } } : one
  }
  transaction.take(push([told(0), told(9), told(10), told(Number.MAX_SAFE_INTEGER)]))
  expect(seen).toEqual([
    { at: 0, receivedAt: 9 },
    { at: 9, receivedAt: 9 },
    { at: 9, receivedAt: 9 },
    { at: 9, receivedAt: 9 },
  ])
})

test('a key that is not the clients any more verifies nothing', () => {
  const { transaction } = aTransaction()
  const old = arrival(0)
  const { results } = transaction.take(push([{ ...old, publicKey: 'old key' } as Arrival]))
  expect(results).toMatchObject([{ outcome: 'refused', why: 'badSignature' }])
})

test('a suspended person acts without roles, A4', () => {
  const { transaction } = aTransaction({ ...account, isSuspended: true })
  const actors: Actor[] = []
  const noting: Mutation = {
    ...openOrThrow,
    run: (_view, _args, { actor }) => {
      actors.push(actor)
      return { ok: true, changes: [] }
    },
  }
  transaction.take(push([arrival(0, noting)]))
  expect(actors).toEqual([{ system: false, accountId: account.id, roles: [] }])
})

test('remembers the highest seq that was answered, of what could not be verified by its own session alone', () => {
  for (const isSignedIn of [true, false]) {
    const { tables, transaction } = aTransaction()
    const one = arrival(0)
    const body = one.kind === 'verified' ? one.body : null
    if (!body) throw new Bug('an arrival of ours is verified')
    const forged = { kind: 'unverified', body: { ...body, seq: 900 }, why: 'badSignature' } as const
    const done = transaction.take({ ...push([one, forged]), isSignedIn })
    transaction.finish()
    expect([done.decidedSeq, tables.people.client(CLIENT)?.lastSeq]).toEqual([
      900,
      isSignedIn ? 900 : body.seq,
    ])
  }
})

test('tells which buckets changed, and by whom', () => {
  const { transaction } = aTransaction()
  transaction.take(push([arrival('a')]))
  transaction.take({
    kind: 'system',
    id: 's',
    body: '{}',
    name: openOrThrow.name,
    mutation: openOrThrow,
    args: { value: 'b' },
    receivedAt: 9,
  })
  expect(transaction.touched).toEqual(
    new Map([
      ['market:m', new Set([CLIENT, ''])],
      ['stall:a', new Set([CLIENT])],
      ['desk:m', new Set([CLIENT, ''])],
      ['stall:b', new Set([''])],
    ]),
  )
})
