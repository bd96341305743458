import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { extname, join, sep } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { pagePolicy } from './headers.ts'

/** A file of the built app, ready to be sent. */
export type SiteFile = {
  readonly type: string
  readonly tag: string
  readonly plain: Uint8Array<ArrayBuffer>
  readonly br: Uint8Array<ArrayBuffer> | null
  readonly gzip: Uint8Array<ArrayBuffer> | null
  /** for pages: the policy with the hashes of their own inline scripts */
  readonly policy: string | null
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.jpg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}
const COMPRESSIBLE = /^(text\/|application\/(json|manifest)|image\/svg)/
const COMPRESSED = /\.(br|gz)$/

/**
 * Reads a built app into memory, by URL path. Nothing outside the folder can be asked for, and a
 * new release is served only as a whole, after a restart.
 */
export function readSite(folder: string): ReadonlyMap<string, SiteFile> {
  const site = new Map<string, SiteFile>()
  if (!existsSync(folder)) return site
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  for (const entry of entries) {
    if (!entry.isFile() || COMPRESSED.test(entry.name)) continue
    const path = join(entry.parentPath, entry.name)
    const url = `/${path.slice(folder.length).split(sep).filter(Boolean).join('/')}`
    site.set(url, readSiteFile(path))
  }
  return site
}

function readSiteFile(path: string): SiteFile {
  const plain = readFileSync(path)
  const type = TYPES[extname(path)] ?? 'application/octet-stream'
  const isText = COMPRESSIBLE.test(type)
  return {
    type,
    tag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
    plain: Uint8Array.from(plain),
    br: isText ? beside(`${path}.br`, () => brotliCompressSync(plain)) : null,
    gzip: isText ? beside(`${path}.gz`, () => gzipSync(plain, { level: 9 })) : null,
    policy: extname(path) === '.html' ? policyOf(plain.toString('utf8')) : null,
  }
}

/** What the build has compressed already, else compressed now. */
const beside = (path: string, compress: () => Buffer): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(existsSync(path) ? readFileSync(path) : compress())

/** The policy of a page: its inline scripts and styles by hash, nothing else inline. */
export function policyOf(html: string): string {
  const hashesOf = (pattern: RegExp): string[] =>
    [...html.matchAll(pattern)].map(([, text = '']) => {
      return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
    })
  return pagePolicy({
    scripts: hashesOf(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/gi),
    styles: hashesOf(/<style[^>]*>([\s\S]*?)<\/style>/gi),
  })
}
