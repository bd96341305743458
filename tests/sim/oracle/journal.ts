import type { Account, Actor } from '@pasar/shared/domain/account.ts'
import { NOBODY, SYSTEM } from '@pasar/shared/domain/account.ts'
import { type Kind, type Row, type RowKey, type RowOf, keyOf } from '@pasar/shared/domain/row.ts'
import type { View } from '@pasar/shared/mutations/mutation.ts'
import { loadedMutation } from '@pasar/shared/mutations/registry.ts'
import { type Change, canonicalJson } from '@pasar/shared/sync/change.ts'
import type { MutationBody } from '@pasar/shared/sync/protocol.ts'
import * as v from 'valibot'
import type { FaultCounts } from '../faults.ts'
import { PriceCounts, checkEffects, checkRefusal } from './effects.ts'
import type { JournalEntry, Moment } from './shadow.ts'
import { demand } from './violation.ts'

/**
 * Reads the journal as it grows and holds it against a model of its own: each intent once, each
 * effect chained to the one before, each decision what the pure rules decide from the same rows.
 */
export class JournalOracle {
  readonly #ids = new Set<string>()
  readonly #seqs = new Set<string>()
  readonly #rows = new Map<RowKey, Row>()
  readonly #texts = new Map<RowKey, string>()
  readonly #takenAt = new Map<RowKey, number>()
  readonly #prices = new PriceCounts()
  readonly #faults: FaultCounts
  /** ids of the applied and of all */
  readonly applied = new Set<string>()
  readonly decided = new Map<string, JournalEntry>()
  /** ids of phones' mutations, for those who try them again with another body */
  readonly phoneIds: string[] = []
  readonly stallOrderIds: string[] = []

  constructor(faults: FaultCounts) {
    this.#faults = faults
  }

  take(entries: readonly JournalEntry[]): void {
    for (const entry of entries) this.#takeOne(entry)
  }

  /** The rows that the journal alone comes to: what the server's tables must hold. */
  demandRows(moments: readonly Moment[]): void {
    demand(moments.length === this.#texts.size, 'I2', () => {
      return `the journal makes ${this.#texts.size} rows, the server holds ${moments.length}`
    })
    for (const { key, text } of moments) {
      demand(this.#texts.get(key) === text, 'I2', () => {
        return `${key} is ${text}, its journal says ${this.#texts.get(key)}`
      })
    }
  }

  row<K extends Kind>(key: RowKey<K>): RowOf<K> | undefined {
    return this.#rows.get(key) as RowOf<K> | undefined // a key's kind is its row's kind
  }

  #takeOne(entry: JournalEntry): void {
    demand(!this.#ids.has(entry.id), 'I2', () => `${entry.id} was decided twice`)
    this.#ids.add(entry.id)
    this.decided.set(entry.id, entry)
    if (entry.client !== null) {
      const seq = `${entry.client}:${entry.seq}`
      demand(!this.#seqs.has(seq), 'I2', () => `${seq} was decided twice`)
      this.#seqs.add(seq)
      this.phoneIds.push(entry.id)
    }
    const changes = JSON.parse(entry.changes) as Change[] // written by the server's journal
    const body = JSON.parse(entry.body) as MutationBody // verified when it was decided
    this.#rerun(entry, { body, changes })
    if (entry.outcome === 'refused') {
      demand(changes.length === 0, 'I2', () => `${entry.id} was refused and changed rows`)
      checkRefusal(entry, body.name)
      return
    }
    this.applied.add(entry.id)
    checkEffects(entry, { body, changes, prices: this.#prices })
    for (const { key, before, after } of changes) {
      const stood = this.#texts.get(key) ?? 'null'
      demand(canonicalJson(before) === stood, 'I2', () => {
        return `${entry.id} changed ${key} from ${canonicalJson(before)}, but it was ${stood}`
      })
      if (after === null) {
        this.#rows.delete(key)
        this.#texts.delete(key)
      } else {
        this.#takenAt.set(key, entry.receivedAt)
        if (after.kind === 'conflict') this.#faults.hit('conflict')
        if (after.kind === 'offerPrice' && after.basedOn < after.no - 1) this.#noteMeeting(entry)
        if (after.kind === 'stallOrder' && before === null) this.stallOrderIds.push(after.id)
        this.#rows.set(key, after)
        this.#texts.set(key, canonicalJson(after))
      }
    }
  }

  /** A price that was set without having seen the one before it: two phones of one stall. */
  #noteMeeting(entry: JournalEntry): void {
    if (entry.client !== null) this.#faults.hit('twoDevices')
  }

  /** Decides again from the same rows: a rule that draws, waits or remembers differs. */
  #rerun(
    entry: JournalEntry,
    { body, changes }: { body: MutationBody; changes: readonly Change[] },
  ): void {
    const mutation = loadedMutation(body.name)
    if (!mutation) return
    const parsed = v.safeParse(mutation.schema, body.args)
    if (!parsed.success) {
      demand(entry.outcome === 'refused', 'P14', () => `${entry.id} has bad args and was applied`)
      return
    }
    demand(entry.why !== 'bug', 'I6', () => `${body.name} threw: ${entry.body}`)
    const view: View = {
      get: (key) => this.row(key),
      takenAt: (key) => this.#takenAt.get(key),
    }
    const at = Math.min(body.at ?? entry.receivedAt, entry.receivedAt)
    const ctx = { actor: this.#actorOf(entry), at, receivedAt: entry.receivedAt, isAuthority: true }
    const outcome = mutation.run(view, parsed.output, ctx)
    if (entry.outcome === 'refused') {
      const isStanding = entry.why === 'deviceRevoked' || entry.why === 'notPermitted'
      demand(isStanding || (!outcome.ok && outcome.why === entry.why), 'I2', () => {
        return `${entry.id} was refused ${entry.why}, the rules say ${JSON.stringify(outcome)}`
      })
      return
    }
    const again = outcome.ok ? canonicalJson(outcome.changes) : `refused ${outcome.why}`
    demand(again === canonicalJson(changes), 'I7', () => {
      return `${body.name} ${entry.id} came to ${canonicalJson(changes)}, then to ${again}`
    })
  }

  #actorOf({ actor }: JournalEntry): Actor {
    if (actor === 'system') return SYSTEM
    if (actor === null) return NOBODY
    const account: Account | undefined = this.row(keyOf('account', actor))
    return account ? { system: false, accountId: account.id, roles: account.roles } : NOBODY
  }
}
