import { createKeys, derive, randomDigits, randomSuffix, signText, ulidAt } from './crypto.ts'
import type { Cancel, Platform, StorageRoom } from './platform.ts'
import { readSentinel, type SentinelPlaces, writeSentinel } from './sentinel.ts'

/** The real device, in a page or a worker. */
export function browserPlatform(): Platform {
  return {
    now: () => Date.now(),
    elapsed: () => performance.now(),
    random: () => Math.random(),
    ulid: () => ulidAt(Date.now()),
    randomDigits,
    randomSuffix,
    createKeys,
    sign: signText,
    derive,
    gzip,
    setTimer(ms, run) {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    onWake,
    withLock,
    tell: tellTabs,
    hear: hearTabs,
    readSentinel: (name) => readSentinel(places, name),
    writeSentinel: (name, sentinel) => writeSentinel(places, name, sentinel),
    storage,
    persist: async () => (await navigator.storage?.persist?.()) ?? false,
    saveFile,
  }
}

async function gzip(text: string): Promise<Uint8Array | null> {
  if (typeof CompressionStream === 'undefined') return null
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

function onWake(listener: () => void): Cancel {
  if (typeof document === 'undefined') return () => undefined
  const whenVisible = (): void => {
    if (document.visibilityState === 'visible') listener()
  }
  document.addEventListener('visibilitychange', whenVisible)
  for (const event of WINDOW_EVENTS) addEventListener(event, listener)
  return () => {
    document.removeEventListener('visibilitychange', whenVisible)
    for (const event of WINDOW_EVENTS) removeEventListener(event, listener)
  }
}

const WINDOW_EVENTS = ['online', 'focus', 'pageshow'] as const

/** Without Web Locks (Safari before 15.4) the lease row alone keeps the loops apart. */
async function withLock(
  name: string,
  work: () => Promise<void>,
  how?: { steal: boolean },
): Promise<boolean> {
  if (navigator.locks === undefined) {
    await work()
    return true
  }
  const options = how?.steal ? { steal: true } : { ifAvailable: true }
  try {
    return await navigator.locks.request(name, options, async (lock) => {
      if (lock === null) return false
      await work()
      return true
    })
  } catch (error) {
    // Another tab stole the lock while this one was frozen; its work ran on all the same.
    if (error instanceof DOMException && error.name === 'AbortError') return true
    throw error
  }
}

function tellTabs(topic: string): void {
  if (typeof BroadcastChannel === 'undefined') return
  const channel = channels.get(topic) ?? new BroadcastChannel(topic)
  channels.set(topic, channel)
  channel.postMessage(null)
}

/** Kept open: making one costs a slow phone more than a save may. */
const channels = new Map<string, BroadcastChannel>()

function hearTabs(topic: string, listener: () => void): Cancel {
  if (typeof BroadcastChannel === 'undefined') return () => undefined
  const channel = new BroadcastChannel(topic)
  channel.addEventListener('message', listener)
  return () => channel.close()
}

/** Storage can be forbidden altogether; then one copy less is kept, and the app still starts. */
const places: SentinelPlaces = {
  readCookie: () => (typeof document === 'undefined' ? '' : document.cookie),
  writeCookie(text) {
    if (typeof document === 'undefined') return
    document.cookie = location.protocol === 'https:' ? `${text}; secure` : text
  },
  readItem: (name) => localItems()?.getItem(name) ?? null,
  writeItem(name, value) {
    try {
      if (value === null) localItems()?.removeItem(name)
      else localItems()?.setItem(name, value)
    } catch (error) {
      // Full or forbidden: the cookie is the other copy, and a saved mutation must stay saved.
      if (!(error instanceof DOMException)) throw error
    }
  },
}

function localItems(): Storage | null {
  try {
    return typeof localStorage === 'undefined' ? null : localStorage
  } catch {
    return null // reading the property itself throws where cookies are blocked
  }
}

async function storage(): Promise<StorageRoom> {
  const estimate = await navigator.storage?.estimate?.()
  return {
    usedBytes: estimate?.usage ?? null,
    quotaBytes: estimate?.quota ?? null,
    isPersisted: (await navigator.storage?.persisted?.()) ?? false,
  }
}

function saveFile(file: { name: string; text: string }): void {
  const url = URL.createObjectURL(new Blob([file.text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = file.name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
