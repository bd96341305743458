import { join } from 'node:path'
import { openStore } from '@pasar/server/store/open.ts'
import { expect, test } from 'vitest'
import { MORNING } from '../installation.ts'
import { aServedFolder, command } from './office.ts'

test('copies the database while a server works on it, and over no file', async () => {
  const { dataDir, store } = await aServedFolder()
  const file = join(dataDir, 'backup.db')
  expect(await command('backup', [file], dataDir)).toEqual({
    status: 0,
    said: `Backed up to ${file}.\n`,
  })
  expect(
    (await store.asSystem('stall.edit.v1', { stallId: 'pu-001', name: 'B' }, 'x')).outcome,
  ).toBe('applied')
  const copy = openStore({ file, now: () => MORNING })
  expect(copy.rowsOf('markets').rows).toEqual(store.rowsOf('markets').rows)
  await copy.close()
  expect(await command('backup', [file], dataDir)).toEqual({
    status: 1,
    said: `${file} is there already: choose another name.\n`,
  })
  await store.close()
}, 30_000)

test('says what it needs', async () => {
  const { dataDir, store } = await aServedFolder()
  expect((await command('backup', [], dataDir)).said).toContain('Name the file to write')
  const nowhere = join(dataDir, 'nowhere')
  expect(await command('backup', ['x.db'], nowhere)).toEqual({
    status: 1,
    said: `There is no database at ${join(nowhere, 'pasar.db')}.\n`,
  })
  await store.close()
}, 30_000)
