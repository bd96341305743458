import { CACHE_PREFIX, type Outside, type Shell, cacheName } from './shell.ts'

/**
 * Answers a request from the device where the build has it, or null where the worker keeps out:
 * `/api` (data is the replica's business), the build's version, the worker itself, other origins.
 */
export function respond(
  request: Pick<Request, 'method' | 'mode' | 'url'>,
  shell: Shell,
  outside: Outside & { readonly origin: string; readonly network: () => Promise<Response> },
): Promise<Response> | null {
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== outside.origin) return null
  if (pathname === '/api' || pathname.startsWith('/api/')) return null
  if (request.mode === 'navigate') return page(pathname, shell, outside)
  if (pathname.startsWith('/_app/immutable/')) return hashed(pathname, shell, outside)
  const isAsset = shell.firstAssets.includes(pathname) || shell.assets.includes(pathname)
  return isAsset ? asset(pathname, shell, outside) : null
}

type Network = Outside & { readonly network: () => Promise<Response> }

/** A page rendered at build time by its path, else the fallback, which finds its way by the URL. */
async function page(pathname: string, shell: Shell, outside: Network): Promise<Response> {
  const cache = await outside.caches.open(cacheName(shell.version))
  const path = pathname.length > 1 ? pathname.replace(/\/$/, '') : pathname
  const isFile = /\.\w+$/.test(path)
  if (isFile) return outside.network()
  const rendered = shell.pages.includes(path) ? await cache.match(path) : undefined
  return rendered ?? (await cache.match(shell.fallback)) ?? outside.network()
}

/** A page of the build before this one may still be open: its chunks are looked for too. */
async function hashed(pathname: string, shell: Shell, outside: Network): Promise<Response> {
  const own = await outside.caches.open(cacheName(shell.version))
  const here = await own.match(pathname)
  if (here !== undefined) return here
  for (const name of await outside.caches.keys()) {
    if (!name.startsWith(CACHE_PREFIX)) continue
    const found = await (await outside.caches.open(name)).match(pathname)
    if (found !== undefined) return found
  }
  return outside.network()
}

async function asset(pathname: string, shell: Shell, outside: Network): Promise<Response> {
  const cache = await outside.caches.open(cacheName(shell.version))
  return (await cache.match(pathname)) ?? outside.network()
}
