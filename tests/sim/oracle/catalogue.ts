import { type Row, type RowKey, rowKey } from '@pasar/shared/domain/row.ts'
import { decodeBlock } from '@pasar/shared/sync/snapshot.ts'
import type { BlockRecord, OverlayRecord } from '@pasar/web/store/tables.ts'
import type { Disk } from '../disk.ts'

const decoded = new WeakMap<object, readonly Row[]>()

/** A market's rows as blocks and overlay on the flash make them. */
export function catalogueOf(disk: Disk, market: string): Row[] {
  const rows = new Map<RowKey, Row>()
  for (const { market: of, block } of disk.read<BlockRecord>('blocks')) {
    if (of !== market) continue
    const known = decoded.get(block) ?? decodeBlock(block)
    decoded.set(block, known)
    for (const row of known) rows.set(rowKey(row), row)
  }
  for (const { key, market: of, row } of disk.read<OverlayRecord>('overlay')) {
    if (of !== market) continue
    if (row === null) rows.delete(key)
    else rows.set(key, row)
  }
  return [...rows.values()]
}
