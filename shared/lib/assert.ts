/** A broken promise of our own code: never caught to carry on, it fails the transaction. */
export class Bug extends Error {
  override readonly name = 'Bug'
}

/** Throws a {@link Bug} unless `condition` holds. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Bug(message)
}
