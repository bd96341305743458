import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Database, openDatabase } from './database.ts'

/** A copy is not whole: it must not stand in for a backup. */
export class DamagedCopy extends Error {
  override readonly name = 'DamagedCopy'
}

/**
 * Writes the database as it stands now to `file` (which must not exist), complete or not at all:
 * made beside it, checked, flushed, then renamed.
 */
export function copyDatabase(db: Database, file: string): void {
  if (existsSync(file)) throw new DamagedCopy(`${file} is there already: choose another name.`)
  const fresh = `${file}.part`
  rmSync(fresh, { force: true })
  db.prepare('VACUUM INTO ?').run(fresh)
  checkWhole(fresh)
  flush(fresh)
  renameSync(fresh, file)
  flush(dirname(file))
}

/** Throws unless `file` is a sound database. */
export function checkWhole(file: string): void {
  const copy = openDatabase(file)
  try {
    const answers = copy.prepare('PRAGMA integrity_check').all()
    const verdict = answers.map((answer) => String(answer['integrity_check'])).join(', ')
    if (verdict !== 'ok') throw new DamagedCopy(`${file} is damaged: ${verdict}`)
  } finally {
    // Leaves one file without a -wal beside it.
    copy.exec('PRAGMA journal_mode = DELETE')
    copy.close()
  }
}

/** Makes what was written to a file or folder survive a power cut. */
export function flush(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
