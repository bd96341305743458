import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const WEB = join(import.meta.dirname, '../../../web')

/** What no screen says: words of those who build it, not of those who use it (look.md, 3). */
const FORBIDDEN = [
  'sinkron',
  'sinkronisasi',
  'sync',
  'error',
  'eror',
  'galat',
  'server',
  'peladen',
  'database',
  'basis data',
  'offline',
  'online',
  'mode luring',
  'luring',
  'daring',
  'cache',
  'tembolok',
  'token',
  'login',
  'log in',
  'logout',
  'sign in',
  'upload',
  'unggah',
  'download',
  'unduh',
  'browser',
  'peramban',
  'username',
  'password',
  'kata sandi',
  'user',
  'klik',
  'submit',
  'refresh',
  'reload',
  'loading',
  'memuat',
  'koneksi',
  'jaringan',
  'internet',
  'sistem',
  'invalid',
  'gagal',
  'request',
  'null',
  'undefined',
  'autentikasi',
  'verifikasi',
  'konfigurasi',
  'default',
]

const forbiddenIn = (text: string): string[] =>
  FORBIDDEN.filter((word) => new RegExp(`\\b${word}\\b`, 'i').test(text))

/** What stands between quotes in a catalogue: `${…}` is what the screen fills in. */
function messagesIn(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  const quoted = code.match(/'[^'\n]*'|`[^`]*`/g) ?? []
  return quoted.map((text) => text.slice(1, -1).replace(/\$\{[^}]*\}/g, '…'))
}

/** What stands between the tags of a component. */
function markupIn(source: string): string[] {
  const markup = source
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/\{[^{}]*(\{[^{}]*\}[^{}]*)*\}/g, ' ')
  return [...markup.matchAll(/>([^<>]+)(?=<)/g)].map((match) => (match[1] ?? '').trim())
}

const filesIn = (folder: string, ending: string): string[] =>
  readdirSync(join(WEB, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => join(WEB, folder, file))

const catalogues = filesIn('messages', '.ts')
const components = [...filesIn('routes', '.svelte'), ...filesIn('ui', '.svelte')]

describe('messages', () => {
  test('are there to be judged', () => {
    const count = catalogues.flatMap((file) => messagesIn(readFileSync(file, 'utf8'))).length
    expect(count).toBeGreaterThan(400)
  })
  test.each(catalogues)('say nothing a grandmother would not: %s', (file) => {
    const judged = messagesIn(readFileSync(file, 'utf8')).filter(
      (text) => forbiddenIn(text).length > 0,
    )
    expect(judged).toEqual([])
  })
  test('are where all words of the screens are: components hold none of their own', () => {
    const own = components
      .filter((file) => !file.endsWith('+error.svelte'))
      .flatMap((file) => markupIn(readFileSync(file, 'utf8')))
      .filter((text) => /\p{L}{2}/u.test(text.replace('Pasar Dekat', '')))
    expect(own).toEqual([])
  })
})

describe('the check', () => {
  test('objects to a planted word, as a word and not within one', () => {
    expect(forbiddenIn('Sinkronisasi gagal, coba lagi')).toEqual(['sinkronisasi', 'gagal'])
    expect(forbiddenIn('Tokennya tidak ada, klikan juga tidak')).toEqual([])
  })
  test('reads messages and not comments', () => {
    const source =
      "/** server */\nexport const a = () => 'Pesan'\nexport const b = (n) => `${n} ekor`\n"
    expect(messagesIn(source)).toEqual(['Pesan', '… ekor'])
  })
  test('finds words in markup', () => {
    expect(markupIn('<p class="x">Halo {name} dunia</p><b>{m.a()}</b>')).toEqual([
      'Halo   dunia',
      '',
    ])
  })
})
