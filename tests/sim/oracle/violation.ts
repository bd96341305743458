/** Something that must never be true was true. `rule` is an invariant of design.md, or a promise. */
export class Violation extends Error {
  override readonly name = 'Violation'
  readonly rule: string

  constructor(rule: string, message: string) {
    super(`${rule}: ${message}`)
    this.rule = rule
  }
}

export function demand(condition: unknown, rule: string, message: () => string): asserts condition {
  if (!condition) throw new Violation(rule, message())
}
