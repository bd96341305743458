import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { policyOf, readSite } from '@pasar/server/http/site.ts'
import { expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'pasar-site-'))
mkdirSync(join(folder, '_app'))
writeFileSync(join(folder, 'index.html'), '<html></html>')
writeFileSync(join(folder, '_app/a.js'), 'let a')
writeFileSync(join(folder, '_app/a.js.br'), 'packed by the build')
writeFileSync(join(folder, 'icon.png'), 'png')
const site = readSite(folder)

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

test('knows its files by URL path, and packed ones only beside theirs', () => {
  expect([...site.keys()].sort()).toEqual(['/_app/a.js', '/icon.png', '/index.html'])
  expect(readSite(join(folder, 'nowhere')).size).toBe(0)
})

test('takes what the build has packed and packs the rest, but no pictures', () => {
  const text = (bytes: Uint8Array | null | undefined) => bytes && Buffer.from(bytes).toString()
  const script = site.get('/_app/a.js')
  expect(text(script?.br)).toBe('packed by the build')
  expect(gunzipSync(script?.gzip ?? '').toString()).toBe('let a')
  expect(brotliDecompressSync(site.get('/index.html')?.br ?? '').toString()).toBe('<html></html>')
  expect([site.get('/icon.png')?.br, site.get('/icon.png')?.type]).toEqual([null, 'image/png'])
})

test('names the content, so that the same file has the same tag', () => {
  expect(site.get('/_app/a.js')?.tag).toMatch(/^"[\w-]{22}"$/)
  expect(site.get('/_app/a.js')?.tag).not.toBe(site.get('/icon.png')?.tag)
})

test('a page names the hashes of its own inline scripts and styles', () => {
  const policy = policyOf(
    '<script src="/a.js"></script><script type="module">\n  go()\n</script><style>a{}</style>' +
      '<SCRIPT nonce="">more()</SCRIPT>',
  )
  expect(policy).toContain(`script-src 'self' ${hash('\n  go()\n')} ${hash('more()')};`)
  expect(policy).toMatch(/style-src 'self' [^;]*;/)
  expect(policy).toContain(` ${hash('a{}')};`)
})

test('only pages have a policy of their own', () => {
  expect([site.get('/index.html')?.policy, site.get('/_app/a.js')?.policy]).toEqual([
    expect.stringContaining("script-src 'self';"),
    null,
  ])
})
