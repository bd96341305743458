import { expect, test } from 'vitest'
import { MORNING, anInstallation } from '../installation.ts'

test('says how the server fares, to anyone', async () => {
  const { app, store } = await anInstallation({ app: { settings: { version: 'abc123' } } })
  const response = await app.request('/api/health')
  expect([response.status, await response.json()]).toEqual([
    200,
    {
      ok: true,
      version: 'abc123',
      epoch: store.epoch,
      lastVersion: store.lastVersion(),
      storage: 'ok',
      now: MORNING,
    },
  ])
})
