import { DatabaseSync } from 'node:sqlite'

/** Another process serves from this database. */
export class DatabaseInUse extends Error {
  override readonly name = 'DatabaseInUse'
}

/**
 * Makes this process the only one that writes to `file`; returns how to let go. SQLite's own file
 * lock on a database beside it: the system lifts it when the process dies, however it dies.
 */
export function lockDatabase(file: string): () => void {
  if (file === ':memory:') return () => undefined
  const lock = new DatabaseSync(`${file}.lock`, { timeout: 0 })
  try {
    lock.exec('PRAGMA journal_mode = DELETE')
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    throw new DatabaseInUse(`${file} is in use by another process of this server.`, {
      cause: error,
    })
  }
  return () => lock.close()
}
