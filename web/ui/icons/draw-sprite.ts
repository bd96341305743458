/**
 * Draws web/ui/icons/sprite.svg: one symbol per icon in use, so that a phone fetches one file.
 * Run by `node web/ui/icons/draw-sprite.ts` after a change in names.ts, pictures.ts or drawn.ts.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { DRAWN } from './drawn.ts'
import { ICON_NAMES } from './names.ts'
import {
  CATEGORY_PICTURES,
  EXTRA_PICTURES,
  PICTURES,
  symbolOf,
  UNKNOWN_PICTURE,
} from './pictures.ts'

type IconSet = {
  readonly icons: { readonly [name: string]: { readonly body: string } }
  readonly width?: number
}

const read = (set: string): IconSet =>
  JSON.parse(
    readFileSync(
      new URL(`../../node_modules/@iconify-json/${set}/icons.json`, import.meta.url),
      'utf8',
    ),
  )
const fluent = read('fluent-emoji-flat')
const lucide = read('lucide')

function bodyOf(set: IconSet, name: string): string {
  const icon = set.icons[name]
  if (!icon) throw new Error(`no icon ${name}`)
  return icon.body
}

function drawnBody(name: string): string {
  const own = DRAWN[name]
  if (!own) throw new Error(`no drawing ${name}`)
  if ('body' in own) return own.body
  return bodyOf(fluent, own.from).replace(
    /#[0-9a-f]{6}/g,
    (colour) => own.colours[colour] ?? colour,
  )
}

function symbol(id: string, size: number, body: string): string {
  // Ids inside a body are made the symbol's own: two icons may both say "a".
  const scoped = body
    .replace(/ id="([^"]+)"/g, ` id="${id}-$1"`)
    .replace(/url\(#([^)]+)\)/g, `url(#${id}-$1)`)
  return `<symbol id="${id}" viewBox="0 0 ${size} ${size}">${scoped}</symbol>`
}

const pictures = new Set([
  ...Object.values(PICTURES),
  ...Object.values(CATEGORY_PICTURES),
  ...EXTRA_PICTURES,
  UNKNOWN_PICTURE,
])
const symbols = [
  ...ICON_NAMES.map((name) => symbol(`i-${name}`, 24, bodyOf(lucide, name))),
  ...[...pictures]
    .sort()
    .map((picture) =>
      symbol(
        symbolOf(picture),
        32,
        picture.startsWith('own:') ? drawnBody(picture.slice(4)) : bodyOf(fluent, picture),
      ),
    ),
]
writeFileSync(
  new URL('./sprite.svg', import.meta.url),
  `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join('\n')}\n</svg>\n`,
)
