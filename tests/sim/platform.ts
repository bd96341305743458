import { gzipSync } from 'node:zlib'
import { textHash } from '@pasar/shared/sync/checksum.ts'
import type { Platform } from '@pasar/web/platform/platform.ts'
import type { Tab } from './device.ts'
import { createKeys, sign } from './signing.ts'

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Timers are coarse: a body of one byte more must not change what happens when (I7). */
const TIMER_STEP_MS = 250

/** What the replica of one tab gets instead of a browser. Every await in it is a step to crash at. */
export function simPlatform(tab: Tab): Platform {
  const { device } = tab
  const { kernel, random, power } = device
  const later = <Value>(value: Value): Promise<Value> =>
    new Promise((resolve) =>
      kernel.post(() => {
        // Whatever a killed tab waited for, it waits for ever.
        if (tab.isOpen) resolve(value)
      }, power),
    )
  return {
    now: () => device.now(),
    elapsed: () => kernel.now,
    random: () => random.next(),
    ulid: () => `0${random.text(CROCKFORD, 25)}`,
    randomDigits: (count) => random.text('0123456789', count),
    randomSuffix: (count) => random.text(CROCKFORD.toLowerCase(), count),
    createKeys: () => later(createKeys(random)),
    sign: (keys, text) => later(sign(keys, text)),
    derive: ({ secret, salt }) => later(textHash(`${salt}\n${secret}`).toString(36)),
    gzip: (text) => later(device.mayGzip ? new Uint8Array(gzipSync(text, { level: 1 })) : null),
    setTimer: (ms, run) =>
      kernel.after(
        Math.ceil(ms / TIMER_STEP_MS) * TIMER_STEP_MS,
        () => {
          if (tab.isOpen) run()
        },
        power,
      ),
    onWake: (listener) => {
      tab.wakeListeners.add(listener)
      return () => tab.wakeListeners.delete(listener)
    },
    withLock: async (name, work, how) => {
      if (device.locks.has(name) && !how?.steal) return false
      const lock = { holder: tab }
      device.locks.set(name, lock)
      await later(undefined)
      try {
        await work()
      } finally {
        if (device.locks.get(name) === lock) device.locks.delete(name)
      }
      return true
    },
    tell: (topic) => device.tell(tab, topic),
    hear: (topic, listener) => {
      const ears = tab.ears.get(topic) ?? new Set()
      ears.add(listener)
      tab.ears.set(topic, ears)
      return () => ears.delete(listener)
    },
    readSentinel: (name) => device.sentinels.get(name) ?? null,
    writeSentinel: (name, sentinel) => {
      if (sentinel) device.sentinels.set(name, sentinel)
      else device.sentinels.delete(name)
    },
    storage: () => later({ usedBytes: null, quotaBytes: null, isPersisted: false }),
    persist: () => later(true),
    saveFile: () => undefined,
  }
}
