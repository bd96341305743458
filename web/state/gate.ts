import type { StorageKind } from './trouble.ts'

/** What stands on the screen: the page, or what must be said first. */
export type Gate =
  | 'page'
  | 'opening'
  | 'lost'
  | 'locked'
  | 'revoked'
  | 'updateNeeded'
  | 'newerTab'
  | 'wontOpen'
  | 'full'
  | 'fault'

/** What the gate looks at. `sync` is null until read. */
export type GateFacts = {
  readonly isOpen: boolean
  readonly fault: StorageKind | null
  readonly hasLoss: boolean
  readonly isLocked: boolean
  readonly me: unknown
  readonly sync: { readonly state: string } | null
}

/** These stay open when the market shuts this device out: the file, and what is not settled. */
const ALWAYS_OPEN = ['/beres', '/akun', '/masuk']

/** Which screen a person gets. A fault of storage comes before all else: nothing can be saved. */
export function gateOf(facts: GateFacts, path: string): Gate {
  if (facts.fault === 'newerSchema') return 'newerTab'
  if (facts.fault === 'storageFull') return 'full'
  if (facts.fault === 'wontOpen' || facts.fault === 'storageLost') return 'wontOpen'
  if (facts.fault !== null) return 'fault'
  if (!facts.isOpen || facts.me === null) return 'opening'
  if (facts.hasLoss) return 'lost'
  if (facts.isLocked) return 'locked'
  if (ALWAYS_OPEN.includes(path)) return 'page'
  if (facts.sync?.state === 'revoked') return 'revoked'
  if (facts.sync?.state === 'updateNeeded') return 'updateNeeded'
  return 'page'
}
