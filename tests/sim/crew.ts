import { fork } from 'node:child_process'
import type { SeedReport, SeedRun } from './run-seed.ts'

/** Runs `runs` on `jobs` cores, in order as far as there is one; reports as they come. `stop` drops what has not begun. */
export async function runAll(
  runs: readonly SeedRun[],
  {
    jobs,
    onReport,
  }: { jobs: number; onReport: (report: SeedReport, run: SeedRun) => 'goOn' | 'stop' },
): Promise<void> {
  const queue = [...runs]
  const work = (): Promise<void> =>
    new Promise((resolve, reject) => {
      // Most objects of a world die young: a large nursery saves a tenth of the time.
      const execArgv = ['--max-semi-space-size=64']
      const child = fork(new URL('./worker.ts', import.meta.url), { execArgv })
      let current: SeedRun | undefined
      const next = () => {
        current = queue.shift()
        if (current) child.send(current)
        else child.disconnect()
      }
      child.on('message', (report: SeedReport) => {
        if (current && onReport(report, current) === 'stop') queue.length = 0
        next()
      })
      child.on('error', reject)
      child.on('exit', (code) => {
        if (current) reject(new Error(`seed ${current.seed} ended its process with ${code}`))
        else resolve()
      })
      next()
    })
  await Promise.all(Array.from({ length: Math.min(jobs, runs.length) }, work))
}
