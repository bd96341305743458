/** Named places in the write path at which a crash test may kill the process. */
export const FAILPOINTS = ['before-begin', 'before-commit', 'after-commit', 'in-migration'] as const
export type FailpointName = (typeof FAILPOINTS)[number]

/** Called when the write path passes `name`. */
export type Failpoint = (name: FailpointName) => void

/** Passes all places. */
export const noFailpoint: Failpoint = () => undefined

/**
 * Calls `die` the n-th time that a place is passed; `text` is `<name>:<n>`, n from 1. Null for a
 * text that names no place.
 */
export function failpointFrom(text: string, die: () => void): Failpoint | null {
  const [given, nth = ''] = text.split(':')
  const name = FAILPOINTS.find((one) => one === given)
  if (!name || !/^[1-9]\d{0,5}$/.test(nth)) return null
  let passed = 0
  return (at) => {
    if (at === name && ++passed === Number(nth)) die()
  }
}
