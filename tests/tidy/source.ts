import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

export const ROOT = join(import.meta.dirname, '../..')

/** One file of the repository, or one planted by a test. */
export type Source = {
  /** From the repository's root, with forward slashes. */
  readonly path: string
  readonly text: string
}

const GENERATED = new Set(['node_modules', '.git', '.svelte-kit', 'build', 'data', 'test-results'])

/** Every file that people write, below `folder`. */
export function filesUnder(folder: string): string[] {
  const absolute = join(ROOT, folder)
  if (!existsSync(absolute)) return []
  return readdirSync(absolute, { withFileTypes: true })
    .filter((entry) => !GENERATED.has(entry.name))
    .flatMap((entry) => {
      const path = folder === '.' ? entry.name : `${folder}/${entry.name}`
      return entry.isDirectory() ? filesUnder(path) : [path]
    })
}

export function sourceOf(path: string): Source {
  const source = read.get(path) ?? { path, text: readFileSync(join(ROOT, path), 'utf8') }
  read.set(path, source)
  return source
}

const read = new Map<string, Source>()
const isCode = (path: string): boolean => /\.(ts|svelte|js|mjs)$/.test(path)

/** All code: TypeScript, Svelte and the few scripts. */
export const codeUnder = (...folders: string[]): Source[] =>
  folders.flatMap(filesUnder).filter(isCode).map(sourceOf)

/** Rules ask for the same trees again and again; parsing is most of their time. */
const trees = new WeakMap<Source, ts.SourceFile>()

/** The syntax tree of a file; of a .svelte file its script blocks, at their own lines. */
export function treeOf(source: Source): ts.SourceFile {
  const tree = trees.get(source) ?? parse(source)
  trees.set(source, tree)
  return tree
}

function parse(source: Source): ts.SourceFile {
  const text = source.path.endsWith('.svelte') ? scriptsOf(source.text) : source.text
  return ts.createSourceFile(source.path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS)
}

/** Blanks everything but the script blocks, keeping every line where it was. */
function scriptsOf(text: string): string {
  let kept = ''
  let from = 0
  for (const block of text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)) {
    const body = block[1] ?? ''
    const start = block.index + block[0].indexOf('>') + 1
    kept += blank(text.slice(from, start)) + body
    from = start + body.length
  }
  return kept + blank(text.slice(from))
}

const blank = (text: string): string => text.replaceAll(/[^\n]/g, ' ')

/** Calls `visit` for every node below `node`, parents first. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  ts.forEachChild(node, (child) => {
    visit(child)
    walk(child, visit)
  })
}

/** `path:line`, which terminals and editors open. */
export const at = (source: Source, tree: ts.SourceFile, node: ts.Node): string =>
  `${source.path}:${tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1}`
