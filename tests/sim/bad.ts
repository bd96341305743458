import type { MutationName } from '@pasar/shared/mutations/registry.ts'
import type { Envelope } from '@pasar/shared/sync/protocol.ts'
import type { Keys } from '@pasar/web/platform/platform.ts'
import type { Fault } from './faults.ts'
import type { Random } from './random.ts'
import { createKeys, sign } from './signing.ts'

export type Bad = {
  readonly fault: Fault
  readonly envelope: unknown
  readonly why: readonly string[]
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * Someone with a phone and a key of his own (the vendor of one stall) who tries what only others
 * may. His envelopes lie among the honest ones of whoever carries them.
 */
export class Mallory {
  readonly client: string
  readonly keys: Keys
  readonly #random: Random
  #seq = 0

  constructor(random: Random) {
    this.#random = random
    this.keys = createKeys(random)
    this.client = this.#ulid()
  }

  /** One bad envelope; `decided` are ids that the server has decided before. */
  attempt({ decided, targets }: { decided: readonly string[]; targets: Targets }): Bad {
    const kind = this.#random.weighted({
      notPermitted: 4,
      garbage: 2,
      wrongSignature: 2,
      idReused: decided.length > 0 ? 2 : 0,
      unknownMutation: 1,
    })
    switch (kind) {
      case 'notPermitted': {
        const [name, args] = this.#forbidden(targets)
        return {
          fault: kind,
          envelope: this.#signed(name, args),
          why: ['notPermitted', 'notFound'],
        }
      }
      case 'garbage':
        return { fault: kind, envelope: this.#garbage(), why: ['malformed', 'badArgs'] }
      case 'wrongSignature': {
        const envelope = this.#signed('offer.withdraw.v1', { offerId: targets.offerId })
        return { fault: kind, envelope: { ...envelope, sig: 'AAAA' }, why: ['badSignature'] }
      }
      case 'idReused': {
        const id = this.#random.pick(decided)
        const envelope = this.#signed('offer.withdraw.v1', { offerId: targets.offerId }, id)
        return { fault: kind, envelope, why: ['idReused'] }
      }
      case 'unknownMutation':
        return {
          fault: kind,
          envelope: this.#signed('offer.gift.v1', {}),
          why: ['unknownMutation'],
        }
    }
  }

  #forbidden({ offerId, stallOrderId, marketId }: Targets): [MutationName, unknown] {
    const acts: [MutationName, unknown][] = [
      ['offer.price.v1', { offerId, priceIdr: 50, basedOn: 1 }],
      ['offer.withdraw.v1', { offerId }],
      ['market.edit.v1', { marketId, closures: [] }],
      ['account.create.v1', { accountId: this.#ulid(), name: 'Raja', roles: [{ role: 'admin' }] }],
      ['stall.edit.v1', { stallId: offerId.split('.')[0], isSuspended: true }],
    ]
    if (stallOrderId !== null) {
      const factId = this.#ulid()
      const orderId = stallOrderId.split('.')[0]
      acts.push(
        ['stallOrder.accept.v1', { stallOrderId }],
        ['stallOrder.handOver.v1', { stallOrderId, factId, code: null }],
        ['order.cancel.v1', { orderId }],
      )
    }
    return this.#random.pick(acts)!
  }

  #garbage(): unknown {
    const good = this.#signed('offer.price.v1', { offerId: 7, priceIdr: 'mahal' })
    return this.#random.one<unknown>(
      good,
      null,
      'x',
      { body: '{', sig: '', h: 0 },
      { ...good, h: -1 },
      { ...good, body: '[]' },
      { ...good, body: good.body.slice(0, -3) },
    )
  }

  #signed(name: string, args: unknown, id = this.#ulid()): Envelope {
    const seq = ++this.#seq
    const body = JSON.stringify({ v: 1, client: this.client, seq, id, name, args, at: 0 })
    return { body, sig: sign(this.keys, body), h: 0 }
  }

  #ulid(): string {
    return `0${this.#random.text(CROCKFORD, 25)}`
  }
}

/** Other people's things. */
export type Targets = {
  readonly offerId: string
  readonly stallOrderId: string | null
  readonly marketId: string
}
