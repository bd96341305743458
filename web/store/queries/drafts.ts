import type { Replica } from '../db.ts'

/** Something half done on a screen, as `parse` accepts it; null where there is none. */
export const draft = <T>(
  replica: Replica,
  key: string,
  parse: (value: unknown) => T | null,
): Promise<T | null> =>
  replica.read(async () => {
    const record = await replica.db.drafts.get(key)
    return record === undefined ? null : parse(record.value)
  })

/** Keeps something half done over a reload or an update; null forgets it. */
export const saveDraft = (replica: Replica, key: string, value: unknown): Promise<void> =>
  replica.write(async () => {
    if (value === null) await replica.db.drafts.delete(key)
    else await replica.db.drafts.put({ key, value })
  })
