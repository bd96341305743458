import { gunzipSync } from 'node:zlib'
import { bucketsOf, isPublicBucket } from '@pasar/shared/domain/bucket.ts'
import type { SyncReply, SyncRequest } from '@pasar/shared/sync/protocol.ts'
import type { Bad } from './bad.ts'
import type { Answer, Sent } from './network.ts'
import { demand } from './oracle/violation.ts'

/** What was slipped into a push, by its place in it. */
export type Slipped = ReadonlyMap<number, Bad>

/** The request that a body holds, zipped or not. */
export function requestIn(init: RequestInit): SyncRequest {
  const { body } = init
  const text = typeof body === 'string' ? body : gunzipSync(body as Uint8Array).toString() // what the transport makes
  return JSON.parse(text) as SyncRequest // made by the shipped exchange
}

/** The same request with envelopes slipped in, which also asks for a bucket of somebody else. */
export function withSlipped(
  sent: Sent,
  { request, bad, foreign }: { request: SyncRequest; bad: Slipped; foreign: string },
) {
  const mutations: unknown[] = [...request.mutations]
  for (const [place, { envelope }] of bad) mutations.splice(place, 0, envelope)
  const headers = new Headers(sent.init.headers)
  headers.delete('content-encoding')
  const have = { ...request.have, [foreign]: '' }
  const body = JSON.stringify({ ...request, have, mutations })
  return { ...sent, init: { ...sent.init, headers, body } }
}

/** What a reply answers: the honest request, what was slipped into it, what its sender may see. */
export type Expected = {
  readonly request: SyncRequest
  readonly bad: Slipped
  /** a bucket that was asked for without right, or null */
  readonly foreign: string | null
  readonly mayHold: ReadonlySet<string>
}

/** True where a bucket's page is not its last. */
export const hasMore = (answer: Answer): boolean => {
  const reply = JSON.parse(new TextDecoder().decode(answer.body)) as SyncReply // our own server's
  return Object.values(reply.buckets).some((page) => page?.more)
}

/** What must hold of every reply, whoever gets it and whether it ever arrives. */
export function checkReply(answer: Answer, { request, bad, foreign, mayHold }: Expected): Answer {
  const reply = JSON.parse(new TextDecoder().decode(answer.body)) as SyncReply // our own server's
  for (const [bucket, page] of Object.entries(reply.buckets)) {
    if (!page || page.gone === 'all') continue
    const isOwn = isPublicBucket(bucket) || mayHold.has(bucket)
    demand(isOwn, 'I4', () => `${bucket} was sent to one who may hold [${[...mayHold].join()}]`)
    for (const row of page.rows) {
      const lies = bucketsOf(row) as readonly string[]
      demand(lies.includes(bucket), 'I4', () => `${row.kind}/${row.id} was sent in ${bucket}`)
    }
  }
  const sentCount = request.mutations.length + bad.size
  demand(reply.results.length === sentCount, 'I8', () => {
    return `${reply.results.length} results for ${sentCount} mutations`
  })
  const honest = reply.results.filter((result, place) => {
    const slipped = bad.get(place)
    demand(result.outcome !== 'later', 'I8', () => `${result.id} has to wait for nothing`)
    if (!slipped) return true
    demand(result.outcome === 'refused' && slipped.why.includes(result.why ?? ''), 'P14', () => {
      return `${slipped.fault}: ${JSON.stringify(slipped.envelope)} came to ${JSON.stringify(result)}`
    })
    return false
  })
  if (bad.size === 0) return answer
  const asked = Object.entries(reply.buckets).filter(([bucket]) => bucket !== foreign)
  const honestReply = { ...reply, results: honest, buckets: Object.fromEntries(asked) }
  const body = new TextEncoder().encode(JSON.stringify(honestReply))
  return { ...answer, body }
}
