/** `pnpm test`: everything, from the format to real browsers; the last line counts all of it. */
import { CHECK, SYNC } from './check-steps.ts'
import { haveBrowser } from './e2e/browser.ts'
import { type Step, close, runStep, runTogether, sum } from './steps.ts'

const UNIT: Step = {
  name: 'unit',
  tool: 'vitest',
  args: ['run', '--project=shared', '--project=server', '--project=web'],
  counts: 'vitest',
}
const BUILD: Step = {
  name: 'build',
  tool: 'node',
  args: ['server/deploy/build.ts'],
  counts: 'exit',
}
const SIMULATION: Step = {
  name: 'simulation',
  tool: 'node',
  args: ['tests/sim/main.ts'],
  counts: 'line',
}
const BROWSERS: Step = {
  name: 'end to end',
  tool: 'playwright',
  args: ['test', '--config=tests/playwright.config.ts'],
  counts: 'playwright',
}

haveBrowser()
const counts = [await runTogether([SYNC]), await runTogether(CHECK)]
for (const step of [UNIT, BUILD, SIMULATION, BROWSERS]) counts.push(await runStep(step))
close(sum(counts))
