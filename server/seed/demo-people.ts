import type { Account, Role } from '@pasar/shared/domain/account.ts'
import type { AccountId, MarketId, StallId } from '@pasar/shared/domain/id.ts'
import { drawUlid } from './draw.ts'

/** A demo person: an account without its time, and how the start prints them. */
export type DemoPerson = Pick<Account, 'id' | 'name' | 'phone' | 'roles'> & {
  /** what they are, in Indonesian: printed beside the code at start */
  readonly title: string
}

const PASAR_BARU = 'pasar-baru' as MarketId // a slug of the demo's own list

const vendorAt = (stallId: string): Role => ({
  role: 'vendor',
  stallId: stallId as StallId, // an id of the demo's own list
})

/** Phone numbers under +62 800 0000 belong to nobody. */
const person = (
  name: string,
  title: string,
  phoneEnd: string,
  roles: readonly Role[],
): DemoPerson => ({
  id: drawUlid(`demo/${name}`) as AccountId, // drawn as a ULID
  name,
  title,
  phone: `6280000000${phoneEnd}`,
  roles,
})

/** Everyone for whom a one-time code is printed at start. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  person('Bu Tin', 'pedagang sayur, Pasar Baru C-1', '001', [vendorAt('pb-017')]),
  person('Bu Sum', 'pedagang sayur, Pasar Baru C-2', '002', [vendorAt('pb-018')]),
  person('Pak Kasan', 'pedagang bumbu, Pasar Baru B-2', '003', [vendorAt('pb-010')]),
  person('Bu Ratna', 'petugas Pasar Baru', '004', [{ role: 'officer', marketId: PASAR_BARU }]),
  person('Pak Hadi', 'admin dinas', '005', [{ role: 'admin' }]),
  person('Mas Agus', 'ojek Pasar Baru', '006', [{ role: 'courier', marketId: PASAR_BARU }]),
  person('Bu Yayuk', 'pembeli', '007', [{ role: 'household' }]),
]

/** Stalls of demo people: all their goods are there, at the example prices. */
export const PLAIN_STALLS: readonly string[] = ['pb-010', 'pb-017', 'pb-018']
