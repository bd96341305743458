import {
  type Column,
  ColumnSchema,
  decodeColumn,
  encodeColumn,
  MISSING,
} from '@pasar/shared/sync/column.ts'
import { is } from 'valibot'
import { describe, expect, test } from 'vitest'

/** Through the wire and back. */
function carried(values: readonly unknown[], fields: { [name: string]: readonly unknown[] } = {}) {
  const column: unknown = JSON.parse(JSON.stringify(encodeColumn(values, fields)))
  expect(is(ColumnSchema, column)).toBe(true)
  return {
    column: column as Column,
    values: decodeColumn(column as Column, { count: values.length, fields }),
  } // checked above
}

const range = (count: number, of: (index: number) => unknown) =>
  Array.from({ length: count }, (_, index) => of(index))

describe('a column', () => {
  test.each<[string, readonly unknown[]]>([
    ['same', range(5, () => ({ a: [1, null] }))],
    ['same', range(5, () => null)],
    ['pick', range(50, (index) => ['kg', 'ons', null, { day: 1 }][index % 4])],
    ['pick', range(250, (index) => `a rather long word ${index % 110}`)],
    ['step', range(50, (index) => 1_790_000_000_000 + index * 60_000)],
    ['plain', range(200, (index) => 500 * ((index * index * 7) % 997))],
    ['list', range(5, (index) => `name ${index}`)],
    ['list', [1, 'one', null, true, [], {}]],
    ['list', [1.5, 2.25, 1e300]],
    ['list', [Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER]],
    ['some', [MISSING, 1, 2, MISSING]],
    ['some', [MISSING, 1, 1, 1]],
    ['plain', range(60, (index) => (index % 2 === 0 ? -1 : 1) * (index + 1) * 1_000_003)],
    ['list', [-3, 900, -77]],
  ])('takes the form %s and gives its values back, M17', (form, values) => {
    const back = carried(values)
    expect(back.values).toStrictEqual(values)
    expect(back.column.k).toBe(form)
  })

  test('spells ids with the stall before the dot, M17', () => {
    const fields = { n: [1, 2], stallId: ['pb-1', 'pb-02'] }
    const ids = ['pb-1.0123abcd', 'pb-02.zyxwvtsr']
    const back = carried(ids, fields)
    expect(back.values).toStrictEqual(ids)
    expect(back.column).toEqual({ k: 'spell', of: 'stallId', width: 8, text: '0123abcdzyxwvtsr' })
  })

  test.each([
    [['pb-1.0123abcd', 'pb-03.zyxwvtsr']],
    [['pb-1.0123abcd', 'pb-02.zyxwvts']],
    [['pb-1.0123abcd', 'pb-02.zyxwvtsU']],
    [['pb-1.', 'pb-02.']],
    [['pb-1.0123abcd', null]],
  ])('does not spell what is not spelled so: %j, M17', (ids) => {
    const back = carried(ids, { stallId: ['pb-1', 'pb-02'] })
    expect(back.values).toStrictEqual(ids)
    expect(back.column.k).not.toBe('spell')
  })

  test('of a damaged block is a Bug, M17', () => {
    const damaged: readonly Column[] = [
      { k: 'pick', from: ['a'], at: '#$' },
      { k: 'pick', from: ['a'], at: '#"' },
      { k: 'spell', of: 'stallId', width: 8, text: 'short' },
      { k: 'spell', of: 'nowhere', width: 2, text: 'abcd' },
      { k: 'some', absent: [0], rest: { k: 'list', values: [1, 2] } },
    ]
    for (const column of damaged) {
      expect(() => decodeColumn(column, { count: 2, fields: { stallId: ['a', 'b'] } })).toThrow()
    }
  })
})
