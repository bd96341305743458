import { accepts } from '../http/compress.ts'
import type { Handler, Router } from '../http/env.ts'
import { isFresh } from '../http/etag.ts'
import { WORKER_POLICY } from '../http/headers.ts'
import { type SiteFile, readSite } from '../http/site.ts'

/** Files named by their content never change. */
const IMMUTABLE = /^\/_app\/immutable\//
const FOREVER = 'public, max-age=31536000, immutable'
const WORKER = '/service-worker.js'
/** The page for every path without a file of its own. */
const FALLBACK = '/200.html'

/**
 * Serves the built app: prerendered pages, then files, then the fallback page. A missing chunk is
 * a 404 and never the shell, or a page of an older build would take HTML for a script.
 */
export function mountPages(app: Router, folder: string | null): void {
  const site = folder === null ? new Map<string, SiteFile>() : readSite(folder)
  app.get('*', (c) => {
    const path = c.req.path
    const file = site.get(path) ?? pageAt(site, path)
    if (path === WORKER) c.header('content-security-policy', WORKER_POLICY)
    if (file) return send(c, { file, isForever: IMMUTABLE.test(path) })
    return c.notFound()
  })
}

function pageAt(site: ReadonlyMap<string, SiteFile>, path: string): SiteFile | undefined {
  const isFile = path.startsWith('/_app/') || /\/\.|\.[a-z0-9]{1,12}$/i.test(path)
  if (isFile) return undefined
  const plain = path.replace(/\/+$/, '')
  return site.get(plain === '' ? '/index.html' : `${plain}.html`) ?? site.get(FALLBACK)
}

function send(c: Handler, { file, isForever }: { file: SiteFile; isForever: boolean }): Response {
  const takes = c.req.header('accept-encoding')
  const encoding =
    file.br && accepts(takes, 'br') ? 'br' : file.gzip && accepts(takes, 'gzip') ? 'gzip' : null
  const tag = encoding ? `${file.tag.slice(0, -1)}-${encoding}"` : file.tag
  c.header('cache-control', isForever ? FOREVER : 'no-cache')
  c.header('etag', tag)
  if (file.br) c.header('vary', 'accept-encoding')
  if (file.policy !== null) c.header('content-security-policy', file.policy)
  if (isFresh(c.req.header('if-none-match'), tag)) return c.body(null, 304)
  c.header('content-type', file.type)
  if (encoding) c.header('content-encoding', encoding)
  return c.body((encoding && file[encoding]) || file.plain)
}
