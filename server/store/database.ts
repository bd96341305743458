import { DatabaseSync } from 'node:sqlite'

export type Database = DatabaseSync

/** How long a statement waits for another process (a backup) to let go of the file. */
const BUSY_MS_MAX = 5_000
/**
 * Pages (4 KiB) of log after which they are folded into the file, within a commit: index pages that
 * many commits touch are then written once, and 16 MB take a tenth of a second.
 */
const LOG_PAGES_MAX = 4_000

/**
 * Opens the one SQLite file of an installation, or ':memory:'. WAL, so that reads go on while a
 * backup runs; FULL, because in WAL mode NORMAL loses acknowledged work in a power cut.
 */
export function openDatabase(file: string): Database {
  const db = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: BUSY_MS_MAX })
  db.exec('PRAGMA journal_mode = WAL')
  db.exec('PRAGMA synchronous = FULL')
  db.exec('PRAGMA cache_size = -32000')
  db.exec(`PRAGMA wal_autocheckpoint = ${LOG_PAGES_MAX}`)
  return db
}

/** Runs `work` in one transaction that takes the write lock at once; any exception undoes it all. */
export function transact<Value>(db: Database, work: () => Value): Value {
  db.exec('BEGIN IMMEDIATE')
  try {
    const value = work()
    db.exec('COMMIT')
    return value
  } catch (error) {
    // SQLite ends the transaction by itself where the disk is full.
    if (db.isTransaction) db.exec('ROLLBACK')
    throw error
  }
}

/** Runs `work` against one unchanging state of the database. */
export function readConsistently<Value>(db: Database, work: () => Value): Value {
  db.exec('BEGIN')
  try {
    return work()
  } finally {
    if (db.isTransaction) db.exec('COMMIT')
  }
}

/** Primary result codes of SQLite that speak of the machine and not of our statements. */
const STORAGE_CODES = new Set([5, 7, 8, 10, 11, 13, 14, 26])

/**
 * True for an error of the disk or the file (full, I/O, read-only, busy, damaged): nothing was
 * written and the same work may pass later.
 */
export function isStorageFault(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error)) return false
  return typeof error.errcode === 'number' && STORAGE_CODES.has(error.errcode & 0xff)
}
