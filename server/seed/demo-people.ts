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

type Said = Pick<DemoPerson, 'name' | 'title' | 'roles'> & { readonly phoneEnd: string }

/** Phone numbers under +62 800 0000 belong to nobody. */
const person = ({ phoneEnd, ...said }: Said): DemoPerson => ({
  ...said,
  id: drawUlid(`demo/${said.name}`) as AccountId, // drawn as a ULID
  phone: `6280000000${phoneEnd}`,
})

/** Everyone for whom a one-time code is printed at start. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  person({
    name: 'Bu Tin',
    title: 'pedagang sayur, Pasar Baru C-1',
    phoneEnd: '001',
    roles: [vendorAt('pb-017')],
  }),
  person({
    name: 'Bu Sum',
    title: 'pedagang sayur, Pasar Baru C-2',
    phoneEnd: '002',
    roles: [vendorAt('pb-018')],
  }),
  person({
    name: 'Pak Kasan',
    title: 'pedagang bumbu, Pasar Baru B-2',
    phoneEnd: '003',
    roles: [vendorAt('pb-010')],
  }),
  person({
    name: 'Bu Ratna',
    title: 'petugas Pasar Baru',
    phoneEnd: '004',
    roles: [{ role: 'officer', marketId: PASAR_BARU }],
  }),
  person({ name: 'Pak Hadi', title: 'admin dinas', phoneEnd: '005', roles: [{ role: 'admin' }] }),
  person({
    name: 'Mas Agus',
    title: 'ojek Pasar Baru',
    phoneEnd: '006',
    roles: [{ role: 'courier', marketId: PASAR_BARU }],
  }),
  person({ name: 'Bu Yayuk', title: 'pembeli', phoneEnd: '007', roles: [{ role: 'household' }] }),
]

/** Stalls of demo people: all their goods are there, at the example prices. */
export const PLAIN_STALLS: readonly string[] = ['pb-010', 'pb-017', 'pb-018']
