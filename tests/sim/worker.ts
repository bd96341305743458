import { type SeedRun, runSeed } from './run-seed.ts'

// Dexie aborts a signal with every transaction: the stack of each would be drawn for nobody.
Error.stackTraceLimit = 6

/** One core's part: lives through the worlds that its parent names, one after the other. */
process.on('message', (run: SeedRun) => {
  void runSeed(run).then((report) => process.send?.(report))
})
process.on('disconnect', () => process.exit(0))
