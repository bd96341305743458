import { FAULTS, type Fault } from './faults.ts'
import type { SeedReport } from './run-seed.ts'

/** How often each fault fired and mattered over these worlds. */
export function printFaults(reports: readonly SeedReport[]): void {
  console.log(lineOf('fault', 'fired', 'mattered'))
  for (const fault of Object.keys(FAULTS)) {
    const [fired, mattered] = [0, 1].map((place) =>
      reports.reduce((sum, { faults }) => sum + (faults[fault]?.[place] ?? 0), 0),
    )
    console.log(lineOf(fault, fired ?? 0, mattered ?? 0))
  }
}

/** One line for each fault that no world ever felt. */
export function silentFaults(reports: readonly SeedReport[]): string[] {
  const all = Object.keys(FAULTS) as Fault[] // the keys of FAULTS
  const silent = all.filter((fault) =>
    reports.every(({ faults }) => (faults[fault]?.[1] ?? 0) === 0),
  )
  return silent.map((fault) => `${fault} never mattered: ${FAULTS[fault]}`)
}

export function summaryOf(reports: readonly SeedReport[], seconds: number): string {
  const total = (of: (report: SeedReport) => number) =>
    reports.reduce((sum, report) => sum + of(report), 0)
  const decided = total((report) => report.decided)
  const looks = total((report) => report.looks)
  const rate = (reports.length / seconds).toFixed(2)
  return (
    `${reports.length} worlds, ${decided} mutations decided, ` +
    `${looks} looks after a pull, ${rate} seeds/s`
  )
}

const lineOf = (name: string, fired: string | number, mattered: string | number): string =>
  `${name.padEnd(20)} ${String(fired).padStart(8)} ${String(mattered).padStart(8)}`
