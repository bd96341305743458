/** Rows of digits that everybody tries first. */
const RUNS = ['0123456789', '9876543210']

/** Why a PIN cannot be used: not six digits, or one that everybody tries first; null if it can. */
export function pinProblem(pin: string): 'pinNotSix' | 'pinTooEasy' | null {
  if (!/^[0-9]{6}$/.test(pin)) return 'pinNotSix'
  const isOneDigit = new Set(pin).size === 1
  return isOneDigit || RUNS.some((run) => run.includes(pin)) ? 'pinTooEasy' : null
}
