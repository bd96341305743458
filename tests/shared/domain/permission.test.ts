import { type Actor, NOBODY, SYSTEM } from '@pasar/shared/domain/account.ts'
import { type Verb, mayDo } from '@pasar/shared/domain/permission.ts'
import { KINDS } from '@pasar/shared/domain/row.ts'
import { expect, test } from 'vitest'
import {
  ADMIN,
  COURIER,
  HOUSEHOLD,
  OFFICER,
  OTHER_HOUSEHOLD,
  OTHER_OFFICER,
  RIVAL,
  VENDOR,
} from '../../fixtures/account.ts'
import { ONE_OF_EACH } from '../../fixtures/row.ts'

const VERBS: readonly Verb[] = ['govern', 'register', 'own', 'sell', 'order', 'fill']

/** All that each actor may do to the one row of each kind: Bu Sri's order at Bu Tin's stall. */
const ALLOWED: readonly (readonly [string, Actor, readonly string[]])[] = [
  ['nobody', NOBODY, ['register account']],
  ['the household', HOUSEHOLD, ['own account', 'order order']],
  ['another household', OTHER_HOUSEHOLD, []],
  ['the vendor', VENDOR, ['sell stall', 'sell offer', 'fill stallOrder']],
  ['a rival', RIVAL, []],
  ['a courier', COURIER, []],
  ['an officer', OFFICER, ['govern market', 'govern stall']],
  ['an officer elsewhere', OTHER_OFFICER, []],
  ['an admin', ADMIN, ['govern market', 'govern commodity', 'govern stall', 'govern account']],
]

test.each(ALLOWED)(
  '%s may do what is decided, and nothing else to any kind, A3',
  (_, actor, may) => {
    const found = VERBS.flatMap((verb) =>
      KINDS.filter((kind) => mayDo(actor, verb, ONE_OF_EACH[kind])).map(
        (kind) => `${verb} ${kind}`,
      ),
    )
    expect(found).toEqual(may)
  },
)

test('the system may do everything to every kind, A3', () => {
  expect(VERBS.every((verb) => KINDS.every((kind) => mayDo(SYSTEM, verb, ONE_OF_EACH[kind])))).toBe(
    true,
  )
})
