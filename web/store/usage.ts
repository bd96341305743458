import { localDay } from '@pasar/shared/domain/time.ts'
import type { Replica } from './db.ts'
import { readMeta, writeMeta } from './meta.ts'

/** Adds to what the app has moved over the network today ("hari ini 0,3 MB"). In a transaction. */
export async function addUsage({ db, platform }: Replica, bytes: number): Promise<void> {
  if (bytes === 0) return
  const { offsetMs } = await readMeta(db, 'pull')
  const day = localDay(platform.now() + offsetMs)
  const usage = await readMeta(db, 'usage')
  await writeMeta(db, 'usage', { day, bytes: bytes + (usage.day === day ? usage.bytes : 0) })
}
