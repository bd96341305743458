/** `node server/commands/seed.ts <file>`: loads a list of intents, while the server is stopped. */
import { mkdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { processConfig } from '../config.ts'
import { readSeedFile } from '../load/read.ts'
import { runSeed } from '../load/run.ts'
import { openStore } from '../store/open.ts'

/** More refusals than this are counted, not listed. */
const LISTED_MAX = 20

try {
  const [file] = process.argv.slice(2)
  if (!file) throw new Error('Name the list to load: node server/commands/seed.ts <file.json>')
  await load(resolve(file))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}

async function load(file: string): Promise<void> {
  const read = readSeedFile(readFileSync(file, 'utf8'))
  if (!read.ok) throw new Error(`${file} is no list of intents (${read.why}).`)
  const { dataDir, databaseFile } = processConfig()
  mkdirSync(dataDir, { recursive: true })
  const store = openStore({ file: databaseFile, now: Date.now })
  try {
    const { applied, known, refused } = await runSeed(store, read.value)
    process.stdout.write(`${applied} loaded, ${known} known already, ${refused.length} refused.\n`)
    for (const { id, why } of refused.slice(0, LISTED_MAX)) {
      process.stderr.write(`  refused (${why}): ${id}\n`)
    }
    if (refused.length > 0) process.exitCode = 1
  } finally {
    await store.close()
  }
}
