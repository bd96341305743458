import type { ClientInit } from '@sveltejs/kit/hooks'
import { browserPlatform } from './platform/browser.ts'
import { watchUpdates } from './platform/updates.ts'
import { app, type Opened } from './state/app.svelte.ts'
import { openReplica, acknowledgeLoss, type Replica } from './store/db.ts'
import { followMarket } from './store/follow.ts'
import { exportOutbox } from './store/outbox.ts'
import { me } from './store/queries/me.ts'
import { type Loop, startLoop } from './sync/loop.ts'
import { createTransport } from './sync/transport.ts'

/** The composition root of the browser: platform → replica → loop → app. No logic of its own. */
export const init: ClientInit = () => {
  // Not awaited: the shell is shown and answers while the database opens.
  void start()
}

const platform = browserPlatform()
const transport = createTransport({ platform })

async function start(): Promise<void> {
  try {
    await open()
  } catch (error) {
    app.fail(error)
    return
  }
  const updates = await watchUpdates(() => {
    app.update = () => updates?.accept()
  })
  // Asked once the phone holds something worth keeping; the answer is no promise to build on.
  await platform.persist()
}

async function open(): Promise<void> {
  const replica = await openReplica({ platform, onFault: (fault) => app.fail(fault) })
  const { hasLock } = await me(replica)
  app.isLocked = hasLock
  app.open(openedOf(replica, startLoop(replica, transport)))
}

function openedOf(replica: Replica, loop: Loop): Opened {
  return {
    replica,
    transport,
    syncNow: async () => {
      await loop.syncNow()
    },
    follow: (marketId) => followMarket(replica, marketId),
    exportUnsent: async () => {
      const text = await exportOutbox(replica)
      platform.saveFile({ name: 'pasar-dekat-belum-terkirim.json', text })
    },
    acknowledgeLoss: () => acknowledgeLoss(replica),
  }
}
