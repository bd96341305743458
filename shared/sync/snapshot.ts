import * as v from 'valibot'
import type { Kind, Row } from '../domain/row.ts'
import { KINDS, rowKey } from '../domain/row.ts'
import { assert } from '../lib/assert.ts'
import { sumOf } from './checksum.ts'
import { type Column, ColumnSchema, decodeColumn, encodeColumn, MISSING } from './column.ts'

/** The version of the format; a phone that does not know it pulls rows instead. */
export const SNAPSHOT_VERSION = 1
/** Most rows of one block: the unit in which a phone stores a catalogue. */
export const BLOCK_ROWS_MAX = 250
/** Most blocks of one snapshot: a million rows. */
const BLOCKS_MAX = 4_000

const BlockSchema = v.object({
  kind: v.picklist(KINDS),
  count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(BLOCK_ROWS_MAX)),
  columns: v.array(v.tuple([v.string(), ColumnSchema])),
})
/** Up to BLOCK_ROWS_MAX rows of one kind, one column per field; decodes without its neighbours. */
export type Block = {
  readonly kind: Kind
  readonly count: number
  readonly columns: readonly (readonly [field: string, column: Column])[]
}

/** The shape of a {@link Snapshot} as it comes over GET. */
export const SnapshotSchema = v.object({
  v: v.literal(SNAPSHOT_VERSION),
  market: v.pipe(v.string(), v.maxLength(64)),
  cursor: v.pipe(v.string(), v.maxLength(40)),
  checksum: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER)),
  blocks: v.pipe(v.array(BlockSchema), v.maxLength(BLOCKS_MAX)),
})
/**
 * The bucket `market:<market>` as one cacheable text. `cursor` is where a pull goes on from;
 * `checksum` is that of the bucket (see checksum.ts), so that what was decoded proves itself.
 */
export type Snapshot = {
  readonly v: typeof SNAPSHOT_VERSION
  readonly market: string
  readonly cursor: string
  readonly checksum: number
  readonly blocks: readonly Block[]
}

/** Packs a market's rows. Lossless for rows of JSON values (M17); equal rows give equal text. */
export const encodeSnapshot = (
  rows: readonly Row[],
  { market, cursor }: { readonly market: string; readonly cursor: string },
): Snapshot => ({
  v: SNAPSHOT_VERSION,
  market,
  cursor,
  checksum: sumOf(rows),
  blocks: encodeBlocks(rows),
})

/** Rows as blocks: kinds apart, each sorted so that neighbours resemble each other. */
export function encodeBlocks(rows: readonly Row[]): readonly Block[] {
  const blocks: Block[] = []
  for (const kind of KINDS) {
    const ofKind = rows.filter((row) => row.kind === kind).map(sortable)
    ofKind.sort(byPlace)
    for (let from = 0; from < ofKind.length; from += BLOCK_ROWS_MAX) {
      const part = ofKind.slice(from, from + BLOCK_ROWS_MAX)
      blocks.push(
        encodeBlock(
          kind,
          part.map((entry) => entry.row),
        ),
      )
    }
  }
  return blocks
}

/** The rows of a block, exactly as they were. Throws a Bug for a block that was not made here. */
export function decodeBlock(block: Block): readonly Row[] {
  const fields: { [name: string]: readonly unknown[] } = Object.create(null)
  for (const [name, column] of block.columns) {
    fields[name] = decodeColumn(column, { count: block.count, fields })
    assert(fields[name].length === block.count, 'a column is as long as its block')
  }
  const names = Object.keys(fields)
  const rows: Row[] = []
  for (let index = 0; index < block.count; index++) {
    const row: { [name: string]: unknown } = { kind: block.kind }
    for (const name of names) {
      const value = fields[name]![index]
      if (value !== MISSING) row[name] = value
    }
    rows.push(row as Row) // encodeBlock made it from a row, and the checksum vouches for that
  }
  return rows
}

function encodeBlock(kind: Kind, rows: readonly Row[]): Block {
  const members = rows.map((row) => new Map<string, unknown>(Object.entries(row)))
  const names = new Set<string>()
  for (const row of members) {
    for (const [name, value] of row) if (name !== 'kind' && value !== undefined) names.add(name)
  }
  // the id may be spelled with the stall's: that column has to stand before it
  const ordered = [...names].sort((a, b) => Number(a === 'id') - Number(b === 'id'))
  const fields: { [name: string]: readonly unknown[] } = Object.create(null)
  const columns: [string, Column][] = []
  for (const name of ordered) {
    const values = members.map((row) => row.get(name) ?? (row.get(name) === null ? null : MISSING))
    columns.push([name, encodeColumn(values, fields)])
    fields[name] = values
  }
  return { kind, count: rows.length, columns }
}

type Sortable = { readonly row: Row; readonly place: string; readonly key: string }

/** Offers of a stall together, and within it by commodity, so that units and prices run alike. */
const sortable = (row: Row): Sortable => ({
  row,
  place: row.kind === 'offer' ? `${row.stallId}\n${row.priceAt}\n${row.commodityId}` : '',
  key: rowKey(row),
})

const byPlace = (a: Sortable, b: Sortable): number =>
  compare(a.place, b.place) || compare(a.key, b.key)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
