/** `node server/commands/code.ts <account id or phone>`: a new one-time code, also while serving. */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { Account } from '@pasar/shared/domain/account.ts'
import { parsePhone } from '@pasar/shared/domain/phone.ts'
import { newCode } from '../auth/code.ts'
import { processConfig } from '../config.ts'
import { openDatabase } from '../store/database.ts'
import { Meta } from '../store/meta.ts'
import { People } from '../store/people.ts'
import { Rows } from '../store/rows.ts'
import { runCommand } from './command.ts'

runCommand(() => {
  const [who] = process.argv.slice(2)
  const { databaseFile, codeAgeMsMax } = processConfig()
  if (!who) throw new Error('Name the person: node server/commands/code.ts <account id or phone>')
  if (!existsSync(databaseFile)) throw new Error(`There is no database at ${databaseFile}.`)
  const db = openDatabase(databaseFile)
  const found = accountsOf(new Rows(db), who)
  const [account] = found
  if (!account) throw new Error('There is no such person here.')
  if (found.length > 1) {
    const ids = found.map((one) => `  ${one.id}  ${one.name}`)
    throw new Error(['Several people have that phone; name one by its id:', ...ids].join('\n'))
  }
  const issued = newCode(
    { people: new People(db), meta: new Meta(db) },
    {
      account: account.id,
      issuedBy: 'office',
      at: Date.now(),
      ageMs: codeAgeMsMax,
      random: randomBytes,
    },
  )
  db.close()
  return `${issued.code}  ${account.name}, good until ${new Date(issued.expiresAt).toISOString()}`
})

function accountsOf(rows: Rows, who: string): Account[] {
  const phone = parsePhone(who)
  const accounts = rows.rowsOfKind('account').filter((row) => row.kind === 'account')
  return accounts.filter((one) => one.id === who || (phone.ok && one.phone === phone.value))
}
