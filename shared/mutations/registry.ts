import type { Mutation } from './mutation.ts'

type Loader = () => Promise<Mutation>

/**
 * Everything that can happen: the name of an intent → the loader of its mutation. Lazy, so that a
 * page ships only what it needs; load before a transaction opens.
 */
export const registry = {
  'market.create.v1': () => import('./market.ts').then((module) => module.createMarket),
  'market.edit.v1': () => import('./market.ts').then((module) => module.editMarket),
  'commodity.put.v1': () => import('./commodity.ts').then((module) => module.putCommodity),
  'stall.open.v1': () => import('./stall.ts').then((module) => module.openStall),
  'stall.edit.v1': () => import('./stall.ts').then((module) => module.editStall),
  'account.create.v1': () => import('./account.ts').then((module) => module.createAccount),
  'account.register.v1': () => import('./account.ts').then((module) => module.registerAccount),
  'offer.create.v1': () => import('./offer.ts').then((module) => module.createOffer),
  'offer.price.v1': () => import('./offer.ts').then((module) => module.priceOffer),
  'offer.priceOn.v1': () => import('./offer.ts').then((module) => module.priceOfferOn),
  'offer.availability.v1': () => import('./offer.ts').then((module) => module.setAvailability),
  'offer.edit.v1': () => import('./offer.ts').then((module) => module.editOffer),
  'offer.withdraw.v1': () => import('./offer.ts').then((module) => module.withdrawOffer),
  'order.place.v1': () => import('./order.ts').then((module) => module.placeOrder),
  'order.rebook.v1': () => import('./order.ts').then((module) => module.rebookOrder),
  'order.cancel.v1': () => import('./order.ts').then((module) => module.cancelOrder),
  'stallOrder.accept.v1': () =>
    import('./stall-order.ts').then((module) => module.acceptStallOrder),
  'stallOrder.decline.v1': () =>
    import('./stall-order.ts').then((module) => module.declineStallOrder),
  'stallOrder.declineLine.v1': () =>
    import('./stall-order.ts').then((module) => module.declineLine),
  'stallOrder.start.v1': () => import('./stall-order.ts').then((module) => module.startPacking),
  'stallOrder.pack.v1': () =>
    import('./stall-order-facts.ts').then((module) => module.packStallOrder),
  'stallOrder.answerCancel.v1': () =>
    import('./stall-order.ts').then((module) => module.answerCancel),
  'stallOrder.handOver.v1': () =>
    import('./stall-order-facts.ts').then((module) => module.handOverStallOrder),
} satisfies Record<string, Loader>

/** The name of an intent: `<noun>.<verb>.v<n>`. */
export type MutationName = keyof typeof registry

/** True for a name that this version of the code can run. */
export const isMutationName = (name: string): name is MutationName =>
  Object.prototype.hasOwnProperty.call(registry, name)

const loaded = new Map<string, Mutation>()

/** The mutation called `name`, or null where this code does not know it. Never call in a transaction. */
export async function loadMutation(name: string): Promise<Mutation | null> {
  if (!isMutationName(name)) return null
  const known = loaded.get(name)
  if (known) return known
  const load: Loader = registry[name]
  const mutation = await load()
  loaded.set(name, mutation)
  return mutation
}

/** The mutation called `name` where {@link loadMutation} has brought it before, else null. */
export const loadedMutation = (name: string): Mutation | null => loaded.get(name) ?? null
