import { constants, gunzip } from 'node:zlib'
import { SYNC_REQUEST_BYTES_MAX } from '@pasar/shared/lib/limits.ts'
import * as v from 'valibot'
import { type Refused, refused } from '../auth/auth.ts'
import type { Handler, HttpSettings } from './env.ts'
import { isSameOrigin } from './origin.ts'

type Read = { readonly ok: true; readonly value: unknown } | Refused

/**
 * The JSON of a POST from a page of ours. Refuses `crossSite` (header or origin missing),
 * `badContentType`, `tooLarge` (before and after decompression), `badRequest` (not JSON).
 */
export async function readJson(c: Handler, settings: HttpSettings): Promise<Read> {
  if (c.req.header('x-pasar') !== '1' || !isSameOrigin(c, settings)) return refused('crossSite')
  const type = c.req.header('content-type') ?? ''
  if (!/^application\/json(\s*;|$)/i.test(type)) return refused('badContentType')
  const encoding = c.req.header('content-encoding') ?? 'identity'
  if (encoding !== 'gzip' && encoding !== 'identity') return refused('badContentType')
  const bytes = await readBytes(c.req.raw)
  if (bytes === 'tooLarge') return refused('tooLarge')
  if (bytes === 'cut') return refused('badRequest')
  const inflated = encoding === 'gzip' ? await inflate(bytes) : bytes
  if (inflated === 'tooLarge') return refused('tooLarge')
  return inflated === 'damaged' ? refused('badRequest') : parse(inflated)
}

/** The same, of a given shape; anything else is a `badRequest`. */
export async function readShape<Schema extends v.GenericSchema>(
  c: Handler,
  { schema, settings }: { schema: Schema; settings: HttpSettings },
): Promise<{ ok: true; value: v.InferOutput<Schema> } | Refused> {
  const read = await readJson(c, settings)
  if (!read.ok) return read
  const parsed = v.safeParse(schema, read.value)
  return parsed.success ? { ok: true, value: parsed.output } : refused('badRequest')
}

/** The body; of one that proves too large the rest is not read. */
async function readBytes(request: Request): Promise<Uint8Array | 'tooLarge' | 'cut'> {
  const announced = Number(request.headers.get('content-length') ?? 0)
  if (announced > SYNC_REQUEST_BYTES_MAX) return 'tooLarge'
  if (!request.body) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    for await (const chunk of request.body) {
      bytes += chunk.byteLength
      if (bytes > SYNC_REQUEST_BYTES_MAX) return 'tooLarge'
      chunks.push(chunk)
    }
  } catch {
    // The connection broke: nobody is there to be told, and the phone sends it again.
    return 'cut'
  }
  return Buffer.concat(chunks)
}

/** Inflating stops at the limit, however small the bomb was. */
function inflate(bytes: Uint8Array): Promise<Uint8Array | 'tooLarge' | 'damaged'> {
  const options = { maxOutputLength: SYNC_REQUEST_BYTES_MAX, finishFlush: constants.Z_FINISH }
  return new Promise((resolve) => {
    gunzip(bytes, options, (error, inflated) => {
      if (!error) return resolve(inflated)
      const isTooLarge = 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
      resolve(isTooLarge ? 'tooLarge' : 'damaged')
    })
  })
}

function parse(bytes: Uint8Array): Read {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return { ok: true, value: JSON.parse(text) }
  } catch {
    // Not UTF-8 or not JSON: the sender's fault, and it is told.
    return refused('badRequest')
  }
}
