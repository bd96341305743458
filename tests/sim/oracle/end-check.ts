import type { CursorRecord } from '@pasar/web/store/tables.ts'
import type { World } from '../world.ts'
import { catalogueOf } from './catalogue.ts'
import { checkPhone, checkSaved } from './phone-check.ts'
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
