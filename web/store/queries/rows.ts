import { type Kind, keyOf, type Row, type RowOf } from '@pasar/shared/domain/row.ts'
import type { Replica } from '../db.ts'

/** The phone's own rows of a kind whose id starts with `prefix`, in order of id. */
export const rowsOf = <K extends Kind>(
  replica: Replica,
  kind: K,
  prefix = '',
): Promise<RowOf<K>[]> =>
  replica.read(async () => {
    const records = await replica.db.rows.where('key').startsWith(keyOf(kind, prefix)).toArray()
    return records.flatMap(({ row }) => (isKind(row, kind) ? [row] : []))
  })

/** One of the phone's own rows, or null. */
export const rowOf = <K extends Kind>(
  replica: Replica,
  kind: K,
  id: string,
): Promise<RowOf<K> | null> =>
  replica.read(async () => {
    const row = (await replica.db.rows.get(keyOf(kind, id)))?.row ?? null
    return isKind(row, kind) ? row : null
  })

const isKind = <K extends Kind>(row: Row | null, kind: K): row is RowOf<K> => row?.kind === kind
