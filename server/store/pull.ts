import type { Actor } from '@pasar/shared/domain/account.ts'
import { isPublicBucket, privateBucketsOf } from '@pasar/shared/domain/bucket.ts'
import type { RowKey } from '@pasar/shared/domain/row.ts'
import { SYNC_PAGE_CHARS_MAX } from '@pasar/shared/lib/limits.ts'
import type { Rows } from './rows.ts'

/** Changes beyond which the snapshot is cheaper than pages of them. */
export const SNAPSHOT_BEHIND_ROWS = 1_500

/** A BucketPage whose rows are still the JSON text they are stored as. */
export type Page = {
  readonly cursor: string
  readonly rows: readonly string[]
  readonly gone: readonly RowKey[] | 'all'
  readonly more: boolean
  readonly checksum?: number
  readonly reset?: true
  readonly snapshot?: true
}

export type PullRequest = {
  readonly actor: Actor
  /** cursor per bucket that the phone holds */
  readonly have: Readonly<Record<string, string>>
  /** versions the phone has by its own `same` mutations of this very request */
  readonly own?: ReadonlySet<number>
}

/** What a pull reads from; all of it in one read transaction. */
export type PullSource = {
  readonly rows: Rows
  readonly epoch: string
  readonly version: number
}

/**
 * The pages of one reply, within one budget, private buckets first (S5). Buckets come from the
 * actor alone; `have` adds public ones and says how far the phone is. A bucket with a cursor of
 * this epoch and nothing new is left out.
 */
export function pull(source: PullSource, request: PullRequest): Map<string, Page> {
  const pages = new Map<string, Page>()
  const budget = { charsLeft: SYNC_PAGE_CHARS_MAX, isUntouched: true }
  for (const bucket of bucketsToAnswer(request)) {
    const sent = Object.hasOwn(request.have, bucket) ? (request.have[bucket] ?? '') : ''
    const page = pageOf(bucket, { source, sent, own: request.own ?? NONE, budget })
    if (page) pages.set(bucket, page)
  }
  const owned = new Set<string>(privateBucketsOf(request.actor))
  for (const bucket of Object.keys(request.have)) {
    if (isPublicBucket(bucket) || owned.has(bucket)) continue
    // A bucket that was lost and one that never was are answered alike.
    pages.set(bucket, { cursor: '', rows: [], gone: 'all', more: false })
  }
  return pages
}

const NONE: ReadonlySet<number> = new Set()

function bucketsToAnswer({ actor, have }: PullRequest): string[] {
  const rank = (bucket: string): number =>
    bucket === 'markets' ? 0 : bucket === 'commodities' ? 1 : 2
  const followed = Object.keys(have).filter(isPublicBucket)
  followed.sort((a, b) => rank(a) - rank(b))
  return [...privateBucketsOf(actor), ...followed]
}

type Asked = {
  readonly source: PullSource
  readonly sent: string
  readonly own: ReadonlySet<number>
  readonly budget: { charsLeft: number; isUntouched: boolean }
}

function pageOf(bucket: string, asked: Asked): Page | null {
  const { source, sent } = asked
  const from = versionOf(sent, source)
  const state = source.rows.bucket(bucket)
  if (from !== null && state.version <= from) return null
  if (needsSnapshot(bucket, { source, from })) {
    return { cursor: '', rows: [], gone: [], more: false, snapshot: true }
  }
  const taken = takeEntries(bucket, { ...asked, from: from ?? 0 })
  if (taken.isCut && taken.upTo === (from ?? 0)) {
    // No room left: nothing is forgotten for a reset that cannot begin yet.
    return { cursor: sent, rows: [], gone: [], more: true }
  }
  return {
    cursor: `${source.epoch}.${taken.upTo}`,
    rows: taken.rows,
    gone: taken.gone,
    more: taken.isCut,
    ...(taken.isCut ? {} : { checksum: state.checksum }),
    ...(from === null && sent !== '' ? { reset: true } : {}),
  }
}

/** The version of a cursor of this epoch, else null: empty, foreign, damaged or from the future. */
function versionOf(cursor: string, { epoch, version }: PullSource): number | null {
  const [ofEpoch, digits] = cursor.split('.')
  if (ofEpoch !== epoch || !/^\d{1,15}$/.test(digits ?? '')) return null
  const from = Number(digits)
  return from <= version ? from : null
}

function needsSnapshot(
  bucket: string,
  { source, from }: { source: PullSource; from: number | null },
): boolean {
  if (!bucket.startsWith('market:')) return false
  if (from === null) return source.rows.bucket(bucket).count > 0
  const most = SNAPSHOT_BEHIND_ROWS + 1
  return source.rows.countAfter(bucket, from, most) > SNAPSHOT_BEHIND_ROWS
}

function takeEntries(bucket: string, asked: Asked & { from: number }) {
  const { source, own, budget, from } = asked
  const rows: string[] = []
  const gone: RowKey[] = []
  let upTo = from
  for (const entry of source.rows.entriesAfter(bucket, from)) {
    const isSent = entry.text === null ? from > 0 : !own.has(entry.version)
    const chars = isSent ? (entry.text ?? entry.key).length + 3 : 0
    if (chars > budget.charsLeft && !budget.isUntouched) return { rows, gone, upTo, isCut: true }
    upTo = entry.version
    if (!isSent) continue
    budget.charsLeft -= chars
    // The first row of a reply always goes, or one row above the budget would stop all.
    budget.isUntouched = false
    if (entry.text === null) gone.push(entry.key)
    else rows.push(entry.text)
  }
  return { rows, gone, upTo: source.version, isCut: false }
}
