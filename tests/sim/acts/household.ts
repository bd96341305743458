import type { Offer } from '@pasar/shared/domain/offer.ts'
import { requestLine } from '@pasar/shared/domain/pricing.ts'
import { type Quantity, isVolumeUnit, isWeightUnit } from '@pasar/shared/domain/quantity.ts'
import { localDay } from '@pasar/shared/domain/time.ts'
import { catalogueOf } from '../oracle/catalogue.ts'
import type { Phone, Screen } from '../phone.ts'
import type { Random } from '../random.ts'
import type { Act } from './act.ts'

/** What a household does: browses, registers with its first order, orders, cancels, books anew. */
export function householdAct(phone: Phone, screen: Screen): Act {
  const { person, device, accountId } = phone
  const { random } = device
  if (person.kind !== 'household') return null
  if (accountId === null) return register(phone, screen)
  const orders = phone.rows('order')
  const late = orders.filter(({ status }) => status === 'late')
  if (late.length > 0 && random.chance(0.4)) {
    const { id: orderId, lines } = random.one(late[0]!, ...late)
    // An older app sends no prices; a newer one those it shows, which may be old ones by then.
    const prices = (lines ?? []).map(() => ({
      priceSeenIdr: random.int(1, 300) * 100,
      priceNo: random.int(1, 4),
    }))
    const seen = random.chance(0.5) ? { seen: prices } : {}
    return { name: 'order.rebook.v1', args: { orderId, day: dayFor(phone), ...seen } }
  }
  if (orders.length > 0 && random.chance(0.3)) {
    const { id: orderId } = random.one(orders[0]!, ...orders.slice(-6))
    return { name: 'order.cancel.v1', args: { orderId } }
  }
  return place(phone, screen)
}

function register(phone: Phone, { replica }: Screen): Act {
  const { person } = phone
  if (person.kind !== 'household') return null
  const accountId = replica.platform.ulid()
  return {
    name: 'account.register.v1',
    args: {
      accountId,
      client: replica.client,
      name: person.name,
      phone: person.phone,
      publicKey: replica.keys.publicKey,
      consent: { version: 1 },
    },
  }
}

function place(phone: Phone, { replica }: Screen): Act {
  const { person, device, world } = phone
  if (person.kind !== 'household') return null
  const { random } = device
  const marketId = random.chance(0.85) ? world.market.ids[0] : random.one(...world.market.ids)
  const catalogue = catalogueOf(device.disk, marketId).sort((a, b) => (a.id < b.id ? -1 : 1))
  const offers = catalogue.flatMap((row) => (row.kind === 'offer' ? [row] : []))
  if (offers.length === 0) return null
  const day = dayFor(phone)
  const lines = Array.from({ length: random.int(1, 5) }, () => {
    const offer = random.one(offers[0]!, ...offers)
    const policy = random.one('replace', 'ask', 'drop')
    const line = requestLine(offer, day, { qty: quantityOf(offer, random), policy })
    // A screen left open for an hour still shows an older price; a forger shows any.
    return random.chance(0.1) ? { ...line, priceSeenIdr: random.int(1, 300) * 100 } : line
  })
  const contact = { name: person.name, phone: person.phone }
  const code = replica.platform.randomDigits(4)
  const args = { orderId: replica.platform.ulid(), marketId, day, contact, code, lines }
  return { name: 'order.place.v1', args }
}

/** A day near today; now and then one that is over, or too far. */
function dayFor({ device, world }: Phone): number {
  const { random } = device
  const today = localDay(world.kernel.now)
  if (random.chance(0.03)) return today + random.one(-1, 30)
  return today + random.int(0, 3)
}

function quantityOf({ unit }: Offer, random: Random): Quantity {
  const isMeasured = isWeightUnit(unit) || isVolumeUnit(unit)
  if (isMeasured && random.chance(0.3)) {
    return { mode: 'value', amount: random.int(1, 40) * 500, unit: 'Rp' }
  }
  if (isWeightUnit(unit)) {
    const inGrams: Quantity = { mode: 'weight', amount: random.int(50, 3_000), unit: 'g' }
    return random.one<Quantity>(inGrams, { mode: 'weight', amount: random.int(1, 5), unit: 'kg' })
  }
  if (isVolumeUnit(unit)) return { mode: 'volume', amount: random.int(100, 2_000), unit: 'ml' }
  return { mode: 'count', amount: random.int(1, 12), unit }
}
