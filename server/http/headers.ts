import type { MiddlewareHandler } from 'hono'
import type { Env, HttpSettings } from './env.ts'
import { isHttps } from './origin.ts'

/** For answers that are not pages: nothing in them may run or load. */
export const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"

/** For the service worker, which lives under its own script's policy: it fetches the app's files. */
export const WORKER_POLICY = "default-src 'none'; connect-src 'self'; frame-ancestors 'none'"

/** A year; browsers then refuse plain http to this host. */
const HSTS = 'max-age=31536000'

/** The style attribute by which Kit hides its announcer of page titles: the one inline style of pages. */
const ANNOUNCER_STYLE = "'unsafe-hashes' 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='"

/** The header half of a page's policy; `hashes` are those of its own inline scripts and styles. */
export function pagePolicy(hashes: { scripts: readonly string[]; styles: readonly string[] }) {
  return [
    "default-src 'self'",
    ["script-src 'self'", ...hashes.scripts].join(' '),
    ["style-src 'self'", ANNOUNCER_STYLE, ...hashes.styles].join(' '),
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Sets what every answer carries, refusals and faults included. */
export function securityHeaders(settings: HttpSettings): MiddlewareHandler<Env> {
  return async (c, next) => {
    await next()
    const { headers } = c.res
    if (!headers.has('content-security-policy')) {
      headers.set('content-security-policy', DATA_POLICY)
    }
    headers.set('x-content-type-options', 'nosniff')
    headers.set('referrer-policy', 'same-origin')
    headers.set('cross-origin-opener-policy', 'same-origin')
    headers.set('cross-origin-resource-policy', 'same-origin')
    headers.set('permissions-policy', 'camera=(self), geolocation=(), microphone=(), payment=()')
    headers.set('x-frame-options', 'DENY')
    if (isHttps(c, settings)) headers.set('strict-transport-security', HSTS)
    if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
  }
}
