import { getCookie } from 'hono/cookie'
import { type Standing, standingOf } from '../auth/session.ts'
import type { Deps, Handler } from './env.ts'
import { isHttps } from './origin.ts'

/** The browser itself refuses a `__Host-` cookie that is not Secure, of this host and path /. */
const SECURE_NAME = '__Host-pasar'
/** On a market hall's plain http (localhost, LAN demo) a Secure cookie would never come back. */
const PLAIN_NAME = 'pasar'

/** Who sends the request, by its cookie. */
export function standing(c: Handler, { auth, settings }: Deps): Standing {
  const name = isHttps(c, settings) ? SECURE_NAME : PLAIN_NAME
  return standingOf(auth, getCookie(c, name) ?? null)
}

/** Hands a session to the phone, out of reach of scripts. */
export function giveSession(c: Handler, { deps, token }: { deps: Deps; token: string }): void {
  const ageS = Math.floor(deps.auth.settings.sessionAgeMsMax / 1_000)
  setCookie(c, { deps, value: token, ageS })
}

/** Takes it back. */
export function dropSession(c: Handler, deps: Deps): void {
  setCookie(c, { deps, value: '', ageS: 0 })
}

function setCookie(
  c: Handler,
  { deps, value, ageS }: { deps: Deps; value: string; ageS: number },
): void {
  const isSecure = isHttps(c, deps.settings)
  const name = isSecure ? SECURE_NAME : PLAIN_NAME
  const rest = `Path=/; HttpOnly; SameSite=Lax; Max-Age=${ageS}${isSecure ? '; Secure' : ''}`
  c.header('set-cookie', `${name}=${value}; ${rest}`, { append: true })
}
