import type { Commodity } from '@pasar/shared/domain/commodity.ts'
import type { MarketId, OfferId, StallId } from '@pasar/shared/domain/id.ts'
import type { Offer, OfferPrice } from '@pasar/shared/domain/offer.ts'
import { keyOf } from '@pasar/shared/domain/row.ts'
import type { Stall } from '@pasar/shared/domain/stall.ts'
import { readCatalogue } from '../catalogue.ts'
import type { Replica } from '../db.ts'
import { Staged } from '../staged.ts'
import { commodities } from './commodities.ts'
import { rowsOf } from './rows.ts'
import { stall } from './stalls.ts'

/**
 * One offer wherever this phone has it, withdrawn ones of its own stall included; else null. Null
 * too where the stall is not shown to this phone: it is suspended, and its goods cannot be had.
 */
export const offer = (replica: Replica, id: OfferId): Promise<Offer | null> =>
  replica.readTogether(async () => {
    const found = (await offersById(replica, [id])).get(id)
    return found !== undefined && (await stall(replica, found.stallId)) !== null ? found : null
  })

/** Offers by id, whatever became of their stalls; those this phone does not know are left out. */
export const offersById = (
  replica: Replica,
  ids: readonly OfferId[],
): Promise<Map<OfferId, Offer>> =>
  replica.read(async () => {
    const staged = new Staged(replica)
    await staged.load(ids.map((id) => keyOf('offer', id)))
    const found = new Map<OfferId, Offer>()
    for (const id of ids) {
      const row = staged.view('strict').get(keyOf('offer', id))
      if (row !== undefined) found.set(id, row)
    }
    return found
  })

/** What a vendor's own stall offers now, withdrawn ones left out. */
export async function offersOfStall(replica: Replica, stallId: StallId): Promise<Offer[]> {
  const offers = await rowsOf(replica, 'offer', `${stallId}.`)
  return offers.filter((row) => !row.isWithdrawn)
}

/** Every price an offer of one's own stall ever had, the newest first. */
export async function priceHistory(replica: Replica, offerId: OfferId): Promise<OfferPrice[]> {
  const prices = await rowsOf(replica, 'offerPrice', `${offerId}:`)
  return prices.sort((a, b) => b.no - a.no)
}

/** What a search index is built from; `stamp` changes when the catalogue does. */
export type SearchInputs = {
  readonly commodities: readonly Commodity[]
  readonly offers: readonly Offer[]
  readonly stalls: readonly Stall[]
  readonly stamp: string
}

export const searchInputs = (replica: Replica, marketId: MarketId): Promise<SearchInputs> =>
  replica.readTogether(async () => {
    const goods = await commodities(replica)
    const { offers, stalls, stamp } = await readCatalogue(replica, marketId)
    return { commodities: goods, offers, stalls, stamp: `${stamp}:${goods.length}` }
  })
