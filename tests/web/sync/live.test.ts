import { expect, test } from 'vitest'
import { Live } from '@pasar/web/sync/live.ts'
import type { Transport } from '@pasar/web/sync/transport.ts'
import { aDevice, fakePlatform, passTime } from '../../fixtures/platform.ts'
import { aReply, aTransport } from '../../fixtures/replica.ts'

function aLive() {
  const device = aDevice()
  const opened: { buckets: readonly string[]; hint(): void; end(): void; isClosed: boolean }[] = []
  const transport: Transport = {
    ...aTransport(() => aReply()),
    live(buckets, on) {
      const stream = { buckets, ...on, isClosed: false }
      opened.push(stream)
      return () => void (stream.isClosed = true)
    },
  }
  let hints = 0
  const live = new Live(fakePlatform(device), transport, () => void hints++)
  return { device, live, opened, hints: () => hints }
}

test('one stream is held for the same buckets, another one for others', () => {
  const { live, opened } = aLive()
  live.open(['markets'])
  live.open(['markets'])
  expect(opened).toHaveLength(1)
  live.open(['markets', 'market:x'])
  expect(opened.map(({ buckets, isClosed }) => [buckets.length, isClosed])).toEqual([
    [1, true],
    [2, false],
  ])
  expect(live.isOpen()).toBe(true)
  live.close()
  expect([live.isOpen(), opened[1]?.isClosed]).toEqual([false, true])
})

test('a stream from before signing in is replaced by one with the session', () => {
  const { live, opened } = aLive()
  live.open(['markets'])
  live.open(['markets'], 'an account')
  live.open(['markets'], 'an account')
  expect(opened.map(({ isClosed }) => isClosed)).toEqual([true, false])
})

test('a hint asks for a pull, and so does the end of a stream', () => {
  const { live, opened, hints } = aLive()
  live.open(['markets'])
  opened[0]?.hint()
  expect(hints()).toBe(1)
  opened[0]?.end()
  expect([hints(), live.isOpen()]).toEqual([2, false])
})

test('streams that are cut short five times are given up, a long one forgives them', () => {
  const { device, live, opened } = aLive()
  const cut = (times: number, ms: number): void => {
    for (let n = 0; n < times; n++) {
      live.open(['markets'])
      passTime(device, ms)
      opened.at(-1)?.end()
    }
  }
  cut(4, 1_000)
  cut(1, 60_000)
  cut(5, 59_999)
  expect(opened).toHaveLength(10)
  live.open(['markets'])
  expect(opened).toHaveLength(10)
})
