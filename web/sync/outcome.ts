import type { SyncState } from '../store/meta.ts'
import type { Exchange } from './exchange.ts'
import type { WhyRefused } from './transport.ts'

/** Where the loop stands after a round trip. */
export function stateAfter(outcome: Exchange): SyncState {
  if (outcome.kind === 'done') return 'idle'
  if (outcome.kind !== 'refused') return 'waiting'
  return STATE_ON[outcome.error] ?? 'waiting'
}

const STATE_ON: { readonly [why in WhyRefused]?: SyncState } = {
  signInNeeded: 'signIn',
  deviceRevoked: 'revoked',
  protocolUnknown: 'updateNeeded',
  serverFull: 'serverFull',
}

/** True where time alone mends nothing: a person has to act. */
export const isTimerless = (state: SyncState): boolean =>
  state === 'signIn' || state === 'revoked' || state === 'updateNeeded'
