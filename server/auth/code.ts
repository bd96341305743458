import { createHmac } from 'node:crypto'
import { formatCode, parseCode } from '@pasar/shared/domain/code.ts'
import type { Meta } from '../store/meta.ts'
import type { Code, People } from '../store/people.ts'
import type { Auth } from './auth.ts'
import { drawCode, drawToken } from './token.ts'

/** A code as it is handed over, with the moment (epoch ms) from which it is worth nothing. */
export type IssuedCode = { readonly code: string; readonly expiresAt: number }

type CodeTables = { readonly people: People; readonly meta: Meta }
type NewCode = {
  readonly account: string
  readonly issuedBy: Code['issuedBy']
  /** epoch ms */
  readonly at: number
  readonly ageMs: number
  readonly random: (bytes: number) => Uint8Array
}

/**
 * A one-time code by which one phone joins an account. The office's lets the person set a PIN; a
 * code from a phone that is signed in asks for the account's own.
 */
export function newCode(tables: CodeTables, { account, issuedBy, at, ageMs, random }: NewCode) {
  const code = drawCode(random)
  const expiresAt = at + ageMs
  const known = tables.meta.text('codeSecret')
  const secret = known ?? drawToken(random)
  if (known === null) tables.meta.put('codeSecret', secret)
  tables.people.addCode(macOf(code, secret), { account, issuedBy, issuedAt: at, expiresAt })
  return { code: formatCode(code), expiresAt } satisfies IssuedCode
}

/** {@link newCode} of the running server. */
export function issueCode(
  auth: Auth,
  { account, issuedBy }: { account: string; issuedBy: Code['issuedBy'] },
): IssuedCode {
  const { store, random } = auth
  const at = auth.now()
  const ageMs = auth.settings.codeAgeMsMax
  return store.write(() => newCode(store, { account, issuedBy, at, ageMs, random }))
}

/** The code that was typed, or null where nobody ever got it. */
export function findCode(auth: Auth, typed: string): { mac: string; code: Code } | null {
  const parsed = parseCode(typed)
  const secret = auth.store.meta.text('codeSecret')
  if (!parsed.ok || secret === null) return null
  const mac = macOf(parsed.value, secret)
  const code = auth.store.people.code(mac)
  return code ? { mac, code } : null
}

/** What is stored of a code: useless without the installation's secret. */
const macOf = (code: string, secret: string): string =>
  createHmac('sha256', secret).update(code).digest('base64url')
