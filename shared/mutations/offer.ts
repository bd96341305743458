import * as v from 'valibot'
import { CommodityIdSchema, OfferIdSchema, StallIdSchema, stallOfOffer } from '../domain/id.ts'
import type { OfferId } from '../domain/id.ts'
import { DaySchema } from '../domain/market.ts'
import { NameSchema } from '../domain/name.ts'
import {
  AvailabilitySchema,
  type Offer,
  type OfferPrice,
  PhotoSchema,
  PriceNoSchema,
  PriceSchema,
  nextPriceNo,
  offerPriceIdOf,
} from '../domain/offer.ts'
import { mayDo } from '../domain/permission.ts'
import { settled } from '../domain/pricing.ts'
import { SellUnitSchema } from '../domain/quantity.ts'
import { type RowKey, keyOf } from '../domain/row.ts'
import { localDay, wholeMinute } from '../domain/time.ts'
import { DAYS_AHEAD_MAX } from '../lib/limits.ts'
import { type Refusal, refuse } from '../lib/result.ts'
import { type Context, Draft, type Mutation, type View } from './mutation.ts'

const CreateSchema = v.pipe(
  v.object({
    offerId: OfferIdSchema,
    stallId: StallIdSchema,
    commodityId: v.nullable(CommodityIdSchema),
    ownName: v.optional(v.nullable(NameSchema), null),
    grade: v.optional(v.nullable(NameSchema), null),
    unit: SellUnitSchema,
    priceIdr: PriceSchema,
    photo: v.optional(v.nullable(PhotoSchema), null),
  }),
  v.check((said) => stallOfOffer(said.offerId) === said.stallId),
  v.check((said) => said.commodityId !== null || said.ownName !== null),
)

/**
 * A new offer of a stall, whose id begins with the stall's, and the first row of its price history
 * (O1). Refuses `notFound` without the stall or the commodity, `notPermitted`, `exists`.
 */
export const createOffer: Mutation<v.InferOutput<typeof CreateSchema>> = {
  name: 'offer.create.v1',
  schema: CreateSchema,
  needs: ({ offerId, stallId, commodityId }) => [
    keyOf('offer', offerId),
    keyOf('stall', stallId),
    keyOf('offerPrice', offerPriceIdOf(offerId, 1)),
    ...(commodityId === null ? [] : [keyOf('commodity', commodityId)]),
  ],
  run(view, { offerId, ...said }, ctx) {
    const stall = view.get(keyOf('stall', said.stallId))
    if (!stall) return refuse('notFound')
    if (!mayDo(ctx.actor, 'sell', stall)) return refuse('notPermitted')
    const { commodityId } = said
    if (commodityId !== null && !view.get(keyOf('commodity', commodityId))) {
      return refuse('notFound')
    }
    if (view.get(keyOf('offer', offerId))) return refuse('exists')
    const offer: Offer = {
      kind: 'offer',
      id: offerId,
      marketId: stall.marketId,
      ...said,
      priceNo: 1,
      priceAt: wholeMinute(ctx.at),
      nextPrice: null,
      availability: 'available',
      isWithdrawn: false,
    }
    const draft = new Draft(view)
    draft.put(offer)
    draft.put(history(offer, { no: 1, priceIdr: said.priceIdr, day: null, basedOn: 0 }, ctx))
    return draft.done()
  },
}

const PriceArgsSchema = v.object({
  offerId: OfferIdSchema,
  priceIdr: PriceSchema,
  basedOn: PriceNoSchema,
})

/**
 * The price from now on. Taken from whoever may sell, also of a withdrawn offer: of two phones the
 * one that arrives last wins, and the history shows by `basedOn` that they met (O2). A coming price
 * whose day has come gives way; one for a later day stays. Refuses `notFound`, `notPermitted`.
 */
export const priceOffer: Mutation<v.InferOutput<typeof PriceArgsSchema>> = {
  name: 'offer.price.v1',
  schema: PriceArgsSchema,
  needs: needsOfPrice,
  run(view, { offerId, priceIdr, basedOn }, ctx) {
    const found = offerToSell(view, offerId, ctx)
    if (!found.ok) return found
    const no = nextPriceNo(found.offer)
    const offer = settled(found.offer, localDay(ctx.receivedAt))
    const draft = new Draft(view)
    draft.put({ ...offer, priceIdr, priceNo: no, priceAt: wholeMinute(ctx.at) })
    draft.put(history(offer, { no, priceIdr, day: null, basedOn }, ctx))
    return draft.done()
  },
}

const PriceOnSchema = v.object({
  offerId: OfferIdSchema,
  day: DaySchema,
  priceIdr: v.nullable(PriceSchema),
  basedOn: PriceNoSchema,
})

/**
 * "Harga besok": the price from the local day `day` on, or null to take a coming price back, which
 * the history shows as today's price said again (O3). The authority refuses `dayPassed` for a day before today,
 * `tooFarAhead` beyond DAYS_AHEAD_MAX, `notFound`, `notPermitted`.
 */
export const priceOfferOn: Mutation<
  v.InferOutput<typeof PriceOnSchema>,
  'dayPassed' | 'tooFarAhead'
> = {
  name: 'offer.priceOn.v1',
  schema: PriceOnSchema,
  needs: needsOfPrice,
  run(view, { offerId, day, priceIdr, basedOn }, ctx) {
    const found = offerToSell(view, offerId, ctx)
    if (!found.ok) return found
    const today = localDay(ctx.receivedAt)
    if (priceIdr !== null && ctx.isAuthority) {
      if (day < today) return refuse('dayPassed')
      if (day > today + DAYS_AHEAD_MAX) return refuse('tooFarAhead')
    }
    const no = nextPriceNo(found.offer)
    const offer = settled(found.offer, today)
    const draft = new Draft(view)
    if (priceIdr !== null) {
      draft.put({ ...offer, nextPrice: { day, priceIdr, no, at: ctx.at } })
      draft.put(history(offer, { no, priceIdr, day, basedOn }, ctx))
    } else if (offer.nextPrice !== null) {
      draft.put({ ...offer, priceNo: no, nextPrice: null })
      draft.put(history(offer, { no, priceIdr: offer.priceIdr, day: null, basedOn }, ctx))
    }
    return draft.done()
  },
}

const AvailabilityArgsSchema = v.object({
  offerId: OfferIdSchema,
  availability: AvailabilitySchema,
})

/** "Ada", "sisa sedikit", "habis"; what it is already changes nothing. Refuses `notFound`, `notPermitted`. */
export const setAvailability: Mutation<v.InferOutput<typeof AvailabilityArgsSchema>> = {
  name: 'offer.availability.v1',
  schema: AvailabilityArgsSchema,
  needs: needsOfOffer,
  run: (view, { offerId, availability }, ctx) =>
    changed(view, ctx, {
      offerId,
      to: (offer) => (offer.availability === availability ? offer : { ...offer, availability }),
    }),
}

const EditSchema = v.object({
  offerId: OfferIdSchema,
  ownName: v.exactOptional(v.nullable(NameSchema)),
  grade: v.exactOptional(v.nullable(NameSchema)),
  photo: v.exactOptional(v.nullable(PhotoSchema)),
})

/**
 * Sets the fields that are given; null empties one. Good and unit never change under a basket: for
 * those an offer is withdrawn and made anew (O1). Refuses `nameMissing` where neither commodity nor
 * own name would be left, `notFound`, `notPermitted`.
 */
export const editOffer: Mutation<v.InferOutput<typeof EditSchema>, 'nameMissing'> = {
  name: 'offer.edit.v1',
  schema: EditSchema,
  needs: needsOfOffer,
  run(view, { offerId, ...said }, ctx) {
    const found = offerToSell(view, offerId, ctx)
    if (!found.ok) return found
    const offer = { ...found.offer, ...said }
    if (offer.commodityId === null && offer.ownName === null) return refuse('nameMissing')
    return changed(view, ctx, { offerId, to: () => offer })
  },
}

const WithdrawSchema = v.object({ offerId: OfferIdSchema })

/** Takes an offer off the market for good; again changes nothing. Refuses `notFound`, `notPermitted`. */
export const withdrawOffer: Mutation<v.InferOutput<typeof WithdrawSchema>> = {
  name: 'offer.withdraw.v1',
  schema: WithdrawSchema,
  needs: needsOfOffer,
  run: (view, { offerId }, ctx) =>
    changed(view, ctx, {
      offerId,
      to: (offer) => (offer.isWithdrawn ? offer : { ...offer, isWithdrawn: true }),
    }),
}

function needsOfOffer({ offerId }: { readonly offerId: OfferId }): readonly RowKey[] {
  return [keyOf('offer', offerId)]
}

/** The offer, and in the second round the history row that its next price will be. */
function needsOfPrice({ offerId }: { readonly offerId: OfferId }, view: View): readonly RowKey[] {
  const offerKey = keyOf('offer', offerId)
  const offer = view.get(offerKey)
  if (!offer) return [offerKey]
  return [offerKey, keyOf('offerPrice', offerPriceIdOf(offerId, nextPriceNo(offer)))]
}

function offerToSell(
  view: View,
  offerId: OfferId,
  { actor }: Context,
): { readonly ok: true; readonly offer: Offer } | Refusal<'notFound' | 'notPermitted'> {
  const offer = view.get(keyOf('offer', offerId))
  if (!offer) return refuse('notFound')
  return mayDo(actor, 'sell', offer) ? { ok: true, offer } : refuse('notPermitted')
}

function changed(
  view: View,
  ctx: Context,
  { offerId, to }: { readonly offerId: OfferId; readonly to: (offer: Offer) => Offer },
) {
  const found = offerToSell(view, offerId, ctx)
  if (!found.ok) return found
  const offer = to(found.offer)
  const draft = new Draft(view)
  if (offer !== found.offer) draft.put(offer)
  return draft.done()
}

function history(
  offer: Offer,
  price: Pick<OfferPrice, 'no' | 'priceIdr' | 'day' | 'basedOn'>,
  { at }: Context,
): OfferPrice {
  const id = offerPriceIdOf(offer.id, price.no)
  return { kind: 'offerPrice', id, offerId: offer.id, stallId: offer.stallId, ...price, at }
}
