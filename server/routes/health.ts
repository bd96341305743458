import type { Deps, Router } from '../http/env.ts'

/** GET /api/health: whether the disk takes writes, and how far the history is. */
export function mountHealth(app: Router, { store, now, settings }: Deps): void {
  app.get('/api/health', (c) => {
    const { storage, epoch, lastVersion } = store.health()
    const ok = storage === 'ok'
    return c.json({ ok, version: settings.version, epoch, lastVersion, storage, now: now() })
  })
}
