export type Regression = {
  readonly seed: number
  /** deeds of each phone */
  readonly deeds: number
  readonly found: string
}

/** Worlds that once went wrong, with what they found. They run first, for ever. */
export const REGRESSIONS: readonly Regression[] = [
  { seed: 111, deeds: 100, found: 'a long outbox lost its transaction in the middle of a replay' },
  { seed: 125, deeds: 100, found: 'the same, on a phone that had only been offline' },
  { seed: 120, deeds: 100, found: 'a doubted intent kept its h, and the server its rows' },
  {
    seed: 216,
    deeds: 100,
    found: 'of two tabs that open at once, one said nothing of a lost ledger',
  },
]
