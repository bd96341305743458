import { decide } from '@pasar/server/store/decide.ts'
import { RowCache } from '@pasar/server/store/view.ts'
import { SYSTEM } from '@pasar/shared/domain/account.ts'
import { type RowKey, keyOf } from '@pasar/shared/domain/row.ts'
import type { Mutation } from '@pasar/shared/mutations/mutation.ts'
import * as v from 'valibot'
import { expect, test } from 'vitest'

const run = (mutation: Mutation) =>
  decide(mutation, {
    args: {},
    ctx: { actor: SYSTEM, at: 0, receivedAt: 0, isAuthority: true },
    cache: new RowCache({ get: () => undefined }),
  })

const aMutation = (over: Partial<Mutation>): Mutation => ({
  name: 'test.run.v1',
  schema: v.unknown(),
  needs: () => [],
  run: () => ({ ok: true, changes: [] }),
  ...over,
})

test('asks what a run needs until nothing new comes, three rounds at most', () => {
  let rounds = 0
  const needs = (): RowKey[] => [keyOf('offer', String(rounds++))]
  run(aMutation({ needs }))
  expect(rounds).toBe(3)
  rounds = 0
  run(
    aMutation({
      needs: () => {
        rounds++
        return [keyOf('offer', 'same')]
      },
    }),
  )
  expect(rounds).toBe(2)
})

test('passes a refusal on', () => {
  const outcome = { ok: false, why: 'notFound' } as const
  expect(run(aMutation({ run: () => outcome }))).toBe(outcome)
})
