import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'

/** What one call of `pnpm sim` is asked for. */
export type Settings = {
  readonly from: number
  readonly seeds: number
  /** deeds of each of the five phones */
  readonly deeds: number
  readonly jobs: number
  /** one seed, with every event printed where `isTraced` */
  readonly single: number | null
  readonly isTraced: boolean
  readonly isSabotage: boolean
  /** true without any argument: what the test command runs */
  readonly isTest: boolean
  /** stop at the first seed that fails */
  readonly untilFirst: boolean
  /** no new seed begins after so many ms; null: no limit */
  readonly budgetMs: number | null
  /** every seed with wrong and with right clocks, and nothing else */
  readonly isClocked: boolean
  /** parts of names of sabotages, or null for all */
  readonly only: readonly string[] | null
}

const OPTIONS = {
  seeds: { type: 'string' },
  from: { type: 'string' },
  deeds: { type: 'string' },
  jobs: { type: 'string' },
  seed: { type: 'string' },
  trace: { type: 'boolean' },
  sabotage: { type: 'boolean' },
  'until-first': { type: 'boolean' },
  clocks: { type: 'boolean' },
  only: { type: 'string', multiple: true },
} as const

/** Seeds of the test command. */
const SEEDS = 300
const DEEDS = 200
/** The test command has 15 minutes on two cores for everything; an idle pair needs 5 for these. */
const TEST_BUDGET_MS = 360_000

export function readSettings(argv: readonly string[]): Settings {
  const { values } = parseArgs({ args: [...argv], options: OPTIONS })
  const numberOf = (text: string | undefined, usual: number): number => {
    const value = text === undefined ? usual : Number(text)
    if (!Number.isSafeInteger(value) || value < 1) throw new Error(`not a number of any: ${text}`)
    return value
  }
  return {
    from: numberOf(values.from, 1),
    seeds: numberOf(values.seeds, SEEDS),
    deeds: numberOf(values.deeds, DEEDS),
    jobs: numberOf(values.jobs, availableParallelism()),
    single: values.seed === undefined ? null : numberOf(values.seed, 1),
    isTraced: values.trace ?? false,
    isSabotage: values.sabotage ?? false,
    isTest: argv.length === 0,
    untilFirst: values['until-first'] ?? false,
    budgetMs: argv.length === 0 ? TEST_BUDGET_MS : null,
    isClocked: values.clocks ?? false,
    only: values.only ?? null,
  }
}
