import type { Actor } from './account.ts'
import type { Row, RowOf } from './row.ts'

/** What can be done to a row. One verb per kind of act, not per intent. */
export type Verb = 'govern' | 'register' | 'own' | 'sell' | 'order' | 'fill'

/**
 * Who may do what to which row: the whole write permission of the system (A3).
 * `govern`: markets, commodities, stalls and other people's accounts (an officer: the own market
 * and its stalls). `register`: one's own new
 * account. `own`: one's own account. `sell`: offers of a stall. `order`: orders of a household.
 * `fill`: stall orders of a stall.
 */
export function mayDo(actor: Actor, verb: Verb, row: Row): boolean {
  if (actor.system) return true
  switch (verb) {
    case 'govern':
      return mayGovern(actor, row)
    case 'register':
      return row.kind === 'account' && actor.accountId === null
    case 'own':
      return row.kind === 'account' && row.id === actor.accountId
    case 'sell':
      return (row.kind === 'offer' || row.kind === 'stall') && worksAt(actor, stallIdOf(row))
    case 'order':
      return row.kind === 'order' && row.accountId === actor.accountId
    case 'fill':
      return row.kind === 'stallOrder' && worksAt(actor, row.stallId)
  }
}

function mayGovern(actor: Actor, row: Row): boolean {
  if (actor.roles.some((role) => role.role === 'admin')) {
    return ['market', 'commodity', 'stall', 'account'].includes(row.kind)
  }
  if (row.kind === 'market') return isOfficerOf(actor, row.id)
  return row.kind === 'stall' && isOfficerOf(actor, row.marketId)
}

const stallIdOf = (row: RowOf<'offer' | 'stall'>): string =>
  row.kind === 'stall' ? row.id : row.stallId

const worksAt = (actor: Actor, stallId: string): boolean =>
  actor.roles.some((role) => role.role === 'vendor' && role.stallId === stallId)

const isOfficerOf = (actor: Actor, marketId: string): boolean =>
  actor.roles.some((role) => role.role === 'officer' && role.marketId === marketId)
