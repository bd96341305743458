import * as v from 'valibot'
import type { Bucket } from '../domain/bucket.ts'
import type { Row, RowKey } from '../domain/row.ts'
import { MUTATION_BODY_CHARS_MAX, SYNC_BUCKETS_MAX, SYNC_MUTATIONS_MAX } from '../lib/limits.ts'

/** The version this code speaks; the server also accepts the two before it. */
export const PROTOCOL_VERSION = 1
/** The oldest version the server still accepts. */
export const PROTOCOL_VERSION_MIN = 1

/** A ULID: 26 characters of Crockford's base 32. */
export const UlidSchema = v.pipe(v.string(), v.regex(/^[0-9A-HJKMNP-TV-Z]{26}$/))

/**
 * One intent as its phone wrote it. The exact JSON text of this is what is signed, so that it can
 * travel by any carrier. `at` is epoch ms as the phone's clock tells it; `seq` counts up from 1
 * within a client.
 */
export const MutationBodySchema = v.object({
  v: v.literal(1),
  client: UlidSchema,
  seq: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(Number.MAX_SAFE_INTEGER)),
  id: UlidSchema,
  name: v.pipe(v.string(), v.maxLength(60)),
  args: v.unknown(),
  at: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER)),
})
export type MutationBody = v.InferOutput<typeof MutationBodySchema>

/**
 * A body with its signature (ECDSA P-256 over the text's UTF-8 bytes, SHA-256, P1363, base64url)
 * and `h`, 32 bits over the changes the phone computed (see changesHash).
 */
export const EnvelopeSchema = v.object({
  body: v.pipe(v.string(), v.maxLength(MUTATION_BODY_CHARS_MAX)),
  sig: v.pipe(v.string(), v.maxLength(100)),
  h: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffffffff)),
})
export type Envelope = v.InferOutput<typeof EnvelopeSchema>

/** `<epoch>.<version>`: complete up to that version. Plain, and authorises nothing. */
export const CursorSchema = v.pipe(v.string(), v.maxLength(40))

/** One round trip up: what the phone holds, and what it has not had an answer for (S2). */
export const SyncRequestSchema = v.object({
  protocol: v.pipe(v.number(), v.integer()),
  client: UlidSchema,
  /** highest seq the phone has had an answer for */
  lastSeq: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** cursor per bucket held; '' asks for a bucket from its start */
  have: v.pipe(
    v.record(v.pipe(v.string(), v.maxLength(80)), CursorSchema),
    v.check((have) => Object.keys(have).length <= SYNC_BUCKETS_MAX),
  ),
  mutations: v.pipe(v.array(EnvelopeSchema), v.maxLength(SYNC_MUTATIONS_MAX)),
  /**
   * Signature over `session:<client>:<nonce>`: proves that the sender holds the key. Sent beside
   * account.register by a phone without a session (the mutation alone may have travelled by another
   * carrier), and by a phone that lost the cookie of a session that still stands.
   */
  proof: v.optional(v.object({ nonce: UlidSchema, sig: v.pipe(v.string(), v.maxLength(100)) })),
})
export type SyncRequest = v.InferOutput<typeof SyncRequestSchema>

/** The fate of one mutation. `again`: it had been decided before, this is the stored outcome. */
export type SyncResult = {
  readonly id: string
  readonly outcome: 'applied' | 'refused' | 'later'
  /** the server's changes give the phone's `h`: its rows are not sent, the phone folds its own */
  readonly same?: true
  readonly why?: string
  readonly again?: true
}

/** One bucket's page. */
export type BucketPage = {
  readonly cursor: string
  readonly rows: readonly Row[]
  /** keys that left the bucket; 'all' where the actor lost the bucket */
  readonly gone: readonly RowKey[] | 'all'
  readonly more: boolean
  /** sum over the whole bucket at `cursor`, on its last page (see checksum.ts) */
  readonly checksum?: number
  /** the phone's cursor was of another epoch: forget what lies in the bucket, then apply */
  readonly reset?: true
  /** take the snapshot over GET instead; rows is empty, cursor is '' */
  readonly snapshot?: true
}

/** One round trip down: the fate of what was pushed, and a page of what is new (S2). */
export type SyncReply = {
  readonly protocol: number
  readonly results: readonly SyncResult[]
  readonly buckets: { readonly [B in Bucket]?: BucketPage }
  /** highest seq of this client that the server has decided */
  readonly lastSeq: number
  /** the server's clock, epoch ms */
  readonly now: number
}

/**
 * The loose shape of a reply: enough to tell it from a captive portal's page. Rows are the
 * server's own and are trusted.
 */
export const SyncReplySchema = v.object({
  protocol: v.number(),
  results: v.array(
    v.object({
      id: v.string(),
      outcome: v.picklist(['applied', 'refused', 'later']),
      same: v.optional(v.literal(true)),
      why: v.optional(v.string()),
      again: v.optional(v.literal(true)),
    }),
  ),
  buckets: v.record(v.string(), v.unknown()),
  lastSeq: v.number(),
  now: v.number(),
})

/** Typed refusals of whole requests, with their HTTP status. */
export const REQUEST_REFUSALS = {
  badRequest: 400,
  signInNeeded: 401,
  deviceRevoked: 403,
  crossSite: 403,
  notFound: 404,
  tooLarge: 413,
  badContentType: 415,
  codeUnknown: 404,
  codeUsed: 409,
  codeExpired: 410,
  clientTaken: 409,
  pinWrong: 403,
  protocolUnknown: 426,
  tooMany: 429,
  serverFull: 507,
} as const
export type RequestRefusal = keyof typeof REQUEST_REFUSALS
/** Body of every refused request: `{ error: <why> }`, with `retryAfterS` where waiting helps. */
export type RefusedReply = { readonly error: RequestRefusal; readonly retryAfterS?: number }
