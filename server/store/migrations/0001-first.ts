/**
 * rows: the latest state of each row, as canonical JSON, with the version of its latest change.
 * entries: which row lies in which bucket since which version, and which left it (gone).
 * buckets: the sum over each bucket's rows, kept step by step.
 * journal: each intent ever decided, exactly as it was signed, with what it changed.
 * proofs: what phones have shown once to get a session, so that nobody shows it again.
 * clients, sessions, codes, pins: people and devices; never rows, never synced.
 */
export const first = `
CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE rows (
  key TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  hash INTEGER NOT NULL,
  taken_at INTEGER NOT NULL,
  json TEXT NOT NULL
) STRICT;

CREATE TABLE entries (
  bucket TEXT NOT NULL,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  gone INTEGER NOT NULL,
  PRIMARY KEY (bucket, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX entries_by_version ON entries (bucket, version);

CREATE TABLE buckets (
  bucket TEXT PRIMARY KEY,
  sum INTEGER NOT NULL,
  count INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
  no INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  client TEXT,
  seq INTEGER,
  body TEXT NOT NULL,
  sig TEXT,
  actor TEXT,
  received_at INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  why TEXT,
  changes TEXT NOT NULL,
  UNIQUE (client, seq)
) STRICT;

CREATE TABLE clients (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL,
  public_key TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  last_seq INTEGER NOT NULL,
  left_at INTEGER,
  revoked_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX clients_by_account ON clients (account);

CREATE TABLE sessions (
  token_hash TEXT PRIMARY KEY,
  client TEXT NOT NULL REFERENCES clients (id),
  created_at INTEGER NOT NULL,
  used_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_client ON sessions (client);

CREATE TABLE proofs (
  client TEXT NOT NULL REFERENCES clients (id),
  nonce TEXT NOT NULL,
  PRIMARY KEY (client, nonce)
) STRICT, WITHOUT ROWID;

CREATE TABLE codes (
  mac TEXT PRIMARY KEY,
  account TEXT NOT NULL,
  issued_by TEXT NOT NULL,
  issued_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER,
  used_client TEXT,
  used_key TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE pins (
  account TEXT PRIMARY KEY,
  hash TEXT NOT NULL,
  fails INTEGER NOT NULL,
  wait_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`
