/**
 * What `pnpm start` (with `--demo`) and `pnpm serve` run: the app is built if its sources changed,
 * then served.
 */
import { build, isBuilt } from './build.ts'
import { stopWithLauncher } from './launcher.ts'

if (!isBuilt()) {
  console.log('Building the app (first start, or its sources changed) …')
  build()
}
// Here and not in the script's line: `DEMO=1 node …` is no command on Windows.
if (process.argv.includes('--demo')) process.env['DEMO'] ??= '1'
// In this same process, so that a signal sent to it reaches the server and nothing in between.
await import('../main.ts')
stopWithLauncher(() => process.kill(process.pid, 'SIGTERM'))
