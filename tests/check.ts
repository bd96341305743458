/** `pnpm check`: format, lint, types and tidy, in seconds. */
import { CHECK, SYNC } from './check-steps.ts'
import { close, runTogether, sum } from './steps.ts'

const generated = await runTogether([SYNC])
const checked = await runTogether(CHECK)
close(sum([generated, checked]))
