import { join } from 'node:path'
import { openStore } from '@pasar/server/store/open.ts'
import { keyOf } from '@pasar/shared/domain/row.ts'
import { expect, test } from 'vitest'
import { MORNING } from '../installation.ts'
import { aServedFolder, command } from './office.ts'

test('puts a backup in place once the server is stopped, in a new epoch', async () => {
  const { dataDir, store } = await aServedFolder()
  const backup = join(dataDir, 'backup.db')
  store.backup(backup)
  await store.asSystem('stall.edit.v1', { stallId: 'pu-001', name: 'Lost' }, 'x')
  expect(await command('restore', [backup], dataDir)).toEqual({
    status: 1,
    said: `${join(dataDir, 'pasar.db')} is in use by another process of this server.\n`,
  })
  await store.close()
  const { status, said } = await command('restore', [backup], dataDir)
  expect([status, said]).toEqual([0, expect.stringContaining('What stood there lies in')])
  const restored = openStore({ file: join(dataDir, 'pasar.db'), now: () => MORNING })
  expect(restored.epoch).not.toBe(store.epoch)
  expect(restored.row(keyOf('stall', 'pu-001'))).toMatchObject({ name: 'Lapak' })
  await restored.close()
}, 30_000)

test('says what it needs', async () => {
  const { dataDir, store } = await aServedFolder()
  expect((await command('restore', [], dataDir)).said).toContain('Name the backup')
  expect((await command('restore', ['/gone.db'], dataDir)).said).toBe('/gone.db is not there.\n')
  await store.close()
}, 30_000)
