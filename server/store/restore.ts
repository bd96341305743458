import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { checkWhole, flush } from './copy.ts'
import { isStorageFault, openDatabase } from './database.ts'
import { lockDatabase } from './lock.ts'
import { Meta } from './meta.ts'
import { migrate } from './migrate.ts'

/** There is nothing to restore from. */
export class NoBackup extends Error {
  override readonly name = 'NoBackup'
}

/**
 * Puts a backup in the place of the database `file`, in a new epoch: phones then pull anew and send
 * again what the backup had not seen. Refuses while a server runs on it. Returns where the database
 * that stood there lies now, or null.
 */
export function restoreDatabase(
  backup: string,
  { file, epoch, now }: { file: string; epoch: string; now: number },
): string | null {
  if (!existsSync(backup)) throw new NoBackup(`${backup} is not there.`)
  mkdirSync(dirname(file), { recursive: true })
  const unlock = lockDatabase(file)
  try {
    const fresh = `${file}.restoring`
    for (const rest of ['', '-wal', '-shm']) rmSync(`${fresh}${rest}`, { force: true })
    copyFileSync(backup, fresh)
    checkWhole(fresh)
    beginEpoch(fresh, epoch)
    flush(fresh)
    const aside = existsSync(file) ? setAside(file, now) : null
    renameSync(fresh, file)
    flush(dirname(file))
    return aside
  } finally {
    unlock()
  }
}

function beginEpoch(file: string, epoch: string): void {
  const db = openDatabase(file)
  migrate(db)
  new Meta(db).put('epoch', epoch)
  db.exec('PRAGMA journal_mode = DELETE')
  db.close()
}

/**
 * Nothing is deleted: what stood there may be wanted. Its log is folded in first; of a damaged one,
 * which cannot be opened and is why one restores, the log goes along under its name.
 */
function setAside(file: string, now: number): string {
  const aside = `${file}.before-${now}`
  try {
    foldLog(file)
  } catch (error) {
    if (!isStorageFault(error)) throw error
    // A log left behind would be taken for that of the restored database.
    for (const rest of ['-wal', '-shm']) {
      if (existsSync(`${file}${rest}`)) renameSync(`${file}${rest}`, `${aside}${rest}`)
    }
  }
  renameSync(file, aside)
  return aside
}

function foldLog(file: string): void {
  const db = openDatabase(file)
  try {
    db.exec('PRAGMA journal_mode = DELETE')
  } finally {
    db.close()
  }
}
