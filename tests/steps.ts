import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '..')
const REPORTS = join(ROOT, 'test-results/reports')

/** How many tests a step holds: a step that is one question (formatting, types) counts as one. */
export type Count = { readonly passed: number; readonly failed: number }

export type Step = {
  readonly name: string
  /** A tool of node_modules/.bin, or `node`. */
  readonly tool: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Who counts: the tool's JSON report, its last line `N passed, N failed`, or its exit code. */
  readonly counts: 'vitest' | 'playwright' | 'line' | 'exit'
}

type Ended = { readonly status: number; readonly output: string; readonly seconds: number }

/** Runs steps at once and prints each one's output when it ends, so that they do not mix. */
export async function runTogether(steps: readonly Step[]): Promise<Count> {
  const counts = await Promise.all(
    steps.map(async (step) => {
      const ended = await execute(step, false)
      return told(step, ended, true)
    }),
  )
  return sum(counts)
}

/** Runs one step with its output as it comes. */
export async function runStep(step: Step): Promise<Count> {
  console.log(`\n── ${step.name}`)
  const ended = await execute(step, true)
  return told(step, ended, false)
}

export const sum = (counts: readonly Count[]): Count => ({
  passed: counts.reduce((total, count) => total + count.passed, 0),
  failed: counts.reduce((total, count) => total + count.failed, 0),
})

/** Prints the closing line that a person and a machine read alike, and sets the exit code. */
export function close(count: Count): void {
  console.log(`\n${count.passed} passed, ${count.failed} failed`)
  process.exitCode = count.failed > 0 || count.passed === 0 ? 1 : 0
}

function told(step: Step, ended: Ended, isBuffered: boolean): Count {
  const count = counted(step, ended)
  const verdict = count.failed > 0 ? 'FAILED' : 'ok'
  if (isBuffered && count.failed > 0) console.log(`\n── ${step.name}\n${ended.output.trimEnd()}`)
  const tests = step.counts === 'exit' ? '' : `, ${count.passed} passed, ${count.failed} failed`
  console.log(`${verdict.padEnd(6)} ${step.name} (${ended.seconds.toFixed(1)} s${tests})`)
  return count
}

function execute(step: Step, isStreamed: boolean): Promise<Ended> {
  const started = process.hrtime.bigint()
  mkdirSync(REPORTS, { recursive: true })
  rmSync(reportOf(step), { force: true })
  return new Promise((resolve) => {
    const tool =
      step.tool === 'node' ? process.execPath : join(ROOT, 'node_modules/.bin', step.tool)
    const child = spawn(tool, [...step.args, ...reporters(step)], {
      cwd: ROOT,
      env: { ...process.env, NO_COLOR: '1', ...step.env, ...reportEnv(step) },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    })
    let output = ''
    const take = (text: string): void => {
      output += text
      if (isStreamed) process.stdout.write(text)
    }
    child.stdout.setEncoding('utf8').on('data', take)
    child.stderr.setEncoding('utf8').on('data', take)
    child.on('error', (error) => take(`${error.message}\n`))
    child.on('close', (code) =>
      resolve({
        status: code ?? 1,
        output,
        seconds: Number(process.hrtime.bigint() - started) / 1e9,
      }),
    )
  })
}

const reportOf = (step: Step): string => join(REPORTS, `${step.name.replaceAll(/\W+/g, '-')}.json`)

function reporters(step: Step): string[] {
  if (step.counts !== 'vitest') return []
  return ['--reporter=default', '--reporter=json', `--outputFile.json=${reportOf(step)}`]
}

function reportEnv(step: Step): Record<string, string> {
  return step.counts === 'playwright' ? { PLAYWRIGHT_JSON_OUTPUT_FILE: reportOf(step) } : {}
}

/** A tool that fails without a failed test (it crashed, or ran none) counts as one failure. */
function counted(step: Step, ended: Ended): Count {
  const count = read(step, ended)
  const isSilent = ended.status !== 0 || count.passed === 0
  return isSilent && count.failed === 0 ? { ...count, failed: 1 } : count
}

function read(step: Step, ended: Ended): Count {
  if (step.counts === 'exit') return { passed: ended.status === 0 ? 1 : 0, failed: 0 }
  if (step.counts === 'line') {
    const lines = [...ended.output.matchAll(/^(\d+) passed, (\d+) failed$/gm)]
    const [, passed = '0', failed = '0'] = lines.at(-1) ?? []
    return { passed: Number(passed), failed: Number(failed) }
  }
  if (!existsSync(reportOf(step))) return { passed: 0, failed: 0 }
  const report: Report = JSON.parse(readFileSync(reportOf(step), 'utf8'))
  if (report.stats === undefined) {
    return { passed: report.numPassedTests ?? 0, failed: report.numFailedTests ?? 0 }
  }
  return { passed: report.stats.expected, failed: report.stats.unexpected + report.stats.flaky }
}

/** The few fields read here of Vitest's report and of Playwright's (the one with `stats`). */
type Report = {
  readonly numPassedTests?: number
  readonly numFailedTests?: number
  readonly stats?: {
    readonly expected: number
    readonly unexpected: number
    readonly flaky: number
  }
}
