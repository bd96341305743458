import type { Row, RowKey } from '@pasar/shared/domain/row.ts'
import { canonicalJson, type Change, invert, squash } from '@pasar/shared/sync/change.ts'
import { describe, expect, test } from 'vitest'
import { aCommodityRow, drawFrom } from '../../fixtures/catalogue.ts'

describe('canonical JSON', () => {
  test('sorts keys by code unit at every depth', () => {
    expect(
      canonicalJson({ b: 1, a: { d: [{ z: 1, y: 2 }], c: null }, B: 2, é: 3, 10: 4, 9: 5 }),
    ).toBe('{"10":4,"9":5,"B":2,"a":{"c":null,"d":[{"y":2,"z":1}]},"b":1,"é":3}')
  })

  test('is the same text whatever the order in which fields were set', () => {
    expect(canonicalJson({ a: 1, b: [1, 2] })).toBe(canonicalJson({ b: [1, 2], a: 1 }))
    expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]))
  })

  test('drops undefined members and says null where an array has a hole', () => {
    expect(canonicalJson({ a: undefined, b: 1, c: undefined })).toBe('{"b":1}')
    expect(canonicalJson([undefined, 1, undefined])).toBe('[null,1,null]')
    expect(canonicalJson(undefined)).toBe('null')
    expect(canonicalJson({ a: [undefined] })).toBe('{"a":[null]}')
  })

  test('writes numbers as JSON does', () => {
    expect(canonicalJson([0, -0, 1.5, -2, 1e21, 2 ** 53, 1e-7, NaN, Infinity])).toBe(
      '[0,0,1.5,-2,1e+21,9007199254740992,1e-7,null,null]',
    )
  })

  test('keeps every text apart, lone surrogates and controls included', () => {
    expect(canonicalJson(['"', '\\', '\n', '\u2028', '🌶️', '\ud83c', 'ꦥ'])).toBe(
      '["\\"","\\\\","\\n","\u2028","🌶️","\\ud83c","ꦥ"]',
    )
    expect(canonicalJson('e\u0301')).not.toBe(canonicalJson('\u00e9'))
  })

  test('parses back to the value', () => {
    const value = { a: [1, 'x', null, true, { b: {} }], ['__proto__']: 5, c: '' }
    expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
    expect(canonicalJson(value)).toContain('"__proto__":5')
  })
})

type Store = ReadonlyMap<RowKey, Row>

function applied(store: Store, changes: readonly Change[]): Store {
  const next = new Map(store)
  for (const { key, after } of changes) {
    if (after) next.set(key, after)
    else next.delete(key)
  }
  return next
}

/** A random walk over few keys: puts and deletes, each with what truly stood before. */
function walk(seed: number): { readonly start: Store; readonly changes: readonly Change[] } {
  const draw = drawFrom(seed)
  const keys: RowKey[] = ['commodity/a', 'commodity/b', 'commodity/c', 'commodity/d']
  const start = new Map<RowKey, Row>([['commodity/a', aCommodityRow('a', 'start')]])
  let store: Store = start
  const changes: Change[] = []
  for (let step = 0; step < 12; step++) {
    const key = keys[draw(keys.length)]!
    const after = draw(3) === 0 ? null : aCommodityRow(key.slice(10), `step ${step}`)
    const change = { key, before: store.get(key) ?? null, after }
    changes.push(change)
    store = applied(store, [change])
  }
  return { start, changes }
}

const SEEDS = Array.from({ length: 200 }, (_, index) => index + 1)

describe('changes', () => {
  test('invert twice is the change itself', () => {
    for (const seed of SEEDS) {
      for (const change of walk(seed).changes) expect(invert(invert(change))).toEqual(change)
    }
  })

  test('undone in reverse order lead back to where they began', () => {
    for (const seed of SEEDS) {
      const { start, changes } = walk(seed)
      const undo = [...changes].reverse().map(invert)
      expect(applied(applied(start, changes), undo)).toEqual(start)
    }
  })

  test('squashed do the same as one by one, one change per key', () => {
    for (const seed of SEEDS) {
      const { start, changes } = walk(seed)
      const squashed = squash(changes)
      expect(applied(start, squashed)).toEqual(applied(start, changes))
      expect(new Set(squashed.map((change) => change.key)).size).toBe(squashed.length)
      expect(squash(squashed)).toEqual(squashed)
    }
  })

  test('squashed can be undone in any order', () => {
    for (const seed of SEEDS) {
      const { start, changes } = walk(seed)
      const squashed = squash(changes)
      expect(applied(applied(start, squashed), squashed.map(invert))).toEqual(start)
    }
  })

  test('squashed keep the order of first appearance', () => {
    const put = (id: string, before: Row | null, after: Row | null): Change => ({
      key: `commodity/${id}`,
      before,
      after,
    })
    const [one, two] = [aCommodityRow('b', 'one'), aCommodityRow('b', 'two')]
    const other = aCommodityRow('a', 'other')
    expect(squash([put('b', null, one), put('a', null, other), put('b', one, two)])).toEqual([
      put('b', null, two),
      put('a', null, other),
    ])
    expect(squash([])).toEqual([])
  })
})
