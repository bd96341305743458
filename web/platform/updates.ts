import type { Workbox } from 'workbox-window'

/** How much of the app this device holds; the service worker looks every file up to answer. */
export type OfflineReadiness = {
  readonly version: string
  /** The start page opens with no network. */
  readonly isShellWhole: boolean
  /** Every page opens with no network: only then may a screen say "siap tanpa sinyal". */
  readonly isWhole: boolean
  readonly missing: number
}

/** The app's own copy on this device, and the newer one that may be waiting. */
export type Updates = {
  /** Takes the waiting build: this page reloads at once, the other tabs when nobody looks. */
  accept(): void
  /** Looks for a newer build now; a failure only means that there was no network. */
  check(): Promise<void>
  /** Null where no service worker is in charge yet. */
  readiness(): Promise<OfflineReadiness | null>
}

const WORKER = '/service-worker.js'
/** Looking for a newer build: at most this often, and at least this often while the page is open. */
const CHECK_MS_MIN = 10 * 60_000
const CHECK_MS_MAX = 60 * 60_000
/** A failed registration is tried again at the next wake, or after this, then twice as long. */
const RETRY_MS_FIRST = 30_000
/** A worker that does not answer in this time is starting up or gone. */
const ANSWER_MS_MAX = 10_000

/**
 * Registers the service worker and watches for newer builds. `onWaiting` is called when one lies
 * ready: ask the person at an idle moment, then call `accept`. Null where the browser has no service
 * workers, or in development, where there is no build to keep.
 *
 * The worker is a classic script: a module worker would leave out Chrome below 91.
 */
export async function watchUpdates(onWaiting: () => void): Promise<Updates | null> {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return null
  // Loaded late: the first screen does not need it, and it may not run while pages are prerendered.
  const { Workbox } = await import('workbox-window')
  const workbox = new Workbox(WORKER, { scope: '/', updateViaCache: 'none' })
  workbox.addEventListener('waiting', onWaiting)

  let isAccepted = false
  const hadWorker = navigator.serviceWorker.controller !== null
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    // The first worker of all joins the open page without a reload: both are the same build.
    if (hadWorker || isAccepted) reloadUnseen(isAccepted)
    else navigator.serviceWorker.controller?.postMessage({ type: 'FILL' })
  })

  const check = checker(workbox)
  return {
    accept() {
      isAccepted = true
      workbox.messageSkipWaiting()
    },
    check,
    readiness: () => askReadiness(),
  }
}

/** Reloads now if nobody looks or the person asked for it, else when the page is next hidden. */
function reloadUnseen(isWanted: boolean): void {
  if (isWanted || document.visibilityState === 'hidden') {
    location.reload()
    return
  }
  document.addEventListener('visibilitychange', () => location.reload(), { once: true })
}

/** Registers, then checks on every wake and every hour; never throws, never runs twice at once. */
function checker(workbox: Workbox): () => Promise<void> {
  let isRegistered = false
  let isBusy = false
  let lastCheck = 0
  let retryMs = RETRY_MS_FIRST
  const check = async (): Promise<void> => {
    if (isBusy) return
    isBusy = true
    try {
      if (isRegistered) await workbox.update()
      else isRegistered = (await workbox.register({ immediate: true })) !== undefined
      lastCheck = performance.now()
      navigator.serviceWorker.controller?.postMessage({ type: 'FILL' })
    } catch {
      // No network or a captive portal's page in place of the worker: tried again later.
      if (!isRegistered) setTimeout(() => void check(), retryMs)
      retryMs = Math.min(retryMs * 2, CHECK_MS_MAX)
    } finally {
      isBusy = false
    }
  }
  const whenDue = (): void => {
    const isDue = performance.now() - lastCheck > CHECK_MS_MIN
    if (document.visibilityState === 'visible' && (isDue || !isRegistered)) void check()
  }
  document.addEventListener('visibilitychange', whenDue)
  addEventListener('online', whenDue)
  setInterval(whenDue, CHECK_MS_MAX)
  void check()
  return check
}

function askReadiness(): Promise<OfflineReadiness | null> {
  const worker = navigator.serviceWorker.controller
  if (worker === null) return Promise.resolve(null)
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    const timer = setTimeout(() => resolve(null), ANSWER_MS_MAX)
    port1.addEventListener('message', (event) => {
      clearTimeout(timer)
      resolve(event.data)
    })
    port1.start()
    worker.postMessage({ type: 'READY' }, [port2])
  })
}
