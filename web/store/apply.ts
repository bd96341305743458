import type { Bucket } from '@pasar/shared/domain/bucket.ts'
import { type RowKey, rowKey } from '@pasar/shared/domain/row.ts'
import { isMutationName, loadedMutation, loadMutation } from '@pasar/shared/mutations/registry.ts'
import type { BucketPage, SyncReply } from '@pasar/shared/sync/protocol.ts'
import { Base } from './base.ts'
import { type Replica, writeSentinel } from './db.ts'
import { readMeta, writeMeta } from './meta.ts'
import { pendingOf } from './outbox.ts'
import { replay, undo } from './replay.ts'
import { decisionsOn, isSame, lostByServer, settle, unsendAcked } from './settle.ts'
import { Staged } from './staged.ts'
import type { LocalDatabase, OutboxRecord } from './tables.ts'
import { addUsage } from './usage.ts'

/** A reply with what its request was built on. */
export type Taken = {
  readonly reply: SyncReply
  /** ids of the mutations that were sent, in order */
  readonly sent: readonly string[]
  readonly have: { readonly [bucket: string]: string }
  readonly generation: number
  /** ms to add to the device's clock, learnt from this reply */
  readonly offsetMs: number
  /** body bytes that the round trip moved */
  readonly bytes: number
}

/**
 * stale: another reply was taken since the request was built, so this one was dropped whole; what
 * it decided is told again. mismatched: buckets that did not add up. resent: acknowledged
 * mutations that are unsent again.
 */
export type Applied =
  | { readonly kind: 'stale' }
  | {
      readonly kind: 'applied'
      readonly isComplete: boolean
      readonly mismatched: number
      readonly resent: number
    }

type Pages = readonly (readonly [Bucket, BucketPage])[]
type Missing = { readonly kind: 'missing'; readonly names: readonly string[] }

/**
 * Takes a reply in one transaction: undo pending → forget what comes anew → fold acknowledged →
 * apply the server's rows → replay the rest. The cursors commit with their rows.
 */
export async function applyReply(replica: Replica, taken: Taken): Promise<Applied> {
  for (;;) {
    const outcome = await replica.write(() => applyInside(replica, taken))
    if (outcome.kind === 'applied') await writeSentinel(replica)
    if (outcome.kind !== 'missing') return outcome
    // An intent that this tab has not loaded yet; nothing was written.
    for (const name of outcome.names) await loadMutation(name)
  }
}

async function applyInside(replica: Replica, taken: Taken): Promise<Applied | Missing> {
  const { db } = replica
  const { reply, have } = taken
  const pull = await readMeta(db, 'pull')
  if (pull.generation !== taken.generation) return { kind: 'stale' }

  const pages = Object.entries(reply.buckets) as Pages[number][] // the server's own words
  const epoch = epochOf(pages, have)
  const lost = await lostByServer(db, { lastSeq: reply.lastSeq, epoch })
  const pending = await pendingOf(db)
  const names = [...pending, ...lost].map(({ name }) => name)
  const missing = names.filter((name) => loadedMutation(name) === null && isMutationName(name))
  if (missing.length > 0) return { kind: 'missing', names: missing }

  const staged = await stagedFor(replica, pages, pending)
  const base = new Base(db, staged, pages)
  undo(staged, pending)
  for (const [bucket, page] of pages) {
    if (isAnew(page, have[bucket], staged.cursor(bucket) !== null)) await base.clear(bucket)
  }
  const decisions = decisionsOn(pending, { results: reply.results, sent: taken.sent })
  for (const { record, result } of decisions) if (isSame(result)) base.fold(record.steps)
  for (const [bucket, page] of pages) base.apply(bucket, page)
  const mismatched = checkSums(staged, pages, have)

  const isComplete = pages.every(([, page]) => !page.more)
  const settled = await settle(replica, pending, { decisions, isComplete })
  const unsent = await unsendAcked(db, lost)
  // An applied one that still waited for its rows is unsent again too: kept twice, it never went.
  const lostSeqs = new Set(lost.map(({ seq }) => seq))
  const rest = settled.filter(({ seq }) => !lostSeqs.has(seq))
  const account = await readMeta(db, 'account')
  const arrived = new Set(pages.flatMap(([, page]) => keysOn(page)))
  const replayed = await replay(staged, [...unsent, ...rest], { account, arrived })
  await staged.flush()
  await putChanged(db, pending, replayed)
  await noticeRollback(db, reply.lastSeq)
  await writeMeta(db, 'pull', {
    generation: pull.generation + 1,
    lastSeq: reply.lastSeq,
    epoch: epoch ?? pull.epoch,
    offsetMs: taken.offsetMs,
    lastSyncAt: reply.now,
  })
  await addUsage(replica, taken.bytes)
  return { kind: 'applied', isComplete, mismatched, resent: lost.length }
}

async function stagedFor(
  replica: Replica,
  pages: Pages,
  pending: readonly OutboxRecord[],
): Promise<Staged> {
  const staged = new Staged(replica)
  const stepped = pending.flatMap(({ steps }) => steps.map(({ key }) => key))
  const keys = [...stepped, ...pages.flatMap(([, page]) => keysOn(page))]
  await staged.loadCursors()
  await staged.load(keys)
  await staged.loadHeld(keys)
  return staged
}

/** A bucket that is lost, of another epoch, or asked for from its start comes without the old. */
const isAnew = (page: BucketPage, had: string | undefined, isHeld: boolean): boolean =>
  page.gone === 'all' ||
  page.reset === true ||
  (had === '' && isHeld && page.cursor !== had && page.snapshot !== true)

/** A bucket that does not add up is asked for from its start, it alone. */
function checkSums(staged: Staged, pages: Pages, have: Taken['have']): number {
  let mismatched = 0
  for (const [bucket, page] of pages) {
    const cursor = staged.cursor(bucket)
    if (page.checksum === undefined || page.more || page.gone === 'all' || cursor === null) continue
    if (cursor.sum === page.checksum) continue
    mismatched++
    // Just downloaded whole and still wrong: asking again at once would never end.
    if (have[bucket] !== '') staged.setCursor(bucket, { ...cursor, cursor: '' })
  }
  return mismatched
}

async function putChanged(
  db: LocalDatabase,
  before: readonly OutboxRecord[],
  after: readonly OutboxRecord[],
): Promise<void> {
  const stored = new Map(before.map((record) => [record.seq, JSON.stringify(record)]))
  const changed = after.filter((record) => stored.get(record.seq) !== JSON.stringify(record))
  if (changed.length > 0) await db.outbox.bulkPut(changed)
}

/**
 * A server that has decided more than this phone ever saved: the phone's own database was rolled
 * back. That is told, and no seq is used twice.
 */
async function noticeRollback(db: LocalDatabase, lastSeq: number): Promise<void> {
  if (lastSeq <= (await readMeta(db, 'seq'))) return
  await writeMeta(db, 'loss', { lastSeq, unsent: 0 })
  await writeMeta(db, 'seq', lastSeq)
}

const keysOn = (page: BucketPage): RowKey[] => [
  ...page.rows.map(rowKey),
  ...(page.gone === 'all' ? [] : page.gone),
]

/** The epoch that a reply's cursors name, or null where none moved. */
function epochOf(pages: Pages, have: Taken['have']): string | null {
  for (const [bucket, { cursor }] of pages) {
    if (cursor !== '' && cursor !== have[bucket]) return cursor.slice(0, cursor.lastIndexOf('.'))
  }
  return null
}
