import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '@pasar/server/app.ts'
import { DatabaseInUse } from '@pasar/server/store/lock.ts'
import { openStore } from '@pasar/server/store/open.ts'
import { NoBackup, restoreDatabase } from '@pasar/server/store/restore.ts'
import { keyOf } from '@pasar/shared/domain/row.ts'
import { expect, test } from 'vitest'
import { MORNING, OFFER, STALL, aVendorPhone, quickPins, seedMarket } from '../installation.ts'
import { cursorsOf } from '../phone.ts'

const now = () => MORNING
const onto = (file: string) => ({ file, epoch: 'cafe0001', now: MORNING })

async function aBackup() {
  const folder = mkdtempSync(join(tmpdir(), 'pasar-'))
  const file = join(folder, 'pasar.db')
  const store = openStore({ file, now })
  await seedMarket(store)
  const app = createApp({ store, now, pins: quickPins })
  const phone = await aVendorPhone({ store, app, clock: { now: MORNING }, log: [] })
  const backup = join(folder, 'backup.db')
  store.backup(backup)
  return { file, store, phone, backup }
}

test('begins a new epoch: phones pull anew and send again what the backup had not seen', async () => {
  const { file, store, phone, backup } = await aBackup()
  const args = { offerId: OFFER, priceIdr: 15_000, basedOn: 1 }
  const mutations = [phone.envelope('offer.price.v1', args)]
  const lost = await phone.sync({ mutations })
  await store.close()
  const aside = restoreDatabase(backup, onto(file))
  const restored = openStore({ file, now })
  const app = createApp({ store: restored, now, pins: quickPins })
  const send = (over: object) => {
    const body = { protocol: 1, client: phone.client, lastSeq: 1, mutations: [], ...over }
    return app.request('/api/sync', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-pasar': '1',
        'sec-fetch-site': 'same-origin',
        cookie: phone.cookie ?? '',
      },
      body: JSON.stringify(body),
    })
  }
  const have = cursorsOf(lost)
  const after = await (await send({ have })).json()
  expect([restored.epoch, after.lastSeq]).toEqual(['cafe0001', 0])
  expect(after.buckets[`stall:${STALL}`]).toMatchObject({ reset: true })
  const again = await (await send({ have: {}, mutations })).json()
  expect(again.results).toMatchObject([{ outcome: 'applied' }])
  expect(restored.row(keyOf('offer', OFFER))).toMatchObject({ priceIdr: 15_000 })
  await restored.close()
  const old = openStore({ file: aside ?? '', now })
  expect(old.row(keyOf('offer', OFFER))).toMatchObject({ priceIdr: 15_000 })
  await old.close()
})

test('refuses over a running server', async () => {
  const { file, store, backup } = await aBackup()
  expect(() => restoreDatabase(backup, onto(file))).toThrow(DatabaseInUse)
  await store.close()
})

test('refuses what is no backup and leaves what is there', async () => {
  const { file, store, backup } = await aBackup()
  await store.close()
  const before = readFileSync(file)
  writeFileSync(`${backup}.bad`, 'no database at all, but long enough to be looked at')
  expect(() => restoreDatabase(`${backup}.bad`, onto(file))).toThrow()
  expect(() => restoreDatabase(`${backup}.gone`, onto(file))).toThrow(NoBackup)
  expect(readFileSync(file).equals(before)).toBe(true)
})

test('restores over a database that is damaged, and keeps it and its log aside', async () => {
  const { file, store, backup } = await aBackup()
  await store.close()
  writeFileSync(file, 'what a dying disk leaves of a database')
  writeFileSync(`${file}-wal`, 'and of its log')
  const aside = restoreDatabase(backup, onto(file))
  const restored = openStore({ file, now })
  expect(restored.row(keyOf('offer', OFFER))).toMatchObject({ priceIdr: 12_000 })
  await restored.close()
  expect([readFileSync(aside ?? '', 'utf8'), readFileSync(`${aside}-wal`, 'utf8')]).toEqual([
    'what a dying disk leaves of a database',
    'and of its log',
  ])
})

test('restores into an empty place too', async () => {
  const { store, backup } = await aBackup()
  await store.close()
  const file = join(mkdtempSync(join(tmpdir(), 'pasar-')), 'deeper', 'pasar.db')
  expect(restoreDatabase(backup, onto(file))).toBe(null)
  const restored = openStore({ file, now })
  expect(restored.rowsOf('markets').rows).toHaveLength(1)
  await restored.close()
})
