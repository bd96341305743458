import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** The repository's root, wherever the process was started. */
export const ROOT = join(import.meta.dirname, '../..')

/** What the built app is made of: anything else may change without a new build. */
const SOURCES = ['web', 'shared', 'vite.config.ts', 'pnpm-lock.yaml', 'package.json']

/**
 * Names the app's version by the content of its sources: 12 hexadecimal digits, the same for the
 * same sources on every machine, with or without a git history.
 */
export function appVersion(): string {
  const hash = createHash('sha256')
  for (const file of SOURCES.flatMap(filesUnder)) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(ROOT, file)))
      .update('\0')
  }
  return hash.digest('hex').slice(0, 12)
}

function filesUnder(path: string): string[] {
  const absolute = join(ROOT, path)
  if (!existsSync(absolute)) return []
  if (statSync(absolute).isFile()) return [path]
  return readdirSync(absolute)
    .filter((name) => name !== 'node_modules')
    .sort()
    .flatMap((name) => filesUnder(`${path}/${name}`))
}
