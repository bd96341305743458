/** `node server/commands/backup.ts <file>`: a whole, checked copy of the database, while serving. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { processConfig } from '../config.ts'
import { copyDatabase } from '../store/copy.ts'
import { openDatabase } from '../store/database.ts'
import { runCommand } from './command.ts'

runCommand(() => {
  const [target] = process.argv.slice(2)
  const { databaseFile } = processConfig()
  if (!target) throw new Error('Name the file to write: node server/commands/backup.ts <file>')
  if (!existsSync(databaseFile)) throw new Error(`There is no database at ${databaseFile}.`)
  const db = openDatabase(databaseFile)
  copyDatabase(db, resolve(target))
  db.close()
  return `Backed up to ${resolve(target)}.`
})
