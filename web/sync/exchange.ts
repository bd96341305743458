import type { MarketId } from '@pasar/shared/domain/id.ts'
import { SYNC_MUTATIONS_MAX, SYNC_REQUEST_BYTES_MAX } from '@pasar/shared/lib/limits.ts'
import { type Envelope, PROTOCOL_VERSION, type SyncRequest } from '@pasar/shared/sync/protocol.ts'
import { applyReply, type Taken } from '../store/apply.ts'
import type { Replica } from '../store/db.ts'
import {
  followedBuckets,
  marketsWithoutSnapshot,
  saveSnapshot,
  verifySnapshot,
} from '../store/follow.ts'
import { readMeta } from '../store/meta.ts'
import { pendingOf, REGISTER, signPending, unsettle } from '../store/outbox.ts'
import type { OutboxRecord } from '../store/tables.ts'
import type { Transport, WhyRefused } from './transport.ts'

/**
 * What one round trip came to. done: a reply was taken; `isComplete` where no page has more and
 * nothing more can be pushed now. stale: another tab took a reply meanwhile, nothing was applied.
 */
export type Exchange =
  | {
      readonly kind: 'done'
      readonly isComplete: boolean
      /** the server could not save something of it now */
      readonly hasLater: boolean
      readonly mismatched: number
      readonly snapshots: readonly MarketId[]
    }
  | { readonly kind: 'offline' }
  | { readonly kind: 'refused'; readonly error: WhyRefused; readonly retryAfterS: number | null }
  | { readonly kind: 'stale' }

type Built = {
  readonly request: SyncRequest
  readonly sent: readonly OutboxRecord[]
  readonly generation: number
  /** more is pending than this request takes */
  readonly isPartial: boolean
}

/** Largest body of one push, in UTF-16 units: half of what the server takes, for names beyond ASCII. */
const PUSH_CHARS_MAX = SYNC_REQUEST_BYTES_MAX / 2
/** A device clock this near to the server's is right: the estimate is no better. */
const OFFSET_MS_MIN = 10_000

/** One round trip: pushes what is pending, takes what is new. Halves a push that is too large. */
export async function exchange(
  replica: Replica,
  transport: Transport,
  options: { signal?: AbortSignal } = {},
): Promise<Exchange> {
  await signPending(replica)
  let limit = SYNC_MUTATIONS_MAX
  let claim: Claim = 'none'
  for (;;) {
    const built = await build(replica, { limit, claim })
    const sentAt = replica.platform.now()
    const answer = await transport.send(built.request, options.signal)
    if (answer.kind === 'offline') return answer
    if (answer.kind === 'reply') {
      const offsetMs = offsetFrom(answer.reply.now, sentAt, replica.platform.now())
      const bytes = transport.takeBytes()
      return take(replica, built, { reply: answer.reply, offsetMs, bytes })
    }
    if (answer.error === 'tooLarge' && built.sent.length > 1) {
      limit = Math.floor(built.sent.length / 2)
    } else if (answer.error === 'tooLarge' && built.sent[0] !== undefined) {
      await unsettle(replica, built.sent[0], 'tooLarge')
    } else {
      const next: Claim | null =
        answer.error === 'signInNeeded' ? await nextClaim(replica, claim) : null
      if (next === null) return answer
      claim = next
    }
  }
}

/**
 * How a phone that is told to sign in gets its session back by itself: by its key alone, where the
 * session still stands and only the cookie was lost; by its key and the registration it once made,
 * where the session is over.
 */
type Claim = 'none' | 'key' | 'registration'

async function nextClaim(replica: Replica, claim: Claim): Promise<Claim | null> {
  if (claim === 'none') return 'key'
  return claim === 'key' && (await mayRegisterAgain(replica)) ? 'registration' : null
}

/** Downloads the catalogue of a market whole and stores it; that it adds up is checked behind. */
export async function downloadSnapshot(
  replica: Replica,
  transport: Transport,
  { marketId, signal }: { marketId: MarketId; signal?: AbortSignal },
): Promise<'done' | 'offline' | 'refused'> {
  const answer = await transport.snapshot(marketId, signal)
  if (answer.kind !== 'reply') return answer.kind
  await saveSnapshot(replica, answer.reply, transport.takeBytes())
  replica.background(async () => void (await verifySnapshot(replica, answer.reply)))
  return 'done'
}

async function build(
  replica: Replica,
  { limit, claim }: { limit: number; claim: Claim },
): Promise<Built> {
  const { db, client } = replica
  const state = await replica.readTogether(async () => ({
    pull: await readMeta(db, 'pull'),
    cursors: await db.cursors.toArray(),
    followed: await followedBuckets(replica),
    pending: await pendingOf(db),
    register: claim === 'registration' ? await registration(replica) : undefined,
  }))
  const have: { [bucket: string]: string } = {}
  for (const bucket of state.followed) have[bucket] = ''
  for (const { bucket, cursor } of state.cursors) have[bucket] = cursor
  const undecided = state.pending.filter(({ isDecided, sig }) => !isDecided && sig !== null)
  const sent = firstOf(undecided, limit)
  const mutations = sent.map(envelopeOf)
  if (state.register !== undefined) mutations.unshift(state.register)
  const doesProve = claim !== 'none' || sent.some(({ name }) => name === REGISTER)
  const request = {
    protocol: PROTOCOL_VERSION,
    client,
    lastSeq: state.pull.lastSeq,
    have,
    mutations,
    ...(doesProve ? { proof: await proofOf(replica) } : {}),
  }
  return {
    request,
    sent,
    generation: state.pull.generation,
    isPartial: sent.length < undecided.length,
  }
}

/** The oldest that fit one request; one alone is always tried. */
function firstOf(pending: readonly OutboxRecord[], limit: number): OutboxRecord[] {
  const sent: OutboxRecord[] = []
  let chars = 0
  for (const record of pending.slice(0, limit)) {
    chars += record.body.length
    if (sent.length > 0 && chars > PUSH_CHARS_MAX) break
    sent.push(record)
  }
  return sent
}

const envelopeOf = ({ body, sig, h }: OutboxRecord): Envelope => ({ body, sig: sig ?? '', h })

/** Shows that the sender holds the key, where the registration may have travelled by any carrier. */
async function proofOf({
  platform,
  keys,
  client,
}: Replica): Promise<{ nonce: string; sig: string }> {
  const nonce = platform.ulid()
  return { nonce, sig: await platform.sign(keys, `session:${client}:${nonce}`) }
}

/** The registration this phone once made, to get a lost session back with. */
async function registration({ db }: Replica): Promise<Envelope | undefined> {
  const acked = await db.acked.filter(({ name }) => name === REGISTER).first()
  return acked && { body: acked.body, sig: acked.sig, h: 0 }
}

const mayRegisterAgain = async (replica: Replica): Promise<boolean> =>
  (await replica.read(() => registration(replica))) !== undefined

async function take(
  replica: Replica,
  built: Built,
  answer: Pick<Taken, 'reply' | 'offsetMs' | 'bytes'>,
): Promise<Exchange> {
  const { request, generation } = built
  const { reply } = answer
  const idBySig = new Map(built.sent.map(({ sig, id }) => [sig, id]))
  const sent = request.mutations.map(({ sig }) => idBySig.get(sig) ?? '')
  const applied = await applyReply(replica, { ...answer, sent, have: request.have, generation })
  if (applied.kind === 'stale') return applied
  const hasLater = reply.results.some(({ outcome }) => outcome === 'later')
  return {
    kind: 'done',
    isComplete: applied.isComplete && (!built.isPartial || hasLater) && applied.resent === 0,
    hasLater,
    mismatched: applied.mismatched,
    snapshots: await replica.read(() => marketsWithoutSnapshot(replica)),
  }
}

/** The server's clock against the middle of the round trip. */
function offsetFrom(serverNow: number, sentAt: number, takenAt: number): number {
  const offset = Math.round(serverNow - (sentAt + takenAt) / 2)
  return Math.abs(offset) < OFFSET_MS_MIN ? 0 : offset
}
