import type { Handler, HttpSettings } from './env.ts'

/** Where a request came from: the socket's address, or what the trusted proxy saw. */
export function addressOf(c: Handler, { trustProxy }: HttpSettings): string {
  // The last entry is the proxy's own; those before it are whatever the client sent.
  const forwarded = trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : null
  return forwarded || (c.env?.incoming?.socket?.remoteAddress ?? 'unknown')
}

/** Whether the person's browser speaks https, to us or to the trusted proxy. */
export function isHttps(c: Handler, { trustProxy }: HttpSettings): boolean {
  if (trustProxy && c.req.header('x-forwarded-proto') === 'https') return true
  return c.req.url.startsWith('https:')
}

/**
 * Whether a request was made by a page of this very origin. Browsers say so in Sec-Fetch-Site,
 * older ones only by Origin; a request with neither is not a browser's fetch.
 */
export function isSameOrigin(c: Handler, { trustProxy }: HttpSettings): boolean {
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin'
  const origin = c.req.header('origin')
  const forwardedHost = trustProxy ? c.req.header('x-forwarded-host') : undefined
  const host = forwardedHost ?? c.req.header('host') ?? hostOf(c.req.url)
  return origin !== undefined && hostOf(origin) === host
}

function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).host : null
}
