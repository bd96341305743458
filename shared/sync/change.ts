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

/**
 * JSON with sorted keys and no `undefined`: equal values give equal text on every machine.
 * Where JSON has no word (`undefined`, NaN, infinities) it says `null`, as JSON.stringify does
 * within arrays; -0 is `0`. Members that are `undefined` do not exist.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object') return JSON.stringify(value)
  const members: { readonly [name: string]: unknown } = { ...value }
  let text = ''
  for (const name of Object.keys(members).sort()) {
    const member = members[name]
    if (member === undefined) continue
    text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${canonicalJson(member)}`
  }
  return `{${text}}`
}
