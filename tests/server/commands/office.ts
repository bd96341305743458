import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Store, openStore } from '@pasar/server/store/open.ts'
import { MORNING, seedMarket } from '../installation.ts'

/** A folder with a database that a server holds open, as an operator finds it. */
export async function aServedFolder(): Promise<{ dataDir: string; store: Store }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'pasar-'))
  const store = openStore({ file: join(dataDir, 'pasar.db'), now: () => MORNING })
  await seedMarket(store)
  return { dataDir, store }
}

/** Runs a command of server/commands as an operator does. */
export function command(
  name: string,
  args: readonly string[],
  dataDir: string,
): Promise<{ status: number | null; said: string }> {
  const file = join(import.meta.dirname, '../../../server/commands', `${name}.ts`)
  const child = spawn(process.execPath, [file, ...args], {
    env: { PATH: process.env['PATH'], DATA_DIR: dataDir },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said += String(chunk)
    })
  }
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, said })))
}
