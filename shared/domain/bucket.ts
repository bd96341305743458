import type { Actor } from './account.ts'
import type { Row } from './row.ts'

/** A set of rows that some actors sync as a unit. */
export type Bucket =
  | 'markets'
  | 'commodities'
  | `market:${string}`
  | `account:${string}`
  | `household:${string}`
  | `stall:${string}`
  | `desk:${string}`

/**
 * Who may see a row: the buckets it lies in, from the row's own fields alone. This is the whole
 * read permission of the system (A1). `markets` lists the markets for a phone that has not chosen.
 */
export function bucketsOf(row: Row): readonly Bucket[] {
  switch (row.kind) {
    case 'market':
      return ['markets']
    case 'commodity':
      return ['commodities']
    case 'stall':
      return row.isSuspended
        ? [`stall:${row.id}`, `desk:${row.marketId}`]
        : [`market:${row.marketId}`, `stall:${row.id}`, `desk:${row.marketId}`]
    case 'offer':
      return row.isWithdrawn
        ? [`stall:${row.stallId}`]
        : [`market:${row.marketId}`, `stall:${row.stallId}`]
    case 'offerPrice':
      return [`stall:${row.stallId}`]
    case 'account':
      return [`account:${row.id}`]
    case 'order':
      return [`household:${row.accountId}`]
    case 'stallOrder':
      return [`household:${row.householdId}`, `stall:${row.stallId}`]
    case 'conflict':
      return [`stall:${row.stallId}`, `desk:${row.marketId}`]
  }
}

/** True for a bucket that anyone may follow without a session. */
export const isPublicBucket = (bucket: string): bucket is Bucket =>
  bucket === 'markets' || bucket === 'commodities' || bucket.startsWith('market:')

/** The private buckets of an actor, from its session alone, the most needed first (A2). */
export function privateBucketsOf(actor: Actor): readonly Bucket[] {
  if (actor.accountId === null) return []
  const buckets: Bucket[] = [`account:${actor.accountId}`]
  for (const role of actor.roles) {
    if (role.role === 'vendor') buckets.push(`stall:${role.stallId}`)
    if (role.role === 'officer') buckets.push(`desk:${role.marketId}`)
  }
  buckets.push(`household:${actor.accountId}`)
  return [...new Set(buckets)]
}
