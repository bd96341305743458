import type { MutationBody } from '@pasar/shared/sync/protocol.ts'
import type { Replica } from './db.ts'
import { readMeta } from './meta.ts'
import type { AckedRecord, LocalDatabase, OutboxRecord, UnsettledRecord } from './tables.ts'

/** Applied envelopes that are kept in case the server is restored from a backup. */
export const ACKED_MAX = 500

/** The intent by which a phone without an account gets one. */
export const REGISTER = 'account.register.v1'

/** All that has not been answered for good, in order of seq. */
export const pendingOf = (db: LocalDatabase): Promise<OutboxRecord[]> =>
  db.outbox.orderBy('seq').toArray()

/** The parsed text of a saved mutation: this phone wrote it itself. */
export const bodyOf = ({ body }: { readonly body: string }): MutationBody =>
  JSON.parse(body) as MutationBody // written by mutate, through the schema of its args

/** Signs what a crash left unsigned. */
export async function signPending(replica: Replica): Promise<void> {
  const pending = await replica.read(() => pendingOf(replica.db))
  await sign(
    replica,
    pending.filter(({ sig }) => sig === null),
  )
}

/** Signs one saved mutation. */
export async function signSaved(replica: Replica, seq: number): Promise<void> {
  const record = await replica.read(() => replica.db.outbox.get(seq))
  if (record?.sig === null) await sign(replica, [record])
}

/** Signing happens between transactions, never in one: the body of a saved mutation is final. */
async function sign(replica: Replica, records: readonly OutboxRecord[]): Promise<void> {
  if (records.length === 0) return
  const signatures = new Map<number, string>()
  for (const { seq, body } of records) {
    signatures.set(seq, await replica.platform.sign(replica.keys, body))
  }
  await replica.write(async () => {
    for (const record of await replica.db.outbox.bulkGet([...signatures.keys()])) {
      const sig = record && signatures.get(record.seq)
      if (record?.sig === null && sig !== undefined) await replica.db.outbox.put({ ...record, sig })
    }
  })
}

/** An applied mutation as it is kept: without what it did. */
export const ackedFrom = ({ seq, id, name, body, sig, receivedAt }: OutboxRecord): AckedRecord => ({
  seq,
  id,
  name,
  body,
  sig: sig ?? '',
  receivedAt,
})

/** An acknowledged mutation that the server has lost: unsent again, its effect to be run anew. */
export const pendingAgain = (acked: AckedRecord): OutboxRecord => ({
  ...acked,
  h: 0,
  steps: [],
  keys: [],
  doubt: null,
  isDecided: false,
})

/** A refused mutation as the list "belum beres" keeps it. */
export const unsettledFrom = (
  { id, seq, name, body, sig }: OutboxRecord,
  { why, refusedAt }: { why: string; refusedAt: number },
): UnsettledRecord => ({ id, seq, name, body, sig, why, refusedAt })

/** Sets a pending mutation aside for a person: it cannot be sent as it is. */
export async function unsettle(replica: Replica, record: OutboxRecord, why: string): Promise<void> {
  await replica.write(async () => {
    if ((await replica.db.outbox.get(record.seq)) === undefined) return
    const refusedAt = replica.platform.now()
    await replica.db.unsettled.put(unsettledFrom(record, { why, refusedAt }))
    await replica.db.outbox.put({ ...record, isDecided: true })
  })
}

/**
 * Keeps the newest ACKED_MAX, and the registration for good: with it a phone that registered by
 * itself gets a lost session back.
 */
export async function trimAcked(db: LocalDatabase): Promise<void> {
  const surplus = (await db.acked.count()) - ACKED_MAX
  if (surplus <= 0) return
  const oldest = await db.acked.orderBy('seq').limit(surplus).toArray()
  await db.acked.bulkDelete(oldest.filter(({ name }) => name !== REGISTER).map(({ seq }) => seq))
}

/** Everything unsent or refused as JSON text, for the office: signed, so that it can travel. */
export async function exportOutbox(replica: Replica): Promise<string> {
  const { db, client, keys, platform } = replica
  await signPending(replica)
  return replica.read(async () => {
    const pending = await pendingOf(db)
    const unsettled = await db.unsettled.toArray()
    const file = {
      format: 'pasar-dekat-outbox',
      v: 1,
      client,
      publicKey: keys.publicKey,
      account: await readMeta(db, 'account'),
      savedAt: platform.now(),
      mutations: pending.map(({ body, sig }) => ({ body, sig })),
      unsettled: unsettled.map(({ body, sig, why, refusedAt }) => ({ body, sig, why, refusedAt })),
    }
    return JSON.stringify(file, null, 1)
  })
}
