import type { Env } from '@pasar/server/http/env.ts'
import { refuse } from '@pasar/server/http/refusal.ts'
import { REQUEST_REFUSALS, type RequestRefusal } from '@pasar/shared/sync/protocol.ts'
import { Hono } from 'hono'
import { expect, test } from 'vitest'

const app = new Hono<Env>()
app.get('/:why', (c) => refuse(c, { why: c.req.param('why') as RequestRefusal })) // from the table
app.get('/wait/:why', (c) => refuse(c, { why: 'tooMany', retryAfterS: 30 }))

test.each(Object.entries(REQUEST_REFUSALS))(
  '%s answers %i and its name alone',
  async (why, status) => {
    const response = await app.request(`/${why}`)
    expect([response.status, await response.json(), response.headers.get('cache-control')]).toEqual(
      [status, { error: why }, 'no-store'],
    )
  },
)

test('says how long to wait where waiting helps', async () => {
  const response = await app.request('/wait/tooMany')
  expect([response.headers.get('retry-after'), await response.json()]).toEqual([
    '30',
    { error: 'tooMany', retryAfterS: 30 },
  ])
})
