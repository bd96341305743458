import { type Outside, type Shell, cacheName } from './shell.ts'

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

/** The start page, else the fallback, which finds its way by the URL. */
async function page(pathname: string, shell: Shell, outside: Network): Promise<Response> {
  const isFile = /\.\w+\/?$/.test(pathname)
  if (isFile) return outside.network()
  const started = pathname === shell.start ? await kept(shell.start, shell, outside) : undefined
  return started ?? (await kept(shell.fallback, shell, outside)) ?? outside.network()
}

/** A page of the build before this one may still be open: its chunks are looked for too. */
async function hashed(pathname: string, shell: Shell, outside: Network): Promise<Response> {
  const own = await kept(pathname, shell, outside)
  return own ?? (await outside.caches.match(pathname)) ?? outside.network()
}

const asset = async (pathname: string, shell: Shell, outside: Network): Promise<Response> =>
  (await kept(pathname, shell, outside)) ?? outside.network()

/** Looks without opening: `open` would make an empty cache where the browser took it away. */
const kept = (path: string, shell: Shell, outside: Outside): Promise<Response | undefined> =>
  outside.caches.match(path, { cacheName: cacheName(shell.version) })
