import { type Database, transact } from './database.ts'

/** A device: one local database with its key. */
export type Client = {
  readonly id: string
  readonly account: string
  readonly publicKey: string
  readonly createdAt: number
  readonly seenAt: number
  readonly lastSeq: number
  /** signed out: opens no session any more */
  readonly leftAt: number | null
  readonly revokedAt: number | null
}

export type Session = {
  readonly client: string
  readonly createdAt: number
  readonly usedAt: number
  readonly endedAt: number | null
}

export type Code = {
  readonly account: string
  /** whose hand it came from: the office's sets a PIN, a device's asks for it */
  readonly issuedBy: 'office' | 'device'
  readonly issuedAt: number
  readonly expiresAt: number
  readonly usedAt: number | null
  readonly usedClient: string | null
  readonly usedKey: string | null
}

export type Pin = { readonly hash: string; readonly fails: number; readonly waitUntil: number }

/** The statements over clients, sessions, codes and PINs. Rules about them live in auth. */
export class People {
  readonly #db: Database
  readonly #statements

  constructor(db: Database) {
    this.#db = db
    this.#statements = prepare(db)
  }

  /** Several of the following as one transaction. */
  together<Value>(work: () => Value): Value {
    return transact(this.#db, work)
  }

  client(id: string): Client | undefined {
    return this.#statements.client.get(id) as Client | undefined // columns as selected
  }

  clientsOf(account: string): Client[] {
    return this.#statements.clientsOf.all(account) as Client[] // columns as selected
  }

  addClient(client: { id: string; account: string; publicKey: string; at: number }): void {
    this.#statements.addClient.run(
      client.id,
      client.account,
      client.publicKey,
      client.at,
      client.at,
    )
  }

  noteSeq(client: string, seq: number): void {
    this.#statements.noteSeq.run(seq, client)
  }

  noteSeen(client: string, at: number): void {
    this.#statements.noteSeen.run(at, client)
  }

  markRevoked(client: string, at: number): void {
    this.#statements.revoke.run(at, client)
  }

  markLeft(client: string, at: number): void {
    this.#statements.leave.run(at, client)
  }

  session(tokenHash: string): Session | undefined {
    return this.#statements.session.get(tokenHash) as Session | undefined // columns as selected
  }

  addSession(tokenHash: string, session: { client: string; at: number }): void {
    this.#statements.addSession.run(tokenHash, session.client, session.at, session.at)
  }

  /** The phone's newest session that was not ended, whatever its age. */
  latestSessionOf(client: string): (Session & { readonly tokenHash: string }) | undefined {
    return this.#statements.latestSession.get(client) as
      (Session & { readonly tokenHash: string }) | undefined // columns as selected
  }

  /** The same session under another token; the old one is worth nothing any more. */
  renameSession(from: string, to: string): void {
    this.#statements.renameSession.run(to, from)
  }

  /** False where that proof was shown before. */
  useProof(client: string, nonce: string): boolean {
    return this.#statements.useProof.run(client, nonce).changes > 0
  }

  noteUse(tokenHash: string, at: number): void {
    this.#statements.noteUse.run(at, tokenHash)
  }

  /** Ends the phone's sessions that were opened at `createdBefore` or earlier. */
  endSessionsOf(
    client: string,
    { at, createdBefore }: { at: number; createdBefore: number },
  ): void {
    this.#statements.endSessions.run(at, client, createdBefore)
  }

  code(mac: string): Code | undefined {
    return this.#statements.code.get(mac) as Code | undefined // columns as selected
  }

  addCode(mac: string, code: Omit<Code, 'usedAt' | 'usedClient' | 'usedKey'>): void {
    this.#statements.addCode.run(mac, code.account, code.issuedBy, code.issuedAt, code.expiresAt)
  }

  /** True for the one caller that used the code up. */
  useCode(mac: string, use: { at: number; client: string; publicKey: string }): boolean {
    return this.#statements.useCode.run(use.at, use.client, use.publicKey, mac).changes === 1
  }

  pin(account: string): Pin | undefined {
    return this.#statements.pin.get(account) as Pin | undefined // columns as selected
  }

  putPin(account: string, pin: Pin): void {
    this.#statements.putPin.run(account, pin.hash, pin.fails, pin.waitUntil)
  }
}

function prepare(db: Database) {
  const client = `SELECT id, account, public_key AS publicKey, created_at AS createdAt,
    seen_at AS seenAt, last_seq AS lastSeq, left_at AS leftAt, revoked_at AS revokedAt
    FROM clients`
  return {
    client: db.prepare(`${client} WHERE id = ?`),
    clientsOf: db.prepare(`${client} WHERE account = ? ORDER BY created_at, id`),
    addClient: db.prepare(
      `INSERT INTO clients (id, account, public_key, created_at, seen_at, last_seq)
       VALUES (?, ?, ?, ?, ?, 0)`,
    ),
    noteSeq: db.prepare('UPDATE clients SET last_seq = max(last_seq, ?) WHERE id = ?'),
    noteSeen: db.prepare('UPDATE clients SET seen_at = ? WHERE id = ?'),
    revoke: db.prepare('UPDATE clients SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?'),
    leave: db.prepare('UPDATE clients SET left_at = coalesce(left_at, ?) WHERE id = ?'),
    session: db.prepare(
      `SELECT client, created_at AS createdAt, used_at AS usedAt, ended_at AS endedAt
       FROM sessions WHERE token_hash = ?`,
    ),
    latestSession: db.prepare(
      `SELECT token_hash AS tokenHash, client, created_at AS createdAt, used_at AS usedAt,
       ended_at AS endedAt
       FROM sessions WHERE client = ? AND ended_at IS NULL ORDER BY created_at DESC LIMIT 1`,
    ),
    useProof: db.prepare('INSERT OR IGNORE INTO proofs (client, nonce) VALUES (?, ?)'),
    renameSession: db.prepare('UPDATE sessions SET token_hash = ? WHERE token_hash = ?'),
    addSession: db.prepare(
      `INSERT INTO sessions (token_hash, client, created_at, used_at) VALUES (?, ?, ?, ?)`,
    ),
    noteUse: db.prepare('UPDATE sessions SET used_at = ? WHERE token_hash = ?'),
    endSessions: db.prepare(
      `UPDATE sessions SET ended_at = coalesce(ended_at, ?)
       WHERE client = ? AND created_at <= ?`,
    ),
    code: db.prepare(
      `SELECT account, issued_by AS issuedBy, issued_at AS issuedAt, expires_at AS expiresAt,
       used_at AS usedAt, used_client AS usedClient, used_key AS usedKey
       FROM codes WHERE mac = ?`,
    ),
    addCode: db.prepare(
      `INSERT INTO codes (mac, account, issued_by, issued_at, expires_at) VALUES (?, ?, ?, ?, ?)`,
    ),
    useCode: db.prepare(
      `UPDATE codes SET used_at = ?, used_client = ?, used_key = ?
       WHERE mac = ? AND used_at IS NULL`,
    ),
    pin: db.prepare('SELECT hash, fails, wait_until AS waitUntil FROM pins WHERE account = ?'),
    putPin: db.prepare(
      `INSERT INTO pins (account, hash, fails, wait_until) VALUES (?, ?, ?, ?)
       ON CONFLICT (account) DO UPDATE
       SET hash = excluded.hash, fails = excluded.fails, wait_until = excluded.wait_until`,
    ),
  }
}
