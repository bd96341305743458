import {
  PROTOCOL_VERSION,
  PROTOCOL_VERSION_MIN,
  SyncRequestSchema,
} from '@pasar/shared/sync/protocol.ts'
import { SYNC_BUCKETS_MAX, SYNC_MUTATIONS_MAX } from '@pasar/shared/lib/limits.ts'
import * as v from 'valibot'
import { admit } from '../auth/admission.ts'
import { type Refused, refused } from '../auth/auth.ts'
import type { Limit } from '../auth/limiter.ts'
import { type Standing, doesProve, openSession, restoreSession } from '../auth/session.ts'
import { readJson } from '../http/body.ts'
import { COMPRESS_CHARS_MIN, accepts, gzipped } from '../http/compress.ts'
import { giveSession, standing } from '../http/cookie.ts'
import type { Deps, Handler, Router } from '../http/env.ts'
import { addressOf } from '../http/origin.ts'
import { refuse } from '../http/refusal.ts'
import type { Pushed } from '../store/open.ts'
import type { Page } from '../store/pull.ts'

/** One bad envelope must not cost the others their turn: each is read on its own, later. */
const RequestSchema = v.object({
  ...SyncRequestSchema.entries,
  mutations: v.array(v.unknown()),
})
type Request = v.InferOutput<typeof RequestSchema>

/** New accounts from one address: officers register a hall full of people behind one NAT. */
const REGISTRATIONS: Limit = { most: 300, windowMs: 3_600_000 }

/** POST /api/sync: pushes, decides, pulls, in one round trip (design.md, Sync protocol). */
export function mountSync(app: Router, deps: Deps): void {
  app.post('/api/sync', async (c) => {
    const read = await readJson(c, deps.settings)
    if (!read.ok) return refuse(c, read)
    const parsed = parseRequest(read.value)
    if (!parsed.ok) return refuse(c, parsed)
    const request = parsed.value
    const stands = await standingWithProof(c, { deps, request })
    const admitted = admit(deps.auth, { standing: stands, asking: request })
    if (!admitted.ok) return refuse(c, admitted)
    const flood = admitted.account === null ? limitRegistrations(c, { deps, request }) : null
    if (flood) return refuse(c, flood)
    const pushed = await deps.store.submit({
      client: request.client,
      envelopes: request.mutations,
      isSignedIn: admitted.account !== null,
    })
    const account = admitted.account ?? (await signUp(c, { deps, request, pushed }))
    const buckets = deps.store.pull({
      actor: deps.store.actorFor(account),
      have: request.have,
      own: pushed.ownVersions,
    })
    const lastSeq = Math.max(pushed.lastSeq ?? request.lastSeq, pushed.decidedSeq)
    return answer(c, replyText({ pushed, buckets, lastSeq, now: deps.now() }))
  })
}

/** Who asks, by the cookie; a phone that lost its cookie shows its key instead. */
async function standingWithProof(
  c: Handler,
  { deps, request }: { deps: Deps; request: Request },
): Promise<Standing> {
  const stands = standing(c, deps)
  const isOwn = stands.kind === 'live' && stands.client === request.client
  if (isOwn || !request.proof) return stands
  const restored = await restoreSession(deps.auth, { client: request.client, ...request.proof })
  if (!restored) return stands
  giveSession(c, { deps, token: restored.token })
  return { kind: 'live', client: request.client, account: restored.account }
}

function parseRequest(value: unknown): { readonly ok: true; readonly value: Request } | Refused {
  const head = v.safeParse(v.object({ protocol: v.pipe(v.number(), v.integer()) }), value)
  if (!head.success) return refused('badRequest')
  const { protocol } = head.output
  if (protocol > PROTOCOL_VERSION || protocol < PROTOCOL_VERSION_MIN) {
    return refused('protocolUnknown')
  }
  if (lengthOf(value, 'mutations') > SYNC_MUTATIONS_MAX) return refused('tooLarge')
  if (isList(value, 'have') || lengthOf(value, 'have') > SYNC_BUCKETS_MAX)
    return refused('badRequest')
  const request = v.safeParse(RequestSchema, value)
  return request.success ? { ok: true, value: request.output } : refused('badRequest')
}

/** Entries of a member, counted before anything walks through them. */
function lengthOf(value: unknown, name: 'mutations' | 'have'): number {
  const member = memberOf(value, name)
  return typeof member === 'object' && member !== null ? Object.keys(member).length : 0
}

/** A list would pass for a record with numbers as names. */
const isList = (value: unknown, name: 'have'): boolean => Array.isArray(memberOf(value, name))

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.getOwnPropertyDescriptor(value, name)?.value
}

function limitRegistrations(
  c: Handler,
  { deps, request }: { deps: Deps; request: Request },
): Refused | null {
  if (request.mutations.length === 0) return null
  const key = `register:${addressOf(c, deps.settings)}`
  const wait = deps.auth.attempts.waitS(key, REGISTRATIONS)
  if (wait !== null) return refused('tooMany', wait)
  deps.auth.attempts.note(key)
  return null
}

/**
 * The account of a phone whose registration stands and who proves that it holds the key: whoever
 * merely carried the registration gets no session.
 */
async function signUp(
  c: Handler,
  { deps, request, pushed }: { deps: Deps; request: Request; pushed: Pushed },
): Promise<string | null> {
  const client = deps.store.people.client(request.client)
  if (!pushed.isRegistered || !request.proof || !client || client.leftAt !== null) return null
  const proof = { client: request.client, ...request.proof }
  if (!(await doesProve(deps.auth, { proof, client }))) return null
  const { write, people } = deps.store
  const token = write(() => people.together(() => openSession(deps.auth, client.id)))
  giveSession(c, { deps, token })
  return client.account
}

/** A SyncReply as text: rows are stored as the JSON they are sent as. */
function replyText(reply: {
  pushed: Pushed
  buckets: ReadonlyMap<string, Page>
  lastSeq: number
  now: number
}): string {
  const buckets = [...reply.buckets].map(([bucket, { rows, ...page }]) => {
    const rest = JSON.stringify(page).slice(1)
    return `${JSON.stringify(bucket)}:{"rows":[${rows.join(',')}],${rest}`
  })
  const results = JSON.stringify(reply.pushed.results)
  return (
    `{"protocol":${PROTOCOL_VERSION},"results":${results},"buckets":{${buckets.join(',')}},` +
    `"lastSeq":${reply.lastSeq},"now":${reply.now}}`
  )
}

async function answer(c: Handler, text: string): Promise<Response> {
  c.header('content-type', 'application/json')
  c.header('cache-control', 'no-store')
  c.header('vary', 'accept-encoding')
  const isSmall = text.length < COMPRESS_CHARS_MIN
  if (isSmall || !accepts(c.req.header('accept-encoding'), 'gzip')) return c.body(text)
  c.header('content-encoding', 'gzip')
  return c.body(Uint8Array.from(await gzipped(text)))
}
