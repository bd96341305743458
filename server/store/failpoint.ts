/** Named places in the write path at which a crash test may kill the process. */
export const FAILPOINTS = ['before-begin', 'before-commit', 'after-commit', 'in-migration'] as const
export type FailpointName = (typeof FAILPOINTS)[number]

/** Called when the write path passes `name`. */
export type Failpoint = (name: FailpointName) => void

/** Passes all places. */
export const noFailpoint: Failpoint = () => undefined

/** Calls `die` the n-th time that `name` is passed, n from 1. */
export function failpointAt({ name, nth }: { name: FailpointName; nth: number }, die: () => void) {
  let passed = 0
  return (at: FailpointName): void => {
    if (at === name && ++passed === nth) die()
  }
}
