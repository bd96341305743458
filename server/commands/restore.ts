/** `node server/commands/restore.ts <file>`: puts a backup in place, in a new epoch. */
import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { processConfig } from '../config.ts'
import { EPOCH_BYTES } from '../store/open.ts'
import { restoreDatabase } from '../store/restore.ts'
import { runCommand } from './command.ts'

runCommand(() => {
  const [backup] = process.argv.slice(2)
  if (!backup) throw new Error('Name the backup: node server/commands/restore.ts <file>')
  const aside = restoreDatabase(resolve(backup), {
    file: processConfig().databaseFile,
    epoch: randomBytes(EPOCH_BYTES).toString('hex'),
    now: Date.now(),
  })
  return aside ? `Restored. What stood there lies in ${aside}.` : 'Restored.'
})
