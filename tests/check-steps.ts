import type { Step } from './steps.ts'

/** Kit generates the types of the routes; every later step reads them. */
export const SYNC: Step = {
  name: 'generated types',
  tool: 'svelte-kit',
  args: ['sync'],
  counts: 'exit',
}

const CACHE = 'node_modules/.cache'

/** TypeScript 7 beside the 6 that Kit and svelte-check need: it checks in a fraction of the time. */
const TSC = 'node_modules/@typescript/native/bin/tsc'

const types = (of: string, project: string): Step => ({
  name: `types of ${of}`,
  tool: 'node',
  args: [TSC, '-p', project],
  counts: 'exit',
})

/** Rules that need types; planted.test.ts runs the same line over a planted tree. */
export const PROMISES = [
  '--type-aware',
  '--allow=all',
  '--deny=typescript/no-floating-promises',
  '--deny=typescript/no-misused-promises',
]

/** What `pnpm check` asks: format, lint, types, tidy. */
export const CHECK: readonly Step[] = [
  {
    name: 'format',
    tool: 'prettier',
    args: [
      '--check',
      '--log-level=warn',
      '--cache',
      `--cache-location=${CACHE}/prettier-check.json`,
      '.',
    ],
    counts: 'exit',
  },
  {
    name: 'lint',
    tool: 'oxlint',
    args: [
      '-c',
      'tests/tidy/oxlint.config.ts',
      '--format=unix',
      'shared',
      'server',
      'web',
      'tests',
      'vite.config.ts',
    ],
    counts: 'exit',
  },
  {
    name: 'lint of promises',
    tool: 'oxlint',
    args: [...PROMISES, '--format=unix', 'shared', 'server', 'web', 'tests'],
    counts: 'exit',
  },
  {
    name: 'lint of .svelte',
    tool: 'eslint',
    args: [
      '--config=tests/eslint.config.js',
      '--max-warnings=0',
      '--cache',
      `--cache-location=${CACHE}/eslint.json`,
      'web',
    ],
    counts: 'exit',
  },
  {
    name: 'types of web',
    tool: 'svelte-check',
    args: ['--tsconfig', 'tsconfig.json', '--output=human', '--fail-on-warnings'],
    counts: 'exit',
  },
  types('the service worker', 'web/service-worker'),
  types('shared', 'shared'),
  types('server', 'server'),
  types('tests', 'tests'),
  { name: 'tidy', tool: 'vitest', args: ['run', '--project=tidy'], counts: 'vitest' },
]
