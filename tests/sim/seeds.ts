/** Worlds that once went wrong, with what they found. They run first, for ever. */
export const REGRESSIONS: readonly { readonly seed: number; readonly found: string }[] = [
  { seed: 111, found: 'a long outbox lost its transaction in the middle of a replay' },
  { seed: 125, found: 'the same, on a phone that had only been offline' },
]
