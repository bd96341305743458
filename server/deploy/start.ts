/** What `pnpm start` and `pnpm serve` run: the app is built if its sources changed, then served. */
import { build, isBuilt } from './build.ts'

if (!isBuilt()) {
  console.log('Building the app (first start, or its sources changed) …')
  build()
}
// In this same process, so that a signal sent to it reaches the server and nothing in between.
await import('../main.ts')
