import { readFileSync } from 'node:fs'

/** How often it is asked whether the launcher still lives. */
const ASK_MS = 1_000

/**
 * Calls `stop` when one of the commands between the person and this process is gone.
 *
 *   npx → sh → pnpm → sh → node (this process)
 *
 * Whoever stops `npx pnpm start` sends SIGTERM to npx, and the signal ends at the first shell: the
 * server would go on with nobody who knows of it, and hold its port. Only Linux tells (/proc);
 * elsewhere, and under a service manager, which signals every process, nothing is watched.
 */
export function stopWithLauncher(stop: () => void): void {
  const launchers = launchersOf(process.ppid)
  if (launchers.length === 0) return
  const timer = setInterval(() => {
    if (launchers.every(isAlive)) return
    clearInterval(timer)
    stop()
  }, ASK_MS)
  timer.unref()
}

/** The ancestors from this process up to the topmost npm, npx or pnpm; above that is the person. */
function launchersOf(parent: number): number[] {
  const ancestors: { readonly pid: number; readonly command: string }[] = []
  for (let pid = parent; pid > 1; pid = parentOf(pid)) {
    ancestors.push({ pid, command: read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ') })
  }
  const top = ancestors.findLastIndex(({ command }) => /(^|[\s/])(npm|npx|pnpm)\b/.test(command))
  return ancestors.slice(0, top + 1).map(({ pid }) => pid)
}

/** What follows the name in /proc/<pid>/stat: the state, the parent, and more. */
const statOf = (pid: number): string[] =>
  read(`/proc/${pid}/stat`)
    .replace(/^.*\) /s, '')
    .split(' ')

const parentOf = (pid: number): number => Number(statOf(pid)[1] ?? 0)

/** A process that ended and was not yet waited for is still listed, as a zombie. */
const isAlive = (pid: number): boolean => !['', 'Z', 'X'].includes(statOf(pid)[0] ?? '')

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    // No /proc on this system, or the process is gone: both read as nothing.
    return ''
  }
}
