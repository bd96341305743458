import { type Account, type Actor, NOBODY, SYSTEM, actorOf } from '@pasar/shared/domain/account.ts'
import { keyOf } from '@pasar/shared/domain/row.ts'
import type { Mutation, Outcome } from '@pasar/shared/mutations/mutation.ts'
import type { MutationBody, SyncResult } from '@pasar/shared/sync/protocol.ts'
import { faultFacts, type Log } from '../log.ts'
import { type Arrival, REGISTER, registrationOf } from './arrival.ts'
import { type Applied, Commit } from './commit.ts'
import { type Database, isStorageFault } from './database.ts'
import { decide } from './decide.ts'
import type { Decided, Journal, JournalRow } from './journal.ts'
import type { Meta } from './meta.ts'
import type { Client, People } from './people.ts'
import type { Rows } from './rows.ts'
import type { RowCache } from './view.ts'

/** All that a transaction writes to. */
export type Tables = {
  readonly db: Database
  readonly rows: Rows
  readonly journal: Journal
  readonly people: People
  readonly meta: Meta
}

/** What arrived together and is answered together. */
export type Work =
  | {
      readonly kind: 'push'
      /** the phone that sent the request; null where nobody did */
      readonly client: string | null
      /** the sender showed a session of that client, not only its name */
      readonly isSignedIn: boolean
      readonly arrivals: readonly Arrival[]
      readonly receivedAt: number
    }
  | {
      readonly kind: 'system'
      readonly id: string
      readonly body: string
      readonly name: string
      readonly mutation: Mutation | null
      readonly args: { readonly value: unknown } | null
      readonly receivedAt: number
    }

/** What became of it, true once the transaction is committed. */
export type Done = {
  readonly results: SyncResult[]
  /** versions that the sender holds already, by its own `same` mutations */
  readonly ownVersions: Set<number>
  /** the sender's own registration stands */
  isRegistered: boolean
  /** highest seq of the sender that was answered for good */
  decidedSeq: number
}

/** Nothing done yet. */
export const nothingDone = (): Done => ({
  results: [],
  ownVersions: new Set(),
  isRegistered: false,
  decidedSeq: 0,
})

/** An intent that is to be decided now. */
type Intent = Omit<JournalRow, 'actor' | 'outcome' | 'why' | 'changes'> & {
  readonly name: string
  readonly at: number
  readonly actor: Actor
  readonly mutation: Mutation | null
  readonly args: { readonly value: unknown } | null
  /** a refusal is not kept for a stranger: anyone could fill the journal */
  readonly isStranger: boolean
  /** refused whatever it says */
  readonly refusedAs: string | null
}

/** The one write transaction: decides what arrived, mutation by mutation, each in its savepoint. */
export class Transaction {
  readonly #tables: Tables
  readonly #log: Log
  readonly #cache: RowCache
  readonly #commit: Commit
  readonly #savepoint
  readonly #seqs = new Map<string, number>()
  /** buckets that changed, and which phones' requests changed them ('' for the system) */
  readonly touched = new Map<string, Set<string>>()

  constructor(
    tables: Tables,
    { log, version, cache }: { log: Log; version: number; cache: RowCache },
  ) {
    this.#tables = tables
    this.#log = log
    this.#cache = cache
    this.#commit = new Commit(tables.rows, cache, version)
    this.#savepoint = {
      open: () => tables.db.exec('SAVEPOINT mutation'),
      keep: () => tables.db.exec('RELEASE mutation'),
      undo: () => tables.db.exec('ROLLBACK TO mutation; RELEASE mutation'),
    }
  }

  take(work: Work): Done {
    const done = nothingDone()
    if (work.kind === 'system') {
      done.results.push(this.#takeSystem(work))
      return done
    }
    for (const arrival of work.arrivals) {
      const result = this.#takeArrival(arrival, { work, done })
      done.results.push(result)
      if (arrival.kind === 'unread' || arrival.body.client !== work.client) continue
      done.decidedSeq = Math.max(done.decidedSeq, arrival.body.seq)
      if (arrival.body.name === REGISTER && result.outcome === 'applied') done.isRegistered = true
    }
    return done
  }

  /** Writes what is kept once per transaction; returns the last version given. */
  finish(): number {
    this.#commit.flush()
    for (const [client, seq] of this.#seqs) this.#tables.people.noteSeq(client, seq)
    this.#tables.meta.put('version', this.#commit.version)
    return this.#commit.version
  }

  #takeArrival(
    arrival: Arrival,
    { work, done }: { work: Extract<Work, { kind: 'push' }>; done: Done },
  ): SyncResult {
    if (arrival.kind === 'unread') return refused(arrival.id, 'malformed')
    const { body } = arrival
    const isOwn = body.client === work.client
    if (arrival.kind === 'unverified') {
      // A stranger who knows a client's name must not move its count: it would never push again.
      if (isOwn && work.isSignedIn) this.#noteSeq(body)
      return refused(body.id, arrival.why)
    }
    const client = this.#tables.people.client(body.client)
    if (!client && body.name !== REGISTER) return refused(body.id, 'clientUnknown')
    if (client && client.publicKey !== arrival.publicKey) return refused(body.id, 'badSignature')
    this.#noteSeq(body)
    const earlier = this.#tables.journal.find(body.id)
    if (earlier) return repeated(earlier, arrival.envelope.body)
    if (this.#tables.journal.isSeqTaken(body.client, body.seq)) return refused(body.id, 'seqReused')
    const person = client ? this.#personOf(client.account) : undefined
    const { result, applied } = this.#decide(
      {
        id: body.id,
        client: body.client,
        seq: body.seq,
        body: arrival.envelope.body,
        sig: arrival.envelope.sig,
        receivedAt: work.receivedAt,
        name: body.name,
        at: Math.min(body.at, work.receivedAt),
        actor: person ? actorOf(person) : NOBODY,
        mutation: arrival.mutation,
        args: arrival.args,
        isStranger: client === undefined,
        refusedAs: standingRefusal(body, client),
      },
      work.client ?? '',
    )
    if (!isOwn || applied?.hash !== arrival.envelope.h) return result
    for (const version of applied.versions) done.ownVersions.add(version)
    return { ...result, same: true }
  }

  #takeSystem(work: Extract<Work, { kind: 'system' }>): SyncResult {
    const earlier = this.#tables.journal.find(work.id)
    if (earlier) return repeated(earlier, work.body)
    const intent: Intent = {
      ...work,
      client: null,
      seq: null,
      sig: null,
      at: work.receivedAt,
      actor: SYSTEM,
      isStranger: false,
      refusedAs: null,
    }
    return this.#decide(intent, '').result
  }

  #decide(intent: Intent, sender: string): { result: SyncResult; applied: Applied | null } {
    this.#savepoint.open()
    try {
      const outcome = this.#outcomeOf(intent)
      const applied = outcome.ok ? this.#commit.apply(outcome.changes, intent.receivedAt) : null
      if (outcome.ok) this.#bind(intent)
      this.#keep(intent, { why: outcome.ok ? null : outcome.why, applied })
      this.#savepoint.keep()
      for (const bucket of this.#commit.keep()) this.#touch(bucket, sender)
      if (!outcome.ok) return { result: refused(intent.id, outcome.why), applied }
      return { result: { id: intent.id, outcome: 'applied' }, applied }
    } catch (error) {
      if (isStorageFault(error) || !this.#tables.db.isTransaction) throw error
      // A bug in one mutation must not keep the others: it alone is undone and refused.
      this.#savepoint.undo()
      this.#commit.drop()
      this.#log.error('mutationBug', { name: intent.name, id: intent.id, ...faultFacts(error) })
      this.#keep(intent, { why: 'bug', applied: null })
      return { result: refused(intent.id, 'bug'), applied: null }
    }
  }

  #outcomeOf(intent: Intent): Outcome<string> {
    if (intent.refusedAs) return { ok: false, why: intent.refusedAs }
    if (!intent.mutation) return { ok: false, why: 'unknownMutation' }
    if (!intent.args) return { ok: false, why: 'badArgs' }
    const { actor, at, receivedAt } = intent
    const ctx = { actor, at, receivedAt, isAuthority: true }
    return decide(intent.mutation, { args: intent.args.value, ctx, cache: this.#cache })
  }

  /** A registration that stands binds the phone's key to the new account. */
  #bind(intent: Intent): void {
    if (intent.name !== REGISTER || intent.client === null) return
    const registration = registrationOf(intent.args?.value)
    if (!registration) return
    const { accountId: account, publicKey } = registration
    this.#tables.people.addClient({ id: intent.client, account, publicKey, at: intent.receivedAt })
  }

  #keep(intent: Intent, { why, applied }: { why: string | null; applied: Applied | null }): void {
    if (why !== null && intent.isStranger) return
    this.#tables.journal.add({
      id: intent.id,
      client: intent.client,
      seq: intent.seq,
      body: intent.body,
      sig: intent.sig,
      actor: intent.actor.system ? 'system' : intent.actor.accountId,
      receivedAt: intent.receivedAt,
      outcome: why === null ? 'applied' : 'refused',
      why,
      changes: applied?.journal ?? '[]',
    })
  }

  #personOf(accountId: string): Account | undefined {
    const row = this.#cache.get(keyOf('account', accountId))?.row
    return row?.kind === 'account' ? row : undefined
  }

  #noteSeq({ client, seq }: { client: string; seq: number }): void {
    this.#seqs.set(client, Math.max(seq, this.#seqs.get(client) ?? 0))
  }

  #touch(bucket: string, sender: string): void {
    const senders = this.touched.get(bucket)
    if (senders) senders.add(sender)
    else this.touched.set(bucket, new Set([sender]))
  }
}

/** What a known phone is refused whatever its intent says. */
function standingRefusal(body: MutationBody, client: Client | undefined): string | null {
  if (!client) return null
  if (client.revokedAt !== null) return 'deviceRevoked'
  // One phone, one account: a second registration would bind it twice.
  return body.name === REGISTER ? 'notPermitted' : null
}

const refused = (id: string, why: string): SyncResult => ({ id, outcome: 'refused', why })

function repeated(earlier: Decided, body: string): SyncResult {
  if (earlier.body !== body) return refused(earlier.id, 'idReused')
  const why = earlier.why === null ? {} : { why: earlier.why }
  return { id: earlier.id, outcome: earlier.outcome, ...why, again: true }
}
