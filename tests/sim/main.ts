/**
 * `pnpm sim [--seeds 300] [--from 1] [--deeds 200] [--jobs 2]`, `pnpm sim --seed 4711 [--trace]`,
 * `pnpm sim --sabotage [--only part-of-a-name]`. Prints every seed that fails, how often each fault
 * fired and mattered, and at last `N passed, N failed`.
 */
import { runAll } from './crew.ts'
import { printFaults, silentFaults, summaryOf } from './report.ts'
import { type SeedReport, type SeedRun, runSeed } from './run-seed.ts'
import { runSabotage } from './sabotage.ts'
import { REGRESSIONS } from './seeds.ts'
import { type Settings, readSettings } from './settings.ts'
import { Tally } from './tally.ts'

/** Every so many seeds one is run twice, and once more with right clocks. */
const TWIN_EVERY = 20
/** In a longer world some page is full nearly always, and then there is nothing to compare. */
const CLOCK_DEEDS_MAX = 100
/** Seeds from which on every fault must have mattered. */
const FAULTS_DUE_SEEDS = 50
/** Broken lines that the test command tries; `--sabotage` tries all. */
const SABOTAGE_SLICE = ['undone oldest first', 'decides a repeated mutation again', 'vanishes']

async function main(settings: Settings): Promise<Tally> {
  const { jobs, only } = settings
  const tally = new Tally()
  if (settings.isSabotage) tally.add(await runSabotage({ jobs, names: only }))
  else if (settings.single !== null) await replayOne(settings, { seed: settings.single, tally })
  else if (settings.isClocked) await compareClocks(seedsOf(settings), { settings, tally })
  else await runMany(settings, tally)
  if (settings.isTest) tally.add(await runSabotage({ jobs, names: SABOTAGE_SLICE }))
  return tally
}

async function replayOne(
  { deeds, isTraced }: Settings,
  { seed, tally }: { seed: number; tally: Tally },
): Promise<void> {
  const trace = isTraced ? { trace: (line: string) => console.log(line) } : {}
  const report = await runSeed({ seed, deeds, clocks: 'jumping', ...trace })
  tally.count(report.error === null, `SEED=${seed} ${report.error}`)
  console.log(`${report.steps} steps, ${report.decided} decided, ${report.looks} looks`)
  console.log(`trace ${report.trace}`)
  printFaults([report])
}

async function runMany(settings: Settings, tally: Tally): Promise<void> {
  const { deeds, jobs, untilFirst, budgetMs } = settings
  const seeds = seedsOf(settings)
  const runs: SeedRun[] = seeds.map((seed) => ({ seed, deeds, clocks: 'jumping' }))
  for (const { seed, deeds: few } of REGRESSIONS) {
    if (!untilFirst) runs.unshift({ seed, deeds: few, clocks: 'jumping' })
  }
  const reports: SeedReport[] = []
  const begun = performance.now()
  await runAll(runs, {
    jobs,
    onReport: (report) => {
      reports.push(report)
      const isGood = tally.count(report.error === null, `SEED=${report.seed} ${report.error}`)
      const isTimeUp = budgetMs !== null && performance.now() - begun > budgetMs
      return isTimeUp || (untilFirst && !isGood) ? 'stop' : 'goOn'
    },
  })
  const seconds = (performance.now() - begun) / 1_000
  if (untilFirst) return
  if (reports.length < runs.length) {
    console.log(`time is up after ${reports.length} of ${runs.length} worlds`)
  }
  const lived = new Set(reports.map(({ seed }) => seed))
  const sampled = seeds.filter((seed, index) => index % TWIN_EVERY === 0 && lived.has(seed))
  const failed = reports.filter(({ error }) => error !== null).map(({ seed }) => seed)
  await compareAgain([...new Set([...sampled, ...failed])], { settings, reports, tally })
  await compareClocks(sampled, { settings, tally })
  printFaults(reports)
  if (seeds.length >= FAULTS_DUE_SEEDS) {
    for (const line of silentFaults(reports)) tally.count(false, line)
  }
  console.log(summaryOf(reports, seconds))
}

const seedsOf = ({ from, seeds }: Settings): number[] =>
  Array.from({ length: seeds }, (_, index) => from + index)

/** The same seed is the same world, event by event. */
async function compareAgain(
  seeds: readonly number[],
  {
    settings: { deeds, jobs },
    reports,
    tally,
  }: { settings: Settings; reports: readonly SeedReport[]; tally: Tally },
): Promise<void> {
  // The last report of a seed: a regression may have lived through it with fewer deeds.
  const first = new Map(reports.map((report) => [report.seed, report.trace]))
  const runs = seeds.map((seed): SeedRun => ({ seed, deeds, clocks: 'jumping' }))
  await runAll(runs, {
    jobs,
    onReport: ({ seed, trace }) => {
      const isSame = first.get(seed) === trace
      tally.count(isSame, `SEED=${seed} runs differently the second time`)
      return 'goOn'
    },
  })
}

/** Wrong clocks come to the same rows as right ones (I7). */
async function compareClocks(
  seeds: readonly number[],
  { settings: { deeds, jobs, untilFirst }, tally }: { settings: Settings; tally: Tally },
): Promise<void> {
  const few = Math.min(deeds, CLOCK_DEEDS_MAX)
  const runs = seeds.flatMap((seed): SeedRun[] => [
    { seed, deeds: few, clocks: 'wrong' },
    { seed, deeds: few, clocks: 'right' },
  ])
  const others = new Map<number, SeedReport>()
  let compared = 0
  await runAll(runs, {
    jobs,
    onReport: (report, { seed, clocks }) => {
      let isGood = tally.count(
        report.error === null,
        `SEED=${seed} with ${clocks} clocks: ${report.error}`,
      )
      const other = others.get(seed)
      others.set(seed, report)
      const isPair = other !== undefined && !other.hasFullPage && !report.hasFullPage
      if (isPair && isGood) {
        compared++
        isGood = tally.count(
          other.rows === report.rows,
          `SEED=${seed} I7: other clocks, other rows`,
        )
      }
      return isGood || !untilFirst ? 'goOn' : 'stop'
    },
  })
  if (untilFirst || seeds.length === 0) return
  console.log(`${compared} of ${seeds.length} worlds compared with right and with wrong clocks`)
  tally.count(compared >= Math.floor(seeds.length / 3), `only ${compared} worlds compared (I7)`)
}

const tally = await main(readSettings(process.argv.slice(2)))
console.log(`${tally.passed} passed, ${tally.failed} failed`)
process.exitCode = tally.failed > 0 ? 1 : 0
