/** One line of JSON per event, to the standard output. No names, phones, codes, tokens or bodies. */
export type Log = {
  info(event: string, facts?: Facts): void
  warn(event: string, facts?: Facts): void
  error(event: string, facts?: Facts): void
}
export type Facts = Readonly<Record<string, string | number | boolean | null | undefined>>

export const LOG_LEVELS = ['silent', 'error', 'warn', 'info'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** Writes events of `level` and above through `write`. */
export function createLog(level: LogLevel, write: (line: string) => void): Log {
  const most = LOG_LEVELS.indexOf(level)
  const at =
    (own: LogLevel) =>
    (event: string, facts: Facts = {}) => {
      if (LOG_LEVELS.indexOf(own) > most) return
      write(JSON.stringify({ level: own, event, ...facts }))
    }
  return { info: at('info'), warn: at('warn'), error: at('error') }
}

/** Logs nothing. */
export const silentLog: Log = createLog('silent', () => undefined)

/** An exception as facts: what it is and where it was thrown, without what it was thrown about. */
export function faultFacts(error: unknown): Facts {
  if (!(error instanceof Error)) return { fault: typeof error }
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '))
  return {
    fault: error.name,
    code: 'code' in error ? String(error.code) : null,
    where: frames.slice(0, 6).join(' ').replaceAll(/\s+/g, ' '),
  }
}
