import 'fake-indexeddb/auto' // Dexie's live queries do nothing where the page has no IndexedDB
import { expect, test, vi } from 'vitest'
import type { Row } from '@pasar/shared/domain/row.ts'
import { PackingState } from '@pasar/web/state/packing.svelte.ts'
import type { Replica } from '@pasar/web/store/db.ts'
import { stallOrder } from '@pasar/web/store/queries/orders.ts'
import { exchange } from '@pasar/web/sync/exchange.ts'
import { openApp } from '../../fixtures/app.ts'
import { anAccount } from '../../fixtures/account.ts'
import { aConflict } from '../../fixtures/conflict.ts'
import { ulid } from '../../fixtures/id.ts'
import { aLine, aPackedLine, aStallOrder } from '../../fixtures/order.ts'
import {
  aPage,
  aPhone,
  aReply,
  aTransport,
  actAs,
  holdRows,
  idsOf,
} from '../../fixtures/replica.ts'
import { inEffectRoot } from '../../fixtures/rune.svelte.ts'
import { aStall } from '../../fixtures/stall.ts'

const tabs = vi.hoisted(() => ({ wentTo: [] as string[] }))
vi.mock('$app/navigation', () => ({ goto: async (path: string) => void tabs.wentTo.push(path) }))

const PACKED = aStallOrder({
  status: 'packed',
  lines: [aLine({ status: 'packed', packed: aPackedLine() })],
  packedFact: ulid(901),
})

/** Bu Tin's phone with a part that is packed, and its page for handing over. */
async function atTheCounter() {
  const replica = await aPhone().open()
  await actAs(replica)
  await holdRows(replica, 'stall:pb-017', [aStall(), PACKED])
  openApp(replica)
  tabs.wentTo.length = 0
  return replica
}

/** Opens the page and waits until it shows the part. */
async function openPage() {
  const { value: packing, stop } = inEffectRoot(() => new PackingState(PACKED.id))
  await vi.waitFor(() => expect(packing.isRead).toBe(true))
  return { packing, stop }
}

/** Hands over as one tap does; gives what was wrong with it, or null. */
async function tap(packing: PackingState): Promise<string | null> {
  packing.handOver(null)
  await vi.waitFor(() => expect(packing.saving.busy).toBe(false))
  return packing.saving.problem
}

/** Opens the page, hands over, and leaves it. */
async function handOver(): Promise<string | null> {
  const { packing, stop } = await openPage()
  const problem = await tap(packing)
  stop()
  return problem
}

const factsSaid = async (replica: Replica): Promise<string[]> => {
  const records = await replica.db.outbox.toArray()
  return records.map(({ body }) => (JSON.parse(body) as { args: { factId: string } }).args.factId) // a body of ours
}

/** The server takes what was sent and answers with these rows of the stall. */
const answer = (replica: Replica, rows: readonly Row[]) =>
  exchange(
    replica,
    aTransport((request) =>
      aReply({
        results: idsOf(request).map((id) => ({ id, outcome: 'applied' })),
        buckets: { 'stall:pb-017': aPage(2, rows, [aStall(), ...rows]) },
      }),
    ),
  )

test('what was packed anew is handed over, although an earlier hand-over became a conflict, O17', async () => {
  const replica = await atTheCounter()
  await handOver()
  const [earlier] = await factsSaid(replica)
  // Meanwhile the other phone had declined the lines, and it was packed anew.
  await answer(replica, [
    { ...PACKED, packedFact: ulid(902) },
    aConflict({ id: earlier ?? '', fact: 'handedOver', why: 'notPacked' }),
  ])
  expect((await stallOrder(replica, PACKED.id))?.status).toBe('packed')
  await handOver()
  expect((await stallOrder(replica, PACKED.id))?.status).toBe('handedOver')
})

test('a hand-over that did not go through keeps its fact for the next tap, and no longer, O17', async () => {
  const replica = await atTheCounter()
  await actAs(replica, anAccount())
  expect(await handOver()).toBe('notPermitted')
  const [kept] = await replica.db.drafts.toArray()
  await actAs(replica)
  expect(await handOver()).toBeNull()
  expect(await factsSaid(replica)).toEqual([kept?.value])
  expect(await replica.db.drafts.toArray()).toEqual([])
  expect(tabs.wentTo).toEqual(['/lapak'])
})

test('a fact that was kept for an earlier packing is not said of a later one, O17', async () => {
  const replica = await atTheCounter()
  await actAs(replica, anAccount())
  await handOver()
  const [kept] = await replica.db.drafts.toArray()
  await actAs(replica)
  await holdRows(replica, 'stall:pb-017', [{ ...PACKED, packedFact: ulid(902) }])
  expect(await handOver()).toBeNull()
  expect(await factsSaid(replica)).not.toEqual([kept?.value])
})

test('a second tab that still shows the part as packed states nothing new, O17', async () => {
  const replica = await atTheCounter()
  const [first, second] = [await openPage(), await openPage()]
  await tap(first.packing)
  await tap(second.packing)
  expect(await factsSaid(replica)).toHaveLength(1)
  expect(await replica.db.drafts.toArray()).toEqual([])
  expect(tabs.wentTo).toEqual(['/lapak', '/lapak'])
  first.stop()
  second.stop()
})
