import { accepts } from '../http/compress.ts'
import type { Deps, Router } from '../http/env.ts'
import { refuse } from '../http/refusal.ts'
import { Catalogues } from '../store/catalogue.ts'
import { isFresh } from '../http/etag.ts'

/** GET /api/catalogue/<market>: a market's first catalogue, compressed once for everyone. */
export function mountCatalogue(app: Router, { store }: Deps): void {
  const catalogues = new Catalogues(store)
  app.get('/api/catalogue/:market', async (c) => {
    const catalogue = await catalogues.of(c.req.param('market'))
    if (!catalogue) return refuse(c, { why: 'notFound' })
    const takes = c.req.header('accept-encoding')
    const encoding = accepts(takes, 'br') ? 'br' : accepts(takes, 'gzip') ? 'gzip' : null
    const tag = `"${catalogue.tag}${encoding ? `-${encoding}` : ''}"`
    c.header('cache-control', 'no-cache')
    c.header('etag', tag)
    c.header('vary', 'accept-encoding')
    if (isFresh(c.req.header('if-none-match'), tag)) return c.body(null, 304)
    c.header('content-type', 'application/json')
    if (encoding) c.header('content-encoding', encoding)
    const bytes = { br: catalogue.brotli, gzip: catalogue.gzip, plain: catalogue.plain }
    return c.body(Uint8Array.from(bytes[encoding ?? 'plain']))
  })
}
