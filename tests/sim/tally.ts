/** What held and what did not, as the last line counts it. */
export class Tally {
  passed = 0
  failed = 0

  /** Counts one; prints `line` where it did not hold. Gives back whether it did. */
  count(isGood: boolean, line: string): boolean {
    if (isGood) this.passed++
    else {
      this.failed++
      console.log(line)
    }
    return isGood
  }

  add({ passed, failed }: { readonly passed: number; readonly failed: number }): void {
    this.passed += passed
    this.failed += failed
  }
}
