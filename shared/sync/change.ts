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
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value)
    case 'number':
      return Number.isFinite(value) ? `${value}` : 'null'
    case 'boolean':
      return value ? 'true' : 'false'
    case 'object':
      if (value === null) return 'null'
      return Array.isArray(value) ? `[${value.map(canonicalJson).join(',')}]` : ofMembers(value)
    default:
      return 'null'
  }
}

function ofMembers(value: object): string {
  const members = value as { readonly [name: string]: unknown } // typeof said object, and it is no array
  let text = ''
  for (const name of Object.keys(members).sort()) {
    const member = members[name]
    if (member === undefined) continue
    text += `${text === '' ? '' : ','}${quoted(name)}:${canonicalJson(member)}`
  }
  return `{${text}}`
}

/** Field names as JSON texts: a catalogue's checksum quotes 15 names 8,000 times over. */
const QUOTED = new Map<string, string>()
const QUOTED_MAX = 1_000

function quoted(name: string): string {
  const known = QUOTED.get(name)
  if (known !== undefined) return known
  const text = JSON.stringify(name)
  if (QUOTED.size < QUOTED_MAX) QUOTED.set(name, text)
  return text
}
