import * as v from 'valibot'
import { expect, test } from 'vitest'
import { NOBODY } from '@pasar/shared/domain/account.ts'
import type { AccountId } from '@pasar/shared/domain/id.ts'
import { keyOf } from '@pasar/shared/domain/row.ts'
import { Bug } from '@pasar/shared/lib/assert.ts'
import type { Context, Mutation } from '@pasar/shared/mutations/mutation.ts'
import { encodeSnapshot } from '@pasar/shared/sync/snapshot.ts'
import { saveSnapshot } from '@pasar/web/store/follow.ts'
import { prepare, run, stage, takeEffect } from '@pasar/web/store/run.ts'
import { Staged } from '@pasar/web/store/staged.ts'
import { aVendor, VENDOR } from '../../fixtures/account.ts'
import { aConflict } from '../../fixtures/conflict.ts'
import { ulid } from '../../fixtures/id.ts'
import { anOffer } from '../../fixtures/offer.ts'
import { actAs, aPhone, aVendorsPhone, holdRows } from '../../fixtures/replica.ts'

const TOMAT = anOffer()
const KEY = keyOf('offer', TOMAT.id)

const CHAIN = [1, 2, 3, 4].map((n) => aConflict({ id: ulid(n) }))

/** A mutation that learns from each row of the chain that it needs the next one. */
function following(length: number, seen: Context[] = []): Mutation {
  const keys = CHAIN.slice(0, length).map(({ id }) => keyOf('conflict', id))
  return {
    name: 'test.follow.v1',
    schema: v.unknown(),
    needs: (_, view) => keys.filter((_key, n) => n === 0 || view.get(keys[n - 1]!) !== undefined),
    run(_, __, ctx) {
      seen.push(ctx)
      return { ok: true, changes: [] }
    },
  }
}

async function runOnce(mutation: Mutation, times: { at: number; receivedAt: number }) {
  const { replica } = await aVendorsPhone()
  await holdRows(replica, 'desk:pasar-baru', CHAIN)
  const account = aVendor().id
  return replica.write(() => run(new Staged(replica), { mutation, args: {}, account, ...times }))
}

test('needs is asked until it names nothing new, three rounds at most', async () => {
  const now = { at: 5, receivedAt: 5 }
  expect(await runOnce(following(3), now)).toEqual({ ok: true, changes: [] })
  await expect(runOnce(following(4), now)).rejects.toThrow(Bug)
})

test.each([
  [100, 50, 50],
  [50, 100, 50],
])('a claim of %i received at %i counts as %i, I7', async (at, receivedAt, counts) => {
  const seen: Context[] = []
  await runOnce(following(0, seen), { at, receivedAt })
  expect(seen).toEqual([{ actor: VENDOR, at: counts, receivedAt, isAuthority: false }])
})

test('the phone acts as its account’s row, and as nobody before that row is here', async () => {
  const actorAs = async (account: AccountId | null, isHere: boolean): Promise<unknown> => {
    const seen: Context[] = []
    const replica = await aPhone().open()
    if (isHere) await actAs(replica)
    const attempt = { mutation: following(0, seen), args: {}, account, at: 5, receivedAt: 5 }
    await replica.write(() => run(new Staged(replica), attempt))
    return seen[0]?.actor
  }
  const { id } = aVendor()
  expect(await actorAs(id, true)).toEqual(VENDOR)
  expect(await actorAs(id, false)).toEqual(NOBODY)
  expect(await actorAs(null, true)).toEqual(NOBODY)
})

test('args are parsed before anything else', async () => {
  expect(await prepare('offer.price.v1', { offerId: TOMAT.id })).toEqual({
    ok: false,
    why: 'badArgs',
  })
  expect(await prepare('x.y.v1', {})).toEqual({ ok: false, why: 'unknownMutation' })
  const args = { offerId: TOMAT.id, priceIdr: 500, basedOn: 1 }
  expect(await prepare('offer.price.v1', { ...args, more: 1 })).toMatchObject({
    ok: true,
    value: { args, mutation: { name: 'offer.price.v1' } },
  })
})

test('a deleted row leaves nothing, or hides what the catalogue has', async () => {
  const { replica } = await aVendorsPhone()
  const remove = (): Promise<unknown> =>
    replica.write(async () => {
      const staged = new Staged(replica)
      await staged.load([KEY])
      const steps = stage(staged, [{ key: KEY, after: null }])
      return [steps, staged.record(KEY), staged.view('strict').get(KEY)]
    })
  const before = { key: KEY, row: TOMAT }
  const steps = [{ key: KEY, before, after: null }]
  expect(await remove()).toEqual([steps, null, undefined])
  await saveSnapshot(replica, encodeSnapshot([TOMAT], { market: 'pasar-baru', cursor: 'e1.1' }), 0)
  expect(await remove()).toEqual([steps, { key: KEY, row: null }, undefined])
})

test('an effect tells its rows and the 32 bits over them', async () => {
  const { replica } = await aVendorsPhone()
  const after = { ...TOMAT, priceIdr: 1 }
  const effect = await replica.write(async () => {
    const staged = new Staged(replica)
    await staged.load([KEY])
    return takeEffect(staged, [{ key: KEY, before: TOMAT, after }])
  })
  expect(effect).toEqual({
    steps: [{ key: KEY, before: { key: KEY, row: TOMAT }, after }],
    keys: [KEY],
    h: expect.any(Number),
  })
  expect(effect.h).toBe(effect.h >>> 0)
})
