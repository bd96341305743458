/**
 * An expected "no": a value, never an exception. `why` comes from a closed union of the function
 * that returns it; screens turn it into words through one table of messages.
 */
export type Refusal<Why extends string> = { readonly ok: false; readonly why: Why }

/** A value, or an expected refusal. */
export type Result<Value, Why extends string> =
  { readonly ok: true; readonly value: Value } | Refusal<Why>

/** Wraps a value as accepted. */
export const ok = <Value>(value: Value): { readonly ok: true; readonly value: Value } => ({
  ok: true,
  value,
})

/** Makes a refusal with its reason. */
export const refuse = <const Why extends string>(why: Why): Refusal<Why> => ({ ok: false, why })
