/** Runs a command for an operator: prints its answer, or the reason and exit status 1. */
export function runCommand(work: () => string): void {
  try {
    process.stdout.write(`${work()}\n`)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
