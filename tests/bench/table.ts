/** One figure of the bench: what, how much, against which bar and against what lower bound. */
export type BenchRow = {
  readonly what: string
  readonly measured: string
  readonly bar: string
  /** what no program could beat on this link or machine, measured or computed in the same run */
  readonly lowerBound: string
  readonly isWithin: boolean
}

/** Times `act` in milliseconds. */
export async function timed<Value>(
  act: () => Promise<Value>,
): Promise<{ ms: number; value: Value }> {
  const start = performance.now()
  const value = await act()
  return { ms: performance.now() - start, value }
}

/** The q-quantile (0…1) of `values` by the nearest-rank method. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN
}

/** `1.2 KB` in thousands of bytes, as data plans count. */
export const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} KB`

/** `12 ms`, or seconds from 1 s on. */
export const duration = (ms: number): string =>
  ms >= 1000 ? `${(ms / 1000).toFixed(2)} s` : `${ms.toFixed(ms < 10 ? 1 : 0)} ms`

/** The rows as a table in Markdown, then how many are within their bars. */
export function printTable(rows: readonly BenchRow[]): string {
  const cells = rows.map((row) => [
    row.what,
    row.measured,
    row.bar,
    row.lowerBound,
    row.isWithin ? 'yes' : 'NO',
  ])
  const head = ['what', 'measured', 'bar', 'lower bound', 'within']
  const lines = [head, head.map(() => '---'), ...cells].map((line) => `| ${line.join(' | ')} |`)
  const within = rows.filter((row) => row.isWithin).length
  return `${lines.join('\n')}\n\n${within} of ${rows.length} rows within their bar`
}
