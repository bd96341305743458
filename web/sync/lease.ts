import type { Replica } from '../store/db.ts'
import { readMeta, writeMeta } from '../store/meta.ts'

/** Between two beats of the leading tab, and between two looks of the others. */
export const HEARTBEAT_MS = 30_000
/** Looks at an unchanged beat after which the leader counts as frozen or gone. */
const LOOKS_MAX = 3

/**
 * Which tab leads: a row in the database, for a frozen tab keeps its Web Lock. The tab last used
 * takes the lead at once; another takes it over when the leader's beat has stopped. No clock is
 * compared: a beat is a number that changes.
 */
export class Lease {
  readonly #replica: Replica
  readonly #tab: string
  #seen = { holder: '', beat: -1 }
  #looks = 0

  constructor(replica: Replica) {
    this.#replica = replica
    this.#tab = replica.platform.ulid()
  }

  /** Takes the lead from whoever has it. */
  take(): Promise<void> {
    const { db } = this.#replica
    return this.#replica.write(async () => {
      const { beat } = await readMeta(db, 'lease')
      await writeMeta(db, 'lease', { holder: this.#tab, beat: beat + 1 })
    })
  }

  /** One beat of the leader: false where another tab has taken the lead. */
  async beat(): Promise<boolean> {
    const { db } = this.#replica
    return this.#replica.write(async () => {
      const { holder, beat } = await readMeta(db, 'lease')
      if (holder !== this.#tab) return false
      await writeMeta(db, 'lease', { holder, beat: beat + 1 })
      return true
    })
  }

  /** One look of a follower: true where nobody leads any more. */
  async isFree(): Promise<boolean> {
    const { db } = this.#replica
    const { holder, beat } = await this.#replica.read(() => readMeta(db, 'lease'))
    if (holder === null) return true
    const isSame = this.#seen.holder === holder && this.#seen.beat === beat
    this.#looks = isSame ? this.#looks + 1 : 0
    this.#seen = { holder, beat }
    return this.#looks >= LOOKS_MAX
  }

  /** Lets the lead go, so that another tab need not wait. */
  release(): Promise<void> {
    const { db } = this.#replica
    return this.#replica.write(async () => {
      const { holder, beat } = await readMeta(db, 'lease')
      if (holder === this.#tab) await writeMeta(db, 'lease', { holder: null, beat })
    })
  }
}
