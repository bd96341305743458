import { type Listener, LiveHub } from '@pasar/server/routes/live-hub.ts'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function aListener(over: Partial<Listener> = {}) {
  const seen = { hints: 0, ended: false }
  const listener: Listener = {
    client: 'C',
    account: 'A',
    address: '10.0.0.1',
    buckets: () => new Set(['stall:a', 'markets']),
    hint: () => void seen.hints++,
    end: () => {
      seen.ended = true
    },
    ...over,
  }
  return { seen, listener }
}

const changed = (bucket: string, ...writers: string[]) => new Map([[bucket, new Set(writers)]])

test('hints who may see what changed, and nobody of their own work alone', () => {
  const hub = new LiveHub()
  const { seen, listener } = aListener()
  hub.add(listener)
  hub.tell(changed('stall:b', ''))
  hub.tell(changed('stall:a', 'C'))
  expect(seen.hints).toBe(0)
  hub.tell(changed('stall:a', 'C', 'D'))
  expect(seen.hints).toBe(1)
})

test('hints once a second at most, and owes the last one', () => {
  const hub = new LiveHub()
  const { seen, listener } = aListener()
  hub.add(listener)
  for (let count = 0; count < 10; count++) hub.tell(changed('markets', ''))
  expect(seen.hints).toBe(1)
  vi.advanceTimersByTime(999)
  expect(seen.hints).toBe(1)
  vi.advanceTimersByTime(1)
  expect(seen.hints).toBe(2)
  vi.advanceTimersByTime(10_000)
  expect(seen.hints).toBe(2)
})

test('asks anew what a phone may hear of when its account changes', () => {
  const hub = new LiveHub()
  let buckets = new Set(['account:A'])
  const { seen, listener } = aListener({ buckets: () => buckets })
  hub.add(listener)
  buckets = new Set(['account:A', 'stall:new'])
  hub.tell(changed('stall:new', ''))
  expect(seen.hints).toBe(0)
  hub.tell(changed('account:A', ''))
  vi.advanceTimersByTime(1_000)
  hub.tell(changed('stall:new', ''))
  expect(seen.hints).toBe(2)
})

test('has room for three streams of a phone, and for a hall behind one address', () => {
  const hub = new LiveHub()
  const { listener } = aListener()
  expect([1, 2, 3, 4].map(() => hub.add(listener) !== null)).toEqual([true, true, true, false])
  const stranger = { ...listener, client: null, account: null }
  const rooms = Array.from({ length: 301 }, () => hub.add(stranger) !== null)
  expect(rooms.filter(Boolean)).toHaveLength(300)
  expect(hub.add({ ...stranger, address: '10.0.0.2' })).not.toBe(null)
})

test('forgets who stopped, ends who was cut off, and all at the end', () => {
  const hub = new LiveHub()
  const [one, other] = [aListener(), aListener({ client: 'D' })]
  const stop = hub.add(one.listener)
  hub.add(one.listener)
  hub.add(other.listener)
  stop?.()
  hub.drop('C')
  expect([hub.size, one.seen.ended, other.seen.ended]).toEqual([1, true, false])
  hub.tell(changed('markets', ''))
  hub.close()
  expect([hub.size, one.seen.hints, other.seen]).toEqual([0, 0, { hints: 1, ended: true }])
})
