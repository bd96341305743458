import { formatTimeAt } from '@pasar/shared/domain/time.ts'
import {
  chipSaved,
  chipSent,
  chipSignIn,
  chipUnsent,
  chipUnsentSince,
  chipUnsettled,
} from '../messages/id/chip.ts'

/** What the quiet chip is told. `lastSyncAt` is epoch ms. */
export type SyncFacts = {
  readonly unsent: number
  readonly unsettled: number
  readonly lastSyncAt: number | null
  readonly state: string
}

/** The chip's words: the truth about what has reached the market, never an alarm. */
export function chipText(facts: SyncFacts): string {
  if (facts.unsettled > 0) return chipUnsettled(facts.unsettled)
  if (facts.state === 'signIn') return chipSignIn()
  if (facts.unsent > 0) {
    return facts.lastSyncAt === null
      ? chipUnsent(facts.unsent)
      : chipUnsentSince(facts.unsent, formatTimeAt(facts.lastSyncAt))
  }
  return facts.lastSyncAt === null ? chipSaved() : chipSent()
}

/** True where something waits: the chip's dot turns to the colour of attention. */
export const isWaiting = (facts: SyncFacts): boolean =>
  facts.unsent > 0 || facts.unsettled > 0 || facts.lastSyncAt === null
