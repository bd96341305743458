import * as v from 'valibot'
import { type Account, type Role, RolesSchema } from '../domain/account.ts'
import { AccountIdSchema, ClientIdSchema } from '../domain/id.ts'
import { NameSchema } from '../domain/name.ts'
import { mayDo } from '../domain/permission.ts'
import { TypedPhoneSchema } from '../domain/phone.ts'
import { type RowKey, keyOf } from '../domain/row.ts'
import { refuse } from '../lib/result.ts'
import { Draft, type Mutation, type View } from './mutation.ts'

const CreateSchema = v.object({
  accountId: AccountIdSchema,
  name: NameSchema,
  phone: v.optional(v.nullable(TypedPhoneSchema), null),
  roles: RolesSchema,
})

/**
 * A person with the roles given, by the system or an admin (A3); what their phone signs in with is
 * a one-time code, no row. Refuses `exists`, `notPermitted`, and `noSuchStall` or `noSuchMarket`
 * where a role names one that is not there.
 */
export const createAccount: Mutation<
  v.InferOutput<typeof CreateSchema>,
  'noSuchStall' | 'noSuchMarket'
> = {
  name: 'account.create.v1',
  schema: CreateSchema,
  needs: ({ accountId, roles }) => [
    keyOf('account', accountId),
    ...roles.flatMap((role) => placeKeys(role)),
  ],
  run(view, { accountId, name, phone, roles }, { actor, at }) {
    const account: Account = {
      kind: 'account',
      id: accountId,
      name,
      phone,
      roles,
      isSuspended: false,
      consent: null,
      registeredAt: at,
    }
    if (!mayDo(actor, 'govern', account)) return refuse('notPermitted')
    if (view.get(keyOf('account', accountId))) return refuse('exists')
    const lost = roles.find((role) => !hasPlace(view, role))
    if (lost) return refuse(lost.role === 'vendor' ? 'noSuchStall' : 'noSuchMarket')
    const draft = new Draft(view)
    draft.put(account)
    return draft.done()
  },
}

const RegisterSchema = v.object({
  accountId: AccountIdSchema,
  client: ClientIdSchema,
  name: NameSchema,
  phone: TypedPhoneSchema,
  /** the raw P-256 point of the phone's key (65 bytes, uncompressed), base64url */
  publicKey: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{87}$/)),
  consent: v.object({
    version: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)),
  }),
})

/**
 * A household registers itself, with the text it agreed to (A6). The one intent that needs no
 * account; `client` and `publicKey` bind the phone, which is the server's part. Never gives another
 * role. Refuses `exists`, `notPermitted` (the phone has an account).
 */
export const registerAccount: Mutation<v.InferOutput<typeof RegisterSchema>> = {
  name: 'account.register.v1',
  schema: RegisterSchema,
  needs: ({ accountId }) => [keyOf('account', accountId)],
  run(view, { accountId, name, phone, consent }, { actor, at }) {
    const account: Account = {
      kind: 'account',
      id: accountId,
      name,
      phone,
      roles: [{ role: 'household' }],
      isSuspended: false,
      consent: { version: consent.version, at },
      registeredAt: at,
    }
    if (!mayDo(actor, 'register', account)) return refuse('notPermitted')
    if (view.get(keyOf('account', accountId))) return refuse('exists')
    const draft = new Draft(view)
    draft.put(account)
    return draft.done()
  },
}

/** The row that a role is bound to. */
function placeKeys(role: Role): RowKey<'stall' | 'market'>[] {
  if (role.role === 'vendor') return [keyOf('stall', role.stallId)]
  if (role.role === 'courier' || role.role === 'officer') return [keyOf('market', role.marketId)]
  return []
}

const hasPlace = (view: View, role: Role): boolean =>
  placeKeys(role).every((key) => view.get(key) !== undefined)
