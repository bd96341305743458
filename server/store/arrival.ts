import type { Envelope, MutationBody } from '@pasar/shared/sync/protocol.ts'
import { EnvelopeSchema, MutationBodySchema } from '@pasar/shared/sync/protocol.ts'
import type { Mutation } from '@pasar/shared/mutations/mutation.ts'
import { loadMutation } from '@pasar/shared/mutations/registry.ts'
import * as v from 'valibot'
import type { Client } from './people.ts'
import type { Verify } from './verify.ts'

/** The one mutation that is taken without a session, and that brings its own key. */
export const REGISTER = 'account.register.v1'

/** One envelope as it came, read and verified as far as it goes, before the transaction. */
export type Arrival =
  | { readonly kind: 'unread'; readonly id: string }
  | {
      readonly kind: 'unverified'
      readonly body: MutationBody
      readonly why: 'badSignature' | 'clientUnknown'
    }
  | {
      readonly kind: 'verified'
      readonly envelope: Envelope
      readonly body: MutationBody
      /** the key it was verified with: must still be the client's in the transaction */
      readonly publicKey: string
      /** null where this release does not know the name */
      readonly mutation: Mutation | null
      /** null where they do not parse */
      readonly args: { readonly value: unknown } | null
    }

/**
 * Reads and verifies the envelopes of one push, in their order. A key comes from the client's
 * record, or from a registration earlier in the same push.
 */
export async function receive(
  envelopes: readonly unknown[],
  { clientOf, verify }: { clientOf: (id: string) => Client | undefined; verify: Verify },
): Promise<Arrival[]> {
  const registering = new Map<string, string>()
  const known = new Map<string, string | undefined>()
  const keyOf = (body: MutationBody): string | undefined => {
    if (!known.has(body.client)) known.set(body.client, clientOf(body.client)?.publicKey)
    const own = known.get(body.client)
    if (own !== undefined) return own
    if (body.name === REGISTER) registering.set(body.client, keyInArgs(body.args) ?? '')
    return registering.get(body.client)
  }
  const arrivals = envelopes.map(async (raw): Promise<Arrival> => {
    const read = readEnvelope(raw)
    if (!read.ok) return { kind: 'unread', id: read.id }
    const publicKey = keyOf(read.body)
    if (publicKey === undefined) {
      return { kind: 'unverified', body: read.body, why: 'clientUnknown' }
    }
    const { body: text, sig } = read.envelope
    if (!(await verify({ publicKey, text, sig }))) {
      return { kind: 'unverified', body: read.body, why: 'badSignature' }
    }
    const mutation = await loadMutation(read.body.name)
    return {
      kind: 'verified',
      envelope: read.envelope,
      body: read.body,
      publicKey,
      mutation,
      args: mutation ? readArgs(mutation, read.body) : null,
    }
  })
  return Promise.all(arrivals)
}

/** Who a push begins with, before anything is verified: decides whether it needs a session. */
export function isRegistration(raw: unknown, client: string): boolean {
  const read = readEnvelope(raw)
  return read.ok && read.body.name === REGISTER && read.body.client === client
}

type Read =
  | { readonly ok: true; readonly envelope: Envelope; readonly body: MutationBody }
  | { readonly ok: false; readonly id: string }

function readEnvelope(raw: unknown): Read {
  const envelope = v.safeParse(EnvelopeSchema, raw)
  // A lone surrogate would be stored as another text than the one that was signed.
  if (!envelope.success || !envelope.output.body.isWellFormed()) return { ok: false, id: '' }
  const json = parseJson(envelope.output.body)
  const body = v.safeParse(MutationBodySchema, json)
  if (body.success) return { ok: true, envelope: envelope.output, body: body.output }
  const id = v.safeParse(v.object({ id: MutationBodySchema.entries.id }), json)
  return { ok: false, id: id.success ? id.output.id : '' }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON: no schema accepts undefined, so it is refused as malformed.
    return undefined
  }
}

/** A registration names its own client: another's would be bound to a stranger's key. */
function readArgs(mutation: Mutation, body: MutationBody): { value: unknown } | null {
  const parsed = v.safeParse(mutation.schema, body.args)
  if (!parsed.success) return null
  if (body.name === REGISTER && registrationOf(parsed.output)?.client !== body.client) return null
  return { value: parsed.output }
}

const RegistrationSchema = v.object({
  accountId: v.string(),
  client: v.string(),
  publicKey: v.string(),
})

/** What the server itself needs of a registration's args. */
export function registrationOf(args: unknown): v.InferOutput<typeof RegistrationSchema> | null {
  const parsed = v.safeParse(RegistrationSchema, args)
  return parsed.success ? parsed.output : null
}

const keyInArgs = (args: unknown): string | null => registrationOf(args)?.publicKey ?? null
