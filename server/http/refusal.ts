import { REQUEST_REFUSALS, type RefusedReply } from '@pasar/shared/sync/protocol.ts'
import type { Refused } from '../auth/auth.ts'
import type { Handler } from './env.ts'

/** The one way in which a request is refused: its status from the table, its reason as JSON. */
export function refuse(c: Handler, { why, retryAfterS }: Omit<Refused, 'ok'>): Response {
  const body: RefusedReply = {
    error: why,
    ...(retryAfterS === undefined ? {} : { retryAfterS }),
  }
  if (retryAfterS !== undefined) c.header('retry-after', String(retryAfterS))
  c.header('cache-control', 'no-store')
  return c.json(body, REQUEST_REFUSALS[why])
}
