/** Composition root: config → store → app → listen. Serves on import; stops on SIGTERM, SIGINT. */
import { randomBytes } from 'node:crypto'
import { appVersion } from './deploy/version.ts'
import { BadSetting, processConfig } from './config.ts'
import { type Serving, builtApp, serve } from './serve.ts'
import { isStorageFault } from './store/database.ts'
import { DatabaseInUse } from './store/lock.ts'
import { NewerDatabase } from './store/migrate.ts'

const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

try {
  const serving = await serve({
    config: processConfig(),
    webDir: builtApp(),
    version: appVersion(),
    now: Date.now,
    random: randomBytes,
    die: () => process.kill(process.pid, 'SIGKILL'),
    print,
  })
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void stopped(serving))
  }
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`)
  process.exit(1)
}

async function stopped(serving: Serving): Promise<void> {
  await serving.stop()
  process.exit(0)
}

/** What an operator can act on is a sentence; everything else is a fault with its trace. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const isPlain =
    error instanceof BadSetting || error instanceof DatabaseInUse || error instanceof NewerDatabase
  if (isPlain) return error.message
  if (isStorageFault(error)) {
    return [
      `The database cannot be used: ${error.message}.`,
      'Is the disk full? A damaged one is replaced by: node server/commands/restore.ts <backup>',
    ].join('\n')
  }
  if ('code' in error && error.code === 'EADDRINUSE') {
    return 'The port is taken by another program: choose another one with PORT.'
  }
  return error.stack ?? error.message
}
