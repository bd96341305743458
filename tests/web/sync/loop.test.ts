import { describe, expect, test } from 'vitest'
import type { SyncReply, SyncRequest } from '@pasar/shared/sync/protocol.ts'
import { readMeta, writeMeta } from '@pasar/web/store/meta.ts'
import { exportOutbox } from '@pasar/web/store/outbox.ts'
import { followMarket } from '@pasar/web/store/follow.ts'
import { isCatalogueHere } from '@pasar/web/store/queries/markets.ts'
import { pendingCount } from '@pasar/web/store/queries/sync.ts'
import type { Replica } from '@pasar/web/store/db.ts'
import { type Loop, startLoop } from '@pasar/web/sync/loop.ts'
import type { Answer } from '@pasar/web/sync/transport.ts'
import { encodeSnapshot } from '@pasar/shared/sync/snapshot.ts'
import { marketId } from '../../fixtures/id.ts'
import { anOffer } from '../../fixtures/offer.ts'
import { type FakeDevice, passTime } from '../../fixtures/platform.ts'
import {
  allSame,
  aPage,
  aReply,
  aTransport,
  aVendorsPhone,
  idsOf,
  savePrice,
  seqOf,
} from '../../fixtures/replica.ts'

const TOMAT = anOffer()
const taken = (request: SyncRequest): SyncReply =>
  aReply({ results: allSame(request), lastSeq: seqOf(request) })
const refusal = (
  error: 'signInNeeded' | 'deviceRevoked' | 'protocolUnknown' | 'serverFull' | 'tooMany',
  retryAfterS: number | null = null,
): Answer<SyncReply> => ({ kind: 'refused', error, retryAfterS })

/** Lets time pass, and everything that it sets going come to rest. */
async function pass(device: FakeDevice, replica: Replica, ms: number): Promise<void> {
  passTime(device, ms)
  await replica.idle()
}

type Started = {
  readonly loop: Loop
  readonly replica: Replica
  readonly device: FakeDevice
  readonly transport: ReturnType<typeof aTransport>
  readonly set: (script: (request: SyncRequest) => Answer<SyncReply> | SyncReply | null) => void
}

async function aLoop(): Promise<Started> {
  const { phone, replica } = await aVendorsPhone()
  let script: (request: SyncRequest) => Answer<SyncReply> | SyncReply | null = taken
  const transport = aTransport((request) => script(request))
  const loop = startLoop(replica, transport)
  await pass(phone.device, replica, 0)
  return { loop, replica, device: phone.device, transport, set: (next) => (script = next) }
}

describe('triggers', () => {
  test('the start pulls at once', async () => {
    const { loop, transport } = await aLoop()
    expect(transport.sent).toHaveLength(1)
    expect(loop.state()).toBe('idle')
  })

  test('several writes go in one request, S9', async () => {
    const { replica, device, transport } = await aLoop()
    const ids = [await savePrice(replica, TOMAT, 11_000), await savePrice(replica, TOMAT, 12_000)]
    await pass(device, replica, 249)
    expect(transport.sent).toHaveLength(1)
    await pass(device, replica, 1)
    expect(transport.sent.slice(1).map(idsOf)).toEqual([ids])
  })

  test('a wake, a hint of another tab and the timer pull', async () => {
    const { replica, device, transport } = await aLoop()
    for (const wake of device.wakes) wake()
    await pass(device, replica, 0)
    expect(transport.sent).toHaveLength(2)
    replica.platform.tell(replica.name)
    await pass(device, replica, 500)
    expect(transport.sent).toHaveLength(3)
    await pass(device, replica, 179_999)
    expect(transport.sent).toHaveLength(3)
    await pass(device, replica, 1)
    expect(transport.sent).toHaveLength(4)
  })

  test('a stopped loop does nothing more and lets the lead go', async () => {
    const { loop, replica, device, transport } = await aLoop()
    await loop.stop()
    await savePrice(replica, TOMAT, 11_000)
    loop.wake()
    await pass(device, replica, 1_000_000)
    expect(transport.sent).toHaveLength(1)
    expect(device.timers).toEqual([])
    expect(await readMeta(replica.db, 'lease')).toMatchObject({ holder: null })
  })
})

test('pages that have more, and a push that did not fit, go on at once, S5', async () => {
  const { loop, transport, set } = await aLoop()
  let pages = 3
  set(() =>
    aReply({
      lastSeq: 0,
      buckets: { markets: { ...aPage(10 - pages, []), more: --pages > 0 } },
    }),
  )
  expect(await loop.syncNow()).toBe('idle')
  expect(transport.sent).toHaveLength(4)
})

describe('when it does not get through', () => {
  test('it waits longer each time, and not at all after a success', async () => {
    const { loop, replica, device, transport, set } = await aLoop()
    set(() => null)
    expect(await loop.syncNow()).toBe('waiting')
    for (const [ms, requests] of [
      [1_999, 2],
      [1, 3],
      [3_999, 3],
      [1, 4],
      [8_000, 5],
    ] as const) {
      await pass(device, replica, ms)
      expect(transport.sent).toHaveLength(requests)
    }
    expect(await pendingCount(replica)).toMatchObject({ state: 'waiting' })
    set(taken)
    expect(await loop.syncNow()).toBe('idle')
    set(() => null)
    await loop.syncNow()
    await pass(device, replica, 2_000)
    expect(transport.sent).toHaveLength(8)
  })

  test.each([
    // once more with its key: the cookie alone may be lost
    ['signInNeeded', 'signIn', 3],
    ['deviceRevoked', 'revoked', 2],
    ['protocolUnknown', 'updateNeeded', 2],
  ] as const)('%s keeps the outbox and does not ask by itself again, S10', async (...told) => {
    const [error, state, requests] = told
    const { loop, replica, device, transport, set } = await aLoop()
    await savePrice(replica, TOMAT, 11_000)
    set(() => refusal(error))
    expect(await loop.syncNow()).toBe(state)
    await pass(device, replica, 1_000_000)
    expect(transport.sent).toHaveLength(requests)
    expect(await pendingCount(replica)).toMatchObject({ unsent: 1, state })
    expect(JSON.parse(await exportOutbox(replica))).toMatchObject({
      format: 'pasar-dekat-outbox',
      client: replica.client,
      mutations: [{ body: expect.stringContaining('11000'), sig: expect.any(String) }],
    })
    set(taken)
    for (const wake of device.wakes) wake()
    await pass(device, replica, 0)
    expect(await pendingCount(replica)).toMatchObject({ unsent: 0, state: 'idle' })
  })

  test.each([
    ['tooMany', 'waiting'],
    ['serverFull', 'serverFull'],
  ] as const)('%s waits as long as the server says, whatever happens', async (error, state) => {
    const { loop, replica, device, transport, set } = await aLoop()
    set(() => refusal(error, 60))
    expect(await loop.syncNow()).toBe(state)
    await savePrice(replica, TOMAT, 11_000)
    for (const wake of device.wakes) wake()
    await pass(device, replica, 59_999)
    expect(transport.sent).toHaveLength(2)
    await pass(device, replica, 1)
    expect(transport.sent).toHaveLength(3)
  })

  test('a failing database is told, and tried again', async () => {
    const { loop, replica, set } = await aLoop()
    const faults: unknown[] = []
    replica.report = (fault) => faults.push(fault)
    set(() => {
      throw new Error('bug')
    })
    expect(await loop.syncNow()).toBe('fault')
    expect(faults).toEqual([new Error('bug')])
    set(taken)
    expect(await loop.syncNow()).toBe('idle')
  })
})

test('listeners hear every state', async () => {
  const { loop, set } = await aLoop()
  const heard: string[] = []
  const cancel = loop.onState((state) => heard.push(state))
  set(() => null)
  await loop.syncNow()
  cancel()
  await loop.syncNow()
  expect(heard).toEqual(['syncing', 'waiting'])
})

test('a followed market is downloaded whole before the pull, and once', async () => {
  const { loop, replica, transport, set } = await aLoop()
  const asked: string[] = []
  const snapshot = encodeSnapshot([TOMAT], { market: 'pasar-baru', cursor: 'e1.4' })
  transport.snapshot = async (id) => {
    asked.push(id)
    return { kind: 'reply', reply: snapshot }
  }
  await followMarket(replica, marketId('pasar-baru'))
  set(taken)
  await loop.syncNow()
  await loop.syncNow()
  expect(asked).toEqual(['pasar-baru'])
  expect(transport.sent[1]?.have).toMatchObject({ 'market:pasar-baru': 'e1.4' })
})

test('a catalogue that did not get through is tried again soon', async () => {
  const { loop, replica, device, transport, set } = await aLoop()
  await followMarket(replica, marketId('pasar-baru'))
  set(taken)
  expect(await loop.syncNow()).toBe('waiting')
  const snapshot = encodeSnapshot([TOMAT], { market: 'pasar-baru', cursor: 'e1.4' })
  transport.snapshot = async () => ({ kind: 'reply', reply: snapshot })
  await pass(device, replica, 2_000)
  expect(loop.state()).toBe('idle')
  expect(await isCatalogueHere(replica, marketId('pasar-baru'))).toBe(true)
})

test('work that the server could not save now is said to be unsent and tried again soon, S4', async () => {
  const { loop, replica, device, transport, set } = await aLoop()
  set((request) =>
    aReply({ results: idsOf(request).map((id) => ({ id, outcome: 'later' as const })) }),
  )
  await savePrice(replica, TOMAT, 12_000)
  expect(await loop.syncNow()).toBe('serverFull')
  set(taken)
  await pass(device, replica, 2_000)
  expect(loop.state()).toBe('idle')
  expect(await pendingCount(replica)).toMatchObject({ unsent: 0 })
  expect(transport.sent).toHaveLength(3)
})

describe('several tabs', () => {
  test('the tab last used leads, and only it asks', async () => {
    const { phone, replica } = await aVendorsPhone()
    const other = await phone.open()
    const first = aTransport(taken)
    const second = aTransport(taken)
    const rest = async (ms: number): Promise<void> => {
      await pass(phone.device, replica, ms)
      await other.idle()
    }
    const loops = [startLoop(replica, first)]
    await rest(0)
    loops.push(startLoop(other, second))
    await rest(0)
    await rest(30_000)
    expect(loops.map((loop) => loop.state())).toEqual(['following', 'idle'])
    await savePrice(replica, TOMAT, 11_000)
    await rest(250)
    await rest(250)
    expect(loops.map((loop) => loop.state())).toEqual(['idle', 'following'])
    expect([first.sent.length, second.sent.length]).toEqual([2, 1])
    expect((await pendingCount(other)).unsent).toBe(0)
  })

  test('a frozen leader is replaced when its beat has stopped, and its lock is taken, S9', async () => {
    const { loop, replica, device, transport } = await aLoop()
    const ghost = { holder: 'ghost', beat: 7 }
    await replica.write(() => writeMeta(replica.db, 'lease', ghost))
    await pass(device, replica, 30_000)
    expect(loop.state()).toBe('following')
    device.locks.add(`${replica.name}-sync`)
    for (let looks = 0; looks < 4; looks++) await pass(device, replica, 30_000)
    const before = transport.sent.length
    passTime(device, 0)
    for (let second = 0; second < 62; second++) {
      await new Promise((resolve) => setTimeout(resolve, 2))
      passTime(device, 1_000)
    }
    await replica.idle()
    expect(transport.sent.length).toBe(before + 1)
    expect(loop.state()).toBe('idle')
  })

  test('a living leader is left alone', async () => {
    const { loop, replica, device, transport } = await aLoop()
    for (let beat = 8; beat < 20; beat++) {
      await replica.write(() => writeMeta(replica.db, 'lease', { holder: 'ghost', beat }))
      await pass(device, replica, 30_000)
    }
    expect(loop.state()).toBe('following')
    expect(transport.sent).toHaveLength(1)
  })
})
