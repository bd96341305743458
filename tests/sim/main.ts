/**
 * `pnpm sim [--seeds 300] [--from 1] [--deeds 200] [--jobs 2]`, `pnpm sim --seed 4711 [--trace]`,
 * `pnpm sim --sabotage`. Prints every seed that fails, how often each fault fired and mattered, and
 * at last `N passed, N failed`.
 */
import { runAll } from './crew.ts'
import { FAULTS, type Fault } from './faults.ts'
import { type SeedReport, type SeedRun, runSeed } from './run-seed.ts'
import { runSabotage } from './sabotage.ts'
import { REGRESSIONS } from './seeds.ts'
import { type Settings, readSettings } from './settings.ts'

/** Every so many seeds one is run twice: same trace, and with right clocks: same rows (I7). */
const TWIN_EVERY = 15

type Tally = { passed: number; failed: number }

async function main(settings: Settings): Promise<Tally> {
  if (settings.isSabotage) return runSabotage({ jobs: settings.jobs, names: null })
  if (settings.single !== null) return replayOne(settings, settings.single)
  return runMany(settings)
}

async function replayOne({ deeds, isTraced }: Settings, seed: number): Promise<Tally> {
  const trace = isTraced ? { trace: (line: string) => console.log(line) } : {}
  const report = await runSeed({ seed, deeds, clocks: 'jumping', ...trace })
  console.log(`SEED=${seed} ${report.error ?? 'ok'}`)
  console.log(`${report.steps} steps, ${report.decided} decided, ${report.looks} looks`)
  console.log(`trace ${report.trace}`)
  printFaults([report])
  return report.error === null ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

async function runMany(settings: Settings): Promise<Tally> {
  const { from, seeds, deeds, jobs } = settings
  const runs: SeedRun[] = REGRESSIONS.map(({ seed }) => ({ seed, deeds: 100, clocks: 'jumping' }))
  for (let seed = from; seed < from + seeds; seed++) runs.push({ seed, deeds, clocks: 'jumping' })
  const reports: SeedReport[] = []
  const tally = { passed: 0, failed: 0 }
  const count = (isGood: boolean, line: string) => {
    if (isGood) tally.passed++
    else {
      tally.failed++
      console.log(line)
    }
  }
  const begun = performance.now()
  await runAll(runs, {
    jobs,
    onReport: (report) => {
      reports.push(report)
      count(report.error === null, `SEED=${report.seed} ${report.error}`)
    },
  })
  const seconds = (performance.now() - begun) / 1_000
  await compareTwins(reports, { settings, count })
  printFaults(reports)
  if (seeds >= 50) {
    for (const fault of silentFaults(reports)) {
      count(false, `${fault} never mattered: ${FAULTS[fault]}`)
    }
  }
  console.log(summaryOf(reports, seconds))
  return tally
}

/** A seed that fails must fail again in the same way; clocks must not matter. */
async function compareTwins(
  reports: readonly SeedReport[],
  { settings, count }: { settings: Settings; count: (isGood: boolean, line: string) => void },
): Promise<void> {
  const { deeds, jobs, from, seeds } = settings
  const byRun = new Map(reports.map((report) => [report.seed, report]))
  const again: SeedRun[] = []
  const clocked: SeedRun[] = []
  for (let seed = from; seed < from + seeds; seed++) {
    const isSampled = (seed - from) % TWIN_EVERY === 0
    if (isSampled || byRun.get(seed)?.error) again.push({ seed, deeds, clocks: 'jumping' })
    if (!isSampled) continue
    clocked.push({ seed, deeds, clocks: 'steady' }, { seed, deeds, clocks: 'right' })
  }
  const rows = new Map<number, number>()
  await runAll([...again, ...clocked], {
    jobs,
    onReport: (report, { seed, clocks }) => {
      if (clocks === 'jumping') {
        const isSame = byRun.get(seed)?.trace === report.trace
        return count(isSame, `SEED=${seed} runs differently the second time`)
      }
      count(report.error === null, `SEED=${seed} with ${clocks} clocks: ${report.error}`)
      const other = rows.get(seed)
      rows.set(seed, report.rows)
      if (other === undefined) return
      count(other === report.rows, `SEED=${seed} I7: other clocks, other rows`)
    },
  })
}

function silentFaults(reports: readonly SeedReport[]): Fault[] {
  const all = Object.keys(FAULTS) as Fault[] // the keys of FAULTS
  return all.filter((fault) => reports.every(({ faults }) => (faults[fault]?.[1] ?? 0) === 0))
}

function printFaults(reports: readonly SeedReport[]): void {
  console.log(`${'fault'.padEnd(20)} ${'fired'.padStart(8)} ${'mattered'.padStart(8)}`)
  for (const fault of Object.keys(FAULTS)) {
    const fired = reports.reduce((sum, { faults }) => sum + (faults[fault]?.[0] ?? 0), 0)
    const mattered = reports.reduce((sum, { faults }) => sum + (faults[fault]?.[1] ?? 0), 0)
    console.log(`${fault.padEnd(20)} ${String(fired).padStart(8)} ${String(mattered).padStart(8)}`)
  }
}

function summaryOf(reports: readonly SeedReport[], seconds: number): string {
  const total = (of: (report: SeedReport) => number) =>
    reports.reduce((sum, report) => sum + of(report), 0)
  const decided = total((report) => report.decided)
  const looks = total((report) => report.looks)
  const rate = (reports.length / seconds).toFixed(2)
  return `${reports.length} worlds, ${decided} mutations decided, ${looks} looks after a pull, ${rate} seeds/s`
}

const { passed, failed } = await main(readSettings(process.argv.slice(2)))
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
