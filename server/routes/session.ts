import { PinSchema } from '@pasar/shared/domain/code.ts'
import { type RowKey, keyOf } from '@pasar/shared/domain/row.ts'
import { UlidSchema } from '@pasar/shared/sync/protocol.ts'
import * as v from 'valibot'
import { type Refused, refused } from '../auth/auth.ts'
import { issueCode } from '../auth/code.ts'
import { devicesOf, leave, revoke } from '../auth/device.ts'
import { type Joined, claim, rebind, redeem } from '../auth/enrolment.ts'
import { setOrCheckPin } from '../auth/pin.ts'
import { readShape } from '../http/body.ts'
import { dropSession, giveSession, standing } from '../http/cookie.ts'
import type { Deps, Handler, Router } from '../http/env.ts'
import { addressOf } from '../http/origin.ts'
import { refuse } from '../http/refusal.ts'
import type { LiveHub } from './live-hub.ts'

const KeySchema = v.pipe(v.string(), v.maxLength(100))
const CodeTextSchema = v.pipe(v.string(), v.maxLength(40))

const schemas = {
  redeem: v.object({
    code: CodeTextSchema,
    client: UlidSchema,
    publicKey: KeySchema,
    pin: PinSchema,
  }),
  claim: v.object({
    token: v.pipe(v.string(), v.maxLength(100)),
    client: UlidSchema,
    publicKey: KeySchema,
    name: v.pipe(v.string(), v.maxLength(400)),
    phone: v.nullish(v.pipe(v.string(), v.maxLength(40)), null),
    pin: PinSchema,
  }),
  rebind: v.object({ client: UlidSchema, publicKey: KeySchema, pin: PinSchema }),
  pin: v.object({ pin: PinSchema }),
  revoke: v.object({ client: UlidSchema, pin: PinSchema }),
  leave: v.object({}),
}

/** /api/session: how a phone joins an account, and what a signed-in one may do about phones. */
export function mountSession(app: Router, { deps, hub }: { deps: Deps; hub: LiveHub }): void {
  const { auth, settings } = deps
  const joinWith = (path: string, join: (c: Handler) => Promise<Joined | Refused>): void => {
    app.post(path, async (c) => {
      const joined = await join(c)
      if (!joined.ok) return refuse(c, joined)
      giveSession(c, { deps, token: joined.token })
      return c.json({ account: joined.account, now: deps.now() })
    })
  }

  joinWith('/api/session/redeem', async (c) => {
    const read = await readShape(c, { schema: schemas.redeem, settings })
    return read.ok ? redeem(auth, { ...read.value, address: addressOf(c, settings) }) : read
  })
  joinWith('/api/session/claim', async (c) => {
    const read = await readShape(c, { schema: schemas.claim, settings })
    return read.ok ? claim(auth, { ...read.value, address: addressOf(c, settings) }) : read
  })
  joinWith('/api/session/rebind', async (c) => {
    const read = await readShape(c, { schema: schemas.rebind, settings })
    if (!read.ok) return read
    const who = signedIn(c, deps)
    if (!who.ok) return who
    const address = addressOf(c, settings)
    return rebind(auth, { ...read.value, account: who.account, address })
  })
  mountSignedIn(app, { deps, hub })
}

function mountSignedIn(app: Router, { deps, hub }: { deps: Deps; hub: LiveHub }): void {
  const { auth, settings, store } = deps
  app.get('/api/session', (c) => {
    const who = signedIn(c, deps)
    if (!who.ok) return refuse(c, who)
    const key: RowKey<'account'> = keyOf('account', who.account)
    return c.json({ account: store.row(key) ?? null, devices: devicesOf(auth, who) })
  })
  app.post('/api/session/pin', async (c) => {
    const read = await readShape(c, { schema: schemas.pin, settings })
    const who = read.ok ? signedIn(c, deps) : read
    if (!read.ok || !who.ok) return refuse(c, who.ok ? refused('badRequest') : who)
    const right = await setOrCheckPin(auth, { account: who.account, pin: read.value.pin })
    return right.ok ? c.json({ ok: true }) : refuse(c, right)
  })
  app.post('/api/session/code', async (c) => {
    const read = await readShape(c, { schema: schemas.pin, settings })
    const who = read.ok ? signedIn(c, deps) : read
    if (!read.ok || !who.ok) return refuse(c, who.ok ? refused('badRequest') : who)
    const right = await setOrCheckPin(auth, { account: who.account, pin: read.value.pin })
    if (!right.ok) return refuse(c, right)
    return c.json(issueCode(auth, { account: who.account, issuedBy: 'device' }))
  })
  app.post('/api/session/revoke', async (c) => {
    const read = await readShape(c, { schema: schemas.revoke, settings })
    const who = read.ok ? signedIn(c, deps) : read
    if (!read.ok || !who.ok) return refuse(c, who.ok ? refused('badRequest') : who)
    const done = await revoke(auth, { account: who.account, ...read.value })
    if (!done.ok) return refuse(c, done)
    hub.drop(read.value.client)
    return c.json({ ok: true })
  })
  app.post('/api/session/leave', async (c) => {
    const read = await readShape(c, { schema: schemas.leave, settings })
    if (!read.ok) return refuse(c, read)
    const who = signedIn(c, deps)
    dropSession(c, deps)
    // Without a session it is done already: the reply to the first attempt was lost.
    if (who.ok) {
      leave(auth, who.client)
      hub.drop(who.client)
    }
    return c.json({ ok: true })
  })
}

/** Whose phone sends the request. Refuses `signInNeeded`, `deviceRevoked`. */
function signedIn(
  c: Handler,
  deps: Deps,
): { readonly ok: true; readonly client: string; readonly account: string } | Refused {
  const who = standing(c, deps)
  if (who.kind === 'live') return { ok: true, client: who.client, account: who.account }
  return refused(who.kind === 'revoked' ? 'deviceRevoked' : 'signInNeeded')
}
