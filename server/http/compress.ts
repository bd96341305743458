import { gzip } from 'node:zlib'

/** Below this many characters gzip's own header outweighs what it saves on a phone's link. */
export const COMPRESS_CHARS_MIN = 500

/** Whether the client takes answers in `encoding`. */
export const accepts = (header: string | undefined, encoding: 'br' | 'gzip'): boolean =>
  (header ?? '').split(',').some((part) => {
    const [name, quality] = part.split(';')
    return name?.trim() === encoding && quality?.trim() !== 'q=0'
  })

/** gzip on the thread pool. */
export function gzipped(text: string): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    gzip(text, (error, bytes) => (error ? reject(error) : resolve(bytes)))
  })
}
