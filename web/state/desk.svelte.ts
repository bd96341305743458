import type { StallId } from '@pasar/shared/domain/id.ts'
import type { StallOrder } from '@pasar/shared/domain/order.ts'
import { live } from '../store/live.svelte.ts'
import { draft, saveDraft } from '../store/queries/drafts.ts'
import { conflictsOf, stallOrdersFor } from '../store/queries/orders.ts'
import { stall } from '../store/queries/stalls.ts'
import { app } from './app.svelte.ts'
import { Task } from './task.svelte.ts'

const asText = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** Which of a vendor's stalls is on the screen. */
export class StallChoice {
  readonly #chosen = live(() => draft(app.replica, 'stall', asText))
  readonly #stalls = live(
    () => Promise.all(app.stallIds.map((id) => stall(app.replica, id))),
    () => app.stallIds,
  )

  get all() {
    return (this.#stalls.current ?? []).filter((one) => one !== null)
  }

  get id(): StallId | null {
    const ids = app.stallIds
    return ids.find((id) => id === this.#chosen.current) ?? ids[0] ?? null
  }

  get stall() {
    return this.all.find((one) => one.id === this.id) ?? null
  }

  choose(id: string): void {
    void saveDraft(app.replica, 'stall', id).catch((error: unknown) => app.fail(error))
  }
}

/** The parts of the desk, in the order in which they want doing. */
export const DESK_GROUPS = ['placed', 'accepted', 'packing', 'packed', 'done'] as const
export type DeskGroup = (typeof DESK_GROUPS)[number]

/** Orders that are over are shown for this many days. */
const DONE_DAYS = 2
const DAY_MS = 86_400_000

/** The orders of a stall. */
export class Desk {
  readonly choice = new StallChoice()
  readonly #orders = live(
    async () => (this.choice.id === null ? [] : stallOrdersFor(app.replica, this.choice.id)),
    () => this.choice.id,
  )
  readonly #conflicts = live(() => conflictsOf(app.replica))
  readonly acting = new Task()

  readonly groups: Readonly<Record<DeskGroup, readonly StallOrder[]>> = $derived.by(() => {
    const groups: Record<DeskGroup, StallOrder[]> = {
      placed: [],
      accepted: [],
      packing: [],
      packed: [],
      done: [],
    }
    for (const part of this.#orders.current ?? []) {
      const group = groupOf(part)
      if (group !== 'done' || part.windowTo > app.now - DONE_DAYS * DAY_MS) groups[group].push(part)
    }
    return groups
  })

  get isRead(): boolean {
    return this.#orders.current !== undefined
  }

  get isEmpty(): boolean {
    return DESK_GROUPS.every((group) => this.groups[group].length === 0)
  }

  get conflicts() {
    return this.#conflicts.current ?? []
  }

  accept(part: StallOrder): void {
    this.acting.run(() => app.act('stallOrder.accept.v1', { stallOrderId: part.id }))
  }

  acceptAll(parts: readonly StallOrder[]): void {
    this.acting.run(async () => {
      let problem: string | null = null
      for (const part of parts) {
        // Each is an intent of its own: one that is refused does not hold up the rest.
        problem = (await app.act('stallOrder.accept.v1', { stallOrderId: part.id })) ?? problem
      }
      return problem
    })
  }

  decline(part: StallOrder, reason: string): void {
    this.acting.run(() => app.act('stallOrder.decline.v1', { stallOrderId: part.id, reason }))
  }

  answerCancel(part: StallOrder, isAccepted: boolean): void {
    this.acting.run(() =>
      app.act('stallOrder.answerCancel.v1', { stallOrderId: part.id, isAccepted }),
    )
  }
}

function groupOf(part: StallOrder): DeskGroup {
  const { status } = part
  return status === 'handedOver' || status === 'declined' || status === 'cancelled'
    ? 'done'
    : status
}
