import type { ClientInit } from '@sveltejs/kit/hooks'
import { browserPlatform } from './platform/browser.ts'
import { app, type Opened, type Transport } from './state/app.svelte.ts'
import { acknowledgeLoss, openReplica, type Replica } from './store/db.ts'
import { me } from './store/queries/me.ts'
import type { Loop } from './sync/loop.ts'

/** The composition root of the browser: platform → replica → loop → app. No logic of its own. */
export const init: ClientInit = () => {
  // Not awaited: the shell is shown and answers while the database opens.
  void start()
}

const platform = browserPlatform()

/** On a line that hangs, the app's own copy is begun after this long. */
const FIRST_ROUND_MS_MAX = 4_000

async function start(): Promise<void> {
  // Fetched while the database opens: the first screen is drawn from what the phone has.
  const syncing = Promise.all([import('./sync/loop.ts'), import('./sync/transport.ts')])
  try {
    const replica = await openReplica({ platform, onFault: (fault) => app.fail(fault) })
    const { hasLock } = await me(replica)
    app.isLocked = hasLock
    const running = syncing.then(([{ startLoop }, { createTransport }]) => {
      const transport = createTransport({ platform })
      return { transport, loop: startLoop(replica, transport) }
    })
    app.open(openedOf(replica, running))
    await firstRound((await running).loop)
  } catch (error) {
    app.fail(error)
    return
  }
  await settleIn()
}

/** What the person came for has the line first: all else comes after it, or after a while. */
function firstRound(loop: Loop): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      cancel()
      forget()
      resolve()
    }
    const cancel = platform.setTimer(FIRST_ROUND_MS_MAX, done)
    const forget = loop.onState((state) => state !== 'syncing' && done())
  })
}

/** What nobody waits for: the app's own copy, the code of acts and pages, not to be evicted. */
async function settleIn(): Promise<void> {
  const { watchUpdates } = await import('./platform/updates.ts')
  const updates = await watchUpdates(() => {
    app.update = () => updates?.accept()
  })
  const [{ loadMutation }, { fetchAhead }] = await Promise.all([
    import('@pasar/shared/mutations/registry.ts'),
    import('./state/ahead.ts'),
    import('./intents/mutate.ts'),
  ])
  await fetchAhead(loadMutation)
  await platform.persist()
}

type Running = { readonly loop: Loop; readonly transport: Transport }

function openedOf(replica: Replica, running: Promise<Running>): Opened {
  return {
    replica,
    transport: async () => (await running).transport,
    syncNow: async () => {
      await (await running).loop.syncNow()
    },
    follow: async (marketId) => {
      const { followMarket } = await import('./store/follow.ts')
      await followMarket(replica, marketId)
    },
    exportUnsent: async () => {
      const { exportOutbox } = await import('./store/outbox.ts')
      platform.saveFile({
        name: 'pasar-dekat-belum-terkirim.json',
        text: await exportOutbox(replica),
      })
    },
    acknowledgeLoss: () => acknowledgeLoss(replica),
  }
}
