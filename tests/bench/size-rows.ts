import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { SYNTAX } from '@pasar/server/deploy/syntax.ts'
import { build } from 'vite'
import { type BenchRow, kilobytes } from './table.ts'

/** What the replica brings along and is counted elsewhere, or not at all, by the design's row. */
const BESIDE = [/^dexie/, /^valibot/, /shared\/mutations\//, /shared\/domain\//]

/** The sync code on top of Dexie: store, intents and sync in one bundle, without a screen. */
export async function sizeRows(): Promise<readonly BenchRow[]> {
  const replica = await bundledBytes(
    `export * from '@pasar/web/store/db.ts'
     export * from '@pasar/web/store/follow.ts'
     export * from '@pasar/web/intents/mutate.ts'
     export * from '@pasar/web/sync/loop.ts'
     export * from '@pasar/web/sync/transport.ts'`,
  )
  const dexie = await bundledBytes(`export { Dexie, liveQuery } from 'dexie'`, [])
  return [
    {
      what: 'sync code on top of Dexie, gz (store, intents, sync, wire formats)',
      measured: kilobytes(replica),
      bar: '<= 12 KB',
      lowerBound: `${kilobytes(dexie)}: Dexie itself`,
      isWithin: replica <= 12_000,
    },
  ]
}

async function bundledBytes(source: string, external: readonly RegExp[] = BESIDE): Promise<number> {
  const dir = mkdtempSync(join(import.meta.dirname, '.size-'))
  const out = mkdtempSync(join(tmpdir(), 'pasar-size-'))
  try {
    writeFileSync(join(dir, 'entry.ts'), source)
    await build({
      configFile: false,
      logLevel: 'warn',
      build: {
        outDir: out,
        emptyOutDir: true,
        target: SYNTAX,
        minify: true,
        rolldownOptions: {
          // No library: Vite would leave the blanks in, for whoever bundles it next.
          input: join(dir, 'entry.ts'),
          preserveEntrySignatures: 'strict',
          external: [...external],
          // valibot marks its functions as free of effects, which cannot be seen from outside of it.
          treeshake: { manualPureFunctions: ['v'] },
          // What lies beside is named as shortly as the app's own files name each other.
          output: { codeSplitting: false, entryFileNames: 'out.js', paths: (id) => basename(id) },
        },
      },
    })
    return gzipSync(readFileSync(join(out, 'out.js')), { level: 9 }).length
  } finally {
    rmSync(dir, { recursive: true, force: true })
    rmSync(out, { recursive: true, force: true })
  }
}
