import type { Row, RowKey } from '../domain/row.ts'

/**
 * A row put or deleted, with what stood there before: reversible data. `before` is null where the
 * row was new, `after` is null where it is deleted.
 */
export type Change = {
  readonly key: RowKey
  readonly before: Row | null
  readonly after: Row | null
}

/** The change that undoes `change`. */
export const invert = (change: Change): Change => ({
  key: change.key,
  before: change.after,
  after: change.before,
})

/** Several changes of the same keys as one per key, in order of first appearance. */
export function squash(changes: readonly Change[]): readonly Change[] {
  const byKey = new Map<RowKey, Change>()
  for (const change of changes) {
    const earlier = byKey.get(change.key)
    byKey.set(change.key, earlier ? { ...change, before: earlier.before } : change)
  }
  return [...byKey.values()]
}

/** JSON with sorted keys and no `undefined`: equal rows give equal text on every machine. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const entries = Object.entries(value).filter(([, member]) => member !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${entries.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`
}
