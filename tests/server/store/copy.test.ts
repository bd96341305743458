import { existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DamagedCopy, checkWhole } from '@pasar/server/store/copy.ts'
import { openStore } from '@pasar/server/store/open.ts'
import { expect, test } from 'vitest'
import { MORNING, anInstallation, seedMarket } from '../installation.ts'

const now = () => MORNING
const aFolder = () => mkdtempSync(join(tmpdir(), 'pasar-'))

test('a backup taken while serving is whole and equal, and one file', async () => {
  const folder = aFolder()
  const store = openStore({ file: join(folder, 'pasar.db'), now })
  await seedMarket(store)
  const writing = store.asSystem('stall.edit.v1', { stallId: 'pu-001', name: 'Baru' }, 'while')
  store.backup(join(folder, 'backup.db'))
  await writing
  const copy = openStore({ file: join(folder, 'backup.db'), now })
  expect([copy.epoch, copy.rowsOf('markets')]).toEqual([
    store.epoch,
    {
      ...store.rowsOf('markets'),
      cursor: `${copy.epoch}.${copy.lastVersion()}`,
      version: copy.lastVersion(),
    },
  ])
  await copy.close()
  await store.close()
  expect(readdirSync(folder).filter((name) => name.includes('part'))).toEqual([])
})

test('writes over no file', async () => {
  const { store } = await anInstallation()
  const file = join(aFolder(), 'there.db')
  writeFileSync(file, 'mine')
  expect(() => store.backup(file)).toThrow('there already')
  expect(readFileSync(file, 'utf8')).toBe('mine')
})

test('a damaged copy is found', async () => {
  const { store } = await anInstallation()
  const file = join(aFolder(), 'backup.db')
  store.backup(file)
  const bytes = readFileSync(file)
  bytes.fill(0xff, 8_192, 12_288)
  writeFileSync(file, bytes)
  expect(() => checkWhole(file)).toThrow()
  expect(existsSync(file)).toBe(true)
  expect(new DamagedCopy('x').name).toBe('DamagedCopy')
})
