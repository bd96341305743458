import type { CursorRecord } from '@pasar/web/store/tables.ts'
import type { World } from '../world.ts'
import { restoreDatabase } from '@pasar/server/store/restore.ts'
import { catalogueOf } from './catalogue.ts'
import { checkPhone, checkSaved } from './phone-check.ts'
import { type Moment, Shadow } from './shadow.ts'
import { demand } from './violation.ts'

/** After everything has healed: nothing waits, and all agree (W10, W11). */
export function checkEnd(world: World): void {
  world.follow()
  world.journal.demandRows(world.shadow.now())
  for (const phone of world.phones) {
    const { device } = phone
    checkSaved(phone, world.journal.applied)
    checkPhone(phone, world.shadow)
    const outbox = device.disk.read('outbox').length
    demand(outbox === 0, 'W10', () => `${device.name}: ${outbox} still wait`)
    for (const { bucket, sum } of device.disk.read<CursorRecord>('cursors')) {
      const { checksum } = world.server.store.bucketState(bucket)
      demand(sum === checksum, 'W11', () => `${device.name}: ${bucket} differs from the server`)
    }
    checkPrivacy(world, phone)
  }
  checkBackup(world)
}

/** Share of worlds whose backup is restored beside them and compared. */
const RESTORED_SHARE = 0.25

/** A restored backup holds what the server holds, in an epoch of its own (W12). */
function checkBackup(world: World): void {
  if (!world.random.chance(RESTORED_SHARE)) return
  const { backupFile, server, shadow, kernel } = world
  const file = `${backupFile}.restored`
  server.backup(backupFile)
  restoreDatabase(backupFile, { file, epoch: 'anew', now: kernel.now })
  const restored = new Shadow(file, 'anew')
  restored.catchUp()
  const textOf = ({ key, text }: Moment) => `${key} ${text}`
  const same = shadow.now().map(textOf).join('\n') === restored.now().map(textOf).join('\n')
  restored.close()
  demand(same, 'W12', () => 'a restored backup differs from the server it was made of')
}

/** No household's number lies on any vendor's phone, in whatever table (I4). */
function checkPrivacy({ phones }: World, { device, person }: World['phones'][number]): void {
  if (person.kind !== 'vendor') return
  const tables = ['rows', 'outbox', 'overlay', 'acked', 'unsettled', 'meta', 'drafts']
  const everything = JSON.stringify([
    ...tables.map((table) => device.disk.read(table)),
    catalogueOf(device.disk, 'pasar-baru'),
  ])
  for (const { person: other } of phones) {
    if (other.kind !== 'household') continue
    const isThere = everything.includes(other.phone.slice(2))
    demand(!isThere, 'I4', () => `${device.name}: holds the number of ${other.name}`)
  }
}
