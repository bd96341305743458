import { build, isBuilt } from '@pasar/server/deploy/build.ts'
import { appRows } from './app-rows.ts'
import { dayRows } from './day-rows.ts'
import { replicaRows } from './replica-rows.ts'
import { serverRows } from './server-rows.ts'
import { sizeRows } from './size-rows.ts'
import { type BenchRow, printTable } from './table.ts'

/**
 * `pnpm bench [group …]`: measures the rows of the design's table on this machine, each beside its
 * bar and a plain lower bound of the same run. Exit code 1 where a row misses its bar.
 */
const GROUPS: Readonly<Record<string, () => Promise<readonly BenchRow[]>>> = {
  sizes: sizeRows,
  server: serverRows,
  replica: replicaRows,
  app: appRows,
  day: dayRows,
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !Object.hasOwn(GROUPS, name))
if (unknown.length > 0) {
  console.error(
    `No such group: ${unknown.join(', ')}. There are ${Object.keys(GROUPS).join(', ')}.`,
  )
  process.exit(2)
}
// Before all else: on a fresh clone the build also lays down the settings that every bundle reads.
if (!isBuilt()) build()
const rows: BenchRow[] = []
for (const [name, measure] of Object.entries(GROUPS)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  console.error(`measuring ${name} …`)
  rows.push(...(await measure()))
}
console.log(printTable(rows))
process.exit(rows.every((row) => row.isWithin) ? 0 : 1)
