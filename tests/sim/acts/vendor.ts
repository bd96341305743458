import type { Offer } from '@pasar/shared/domain/offer.ts'
import type { StallOrder } from '@pasar/shared/domain/order.ts'
import { localDay } from '@pasar/shared/domain/time.ts'
import type { Phone, Screen } from '../phone.ts'
import type { Random } from '../random.ts'
import type { Act } from './act.ts'

const OFFERS_MAX = 12
const GRADES = ['super', 'A', 'BS', null]
const NAMES = ['Rawit setan', 'Tahu bulat Bu Tin', 'Kangkung Ranu', null]

/** What a vendor does with her phone: prices first, orders when there are some. */
export function vendorAct(phone: Phone, { replica }: Screen): Act {
  const { person, device, world } = phone
  if (person.kind !== 'vendor') return null
  const { random } = device
  const offers = phone.rows('offer').filter(({ stallId }) => stallId === person.stallId)
  const parts = phone.rows('stallOrder').filter(({ stallId }) => stallId === person.stallId)
  const open = parts.filter(({ status }) => status !== 'handedOver' && status !== 'declined')
  if (open.length > 0 && random.chance(0.55)) return orderAct(random.one(open[0]!, ...open), phone)
  if (parts.length > 0 && random.chance(0.04)) {
    return orderAct(random.one(parts[0]!, ...parts), phone)
  }
  if (offers.length === 0 || (offers.length < OFFERS_MAX && random.chance(0.08))) {
    return {
      name: 'offer.create.v1',
      args: {
        offerId: `${person.stallId}.${replica.platform.randomSuffix(8)}`,
        stallId: person.stallId,
        commodityId: random.chance(0.8) ? random.one(...world.market.commodityIds) : null,
        ownName: random.one('Dagangan sendiri', 'Jamu gendong'),
        unit: random.one('kg', 'ons', 'ikat', 'butir', 'liter', 'pcs'),
        priceIdr: priceOf(random),
      },
    }
  }
  return offerAct(random.one(offers[0]!, ...offers), { random, today: localDay(world.kernel.now) })
}

function offerAct(
  { id: offerId, priceNo: basedOn }: Offer,
  { random, today }: { random: Random; today: number },
): Act {
  const verb = random.weighted({ price: 6, priceOn: 2, availability: 3, edit: 2, withdraw: 0.3 })
  switch (verb) {
    case 'price':
      return { name: 'offer.price.v1', args: { offerId, priceIdr: priceOf(random), basedOn } }
    case 'priceOn': {
      const priceIdr = random.chance(0.8) ? priceOf(random) : null
      const day = today + random.int(random.chance(0.05) ? -1 : 0, 3)
      return { name: 'offer.priceOn.v1', args: { offerId, day, priceIdr, basedOn } }
    }
    case 'availability': {
      const availability = random.one('available', 'available', 'low', 'out')
      return { name: 'offer.availability.v1', args: { offerId, availability } }
    }
    case 'edit': {
      const grade = random.one(GRADES[0], ...GRADES)
      const ownName = random.one(NAMES[0], ...NAMES)
      return {
        name: 'offer.edit.v1',
        args: random.chance(0.5) ? { offerId, grade } : { offerId, ownName },
      }
    }
    case 'withdraw':
      return { name: 'offer.withdraw.v1', args: { offerId } }
  }
}

/** Mostly what the part asks for next; sometimes anything at all. */
function orderAct(part: StallOrder, phone: Phone): Act {
  const { random } = phone.device
  const { id: stallOrderId } = part
  const usual = {
    accept: part.status === 'placed' ? 5 : 0.2,
    decline: 0.4,
    declineLine: 0.8,
    start: part.status === 'accepted' ? 3 : 0.2,
    pack: part.status === 'packed' ? 0.7 : 3,
    answer: part.isCancelRequested ? 5 : 0.1,
    handOver: part.status === 'packed' ? 4 : 0.2,
  }
  switch (random.weighted(usual)) {
    case 'accept':
      return { name: 'stallOrder.accept.v1', args: { stallOrderId } }
    case 'decline':
      return { name: 'stallOrder.decline.v1', args: { stallOrderId, reason: 'habis semua' } }
    case 'declineLine': {
      const line = random.int(0, part.lines.length - 1)
      return { name: 'stallOrder.declineLine.v1', args: { stallOrderId, line } }
    }
    case 'start':
      return { name: 'stallOrder.start.v1', args: { stallOrderId } }
    case 'pack':
      return { name: 'stallOrder.pack.v1', args: packArgs(part, phone) }
    case 'answer':
      return {
        name: 'stallOrder.answerCancel.v1',
        args: { stallOrderId, isAccepted: random.chance(0.5) },
      }
    case 'handOver': {
      const code = random.chance(0.7) ? random.text('0123456789', 4) : null
      const args = { stallOrderId, factId: ulid(phone), code }
      return { name: 'stallOrder.handOver.v1', args }
    }
  }
}

function packArgs(part: StallOrder, phone: Phone): unknown {
  const { random } = phone.device
  const lines = part.lines.flatMap((line, index) => {
    if (random.chance(0.1) && part.lines.length > 1) return []
    const ordered = line.qty.mode === 'value' ? 400 : line.qty.amount * baseOf(line.qty.unit)
    const isWeighed = line.qty.mode === 'weight' || line.qty.mode === 'volume'
    const spread = isWeighed ? random.int(85, 125) / 100 : 1
    const amount = random.chance(0.25) ? null : Math.max(1, Math.round(ordered * spread))
    const priceIdr = random.chance(0.6) ? null : priceOf(random)
    return [{ line: index, amount, priceIdr }]
  })
  const all = lines.length > 0 ? lines : [{ line: 0, amount: null, priceIdr: null }]
  const corrects = part.packedFact !== null && random.chance(0.7) ? part.packedFact : null
  return { stallOrderId: part.id, factId: ulid(phone), corrects, lines: all }
}

const BASES: Readonly<Record<string, number>> = { ons: 100, kg: 1_000, liter: 1_000, gelas: 240 }
const baseOf = (unit: string): number => BASES[unit] ?? 1

const ulid = ({ device }: Phone): string =>
  `0${device.random.text('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 25)}`

/** Rp50 … Rp1.000.000, most of them everyday prices. */
const priceOf = (random: Random): number =>
  random.chance(0.05) ? random.int(50, 1_000_000) : random.int(10, 400) * 100
