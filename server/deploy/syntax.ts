import type { Plugin } from 'vite'

/**
 * What the compilers may leave in the code. Chrome 87, the oldest browser that has to work, knows
 * all of ES2022's syntax but what {@link newerThanChrome87} finds. Told `chrome87` itself, they
 * rewrite every private field into a WeakMap, for a fault of old V8 in fields that are static: it
 * cost 4 KB gz on the first screen, and time with every read.
 */
export const SYNTAX = 'es2022'
/** The same for styles, where nothing is lost by telling the truth. */
export const STYLES = 'chrome87'

/**
 * Dexie's build of today's JavaScript: 2 KB gz less than what its package names by default, which
 * is for browsers without classes.
 */
export const DEXIE = { find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }

type Node = { readonly type: string; readonly [field: string]: unknown }

/** Fails a build whose scripts Chrome 87 could not parse: it would show a blank page. */
export function refuseNewerSyntax(): Plugin {
  return {
    name: 'pasar-refuse-newer-syntax',
    apply: 'build',
    applyToEnvironment: ({ name }) => name !== 'ssr',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue
        const found = newerThanChrome87(this.parse(file.code))
        if (found !== null) this.error(`${file.fileName}: Chrome 87 has no ${found}`)
      }
    },
  }
}

/** The first piece of ES2022 in a syntax tree that Chrome 87 cannot parse, or null. */
export function newerThanChrome87(tree: unknown, isInFunction = false): string | null {
  if (Array.isArray(tree)) return firstOf(tree, isInFunction)
  if (!isNode(tree)) return null
  if (tree.type === 'StaticBlock') return 'static blocks of classes'
  if (tree.type === 'BinaryExpression' && isPrivateName(tree['left'])) return '#name in object'
  const isAwaiting =
    tree.type === 'AwaitExpression' || (tree.type === 'ForOfStatement' && tree['await'] === true)
  if (isAwaiting && !isInFunction) return 'await outside of functions'
  return firstOf(Object.values(tree), isInFunction || FUNCTIONS.has(tree.type))
}

const FUNCTIONS: ReadonlySet<string> = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
])

function firstOf(trees: readonly unknown[], isInFunction: boolean): string | null {
  for (const tree of trees) {
    const found = newerThanChrome87(tree, isInFunction)
    if (found !== null) return found
  }
  return null
}

const isPrivateName = (tree: unknown): boolean => isNode(tree) && tree.type === 'PrivateIdentifier'

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
