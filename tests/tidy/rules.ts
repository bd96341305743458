import ts from 'typescript'
import { type Source, at, treeOf, walk } from './source.ts'

/** A rule of style as a function: every complaint is one line that says where and what. */
export type Rule = (source: Source) => string[]

const FUNCTION_LINES_MAX = 70
const FILE_LINES_MAX = 300

export const shortFiles: Rule = ({ path, text }) => {
  const lines = text.trimEnd().split('\n').length
  return lines > FILE_LINES_MAX ? [`${path}: ${lines} lines, ${FILE_LINES_MAX} at most`] : []
}

export const shortFunctions: Rule = (source) =>
  complaints(source, (node, tree) => {
    if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) return null
    const line = (position: number): number => tree.getLineAndCharacterOfPosition(position).line
    const lines = line(node.getEnd()) - line(node.getStart(tree)) + 1
    return lines > FUNCTION_LINES_MAX ? `function of ${lines} lines, 70 at most` : null
  })

/** What shared code may not do although its compiler settings would let it. */
export const isSynchronous: Rule = (source) =>
  complaints(source, (node) => {
    if (ts.isAwaitExpression(node)) return 'await in shared code'
    const isAsync = node.kind === ts.SyntaxKind.AsyncKeyword
    return isAsync ? 'async in shared code' : null
  })

/** `new Date()` reads the clock; `new Date(ms)` only takes a time apart. */
export const readsNoClock: Rule = (source) =>
  complaints(source, (node) => {
    if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return null
    const isDate = node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0
    return isDate ? 'reads the clock: have the time handed in' : null
  })

/** A cast silences the compiler: it stands beside a parse and says why it is true. */
export const castsWithReason: Rule = (source) =>
  complaints(source, (node, tree) => {
    if (!ts.isAsExpression(node) || node.type.getText(tree) === 'const') return null
    const line = tree.getLineAndCharacterOfPosition(node.type.getEnd()).line
    const lines = tree.text.split('\n')
    const first = tree.getLineAndCharacterOfPosition(statementOf(node).getStart(tree)).line
    const near = lines.slice(Math.max(0, first - 1), line + 1).join('\n')
    return /\/\/|\*\//.test(near) ? null : 'cast without a comment that gives its reason'
  })

function statementOf(node: ts.Node): ts.Node {
  let found = node
  while (!ts.isStatement(found) && !ts.isPropertyAssignment(found) && found.parent !== undefined) {
    found = found.parent
  }
  return found
}

const OUTSIDE = new Set(['crypto', 'fetch', 'platform', 'transport', 'sign', 'gzip'])

/**
 * Inside a Dexie transaction nothing but the database may be awaited: while something else is, the
 * browser commits, and the rest of the "one transaction" is written without it.
 */
export const transactionsStayInside: Rule = (source) =>
  complaints(source, (node) => {
    if (!ts.isAwaitExpression(node) || !isInTransaction(node)) return null
    let offender: string | null = null
    const look = (inner: ts.Node): void => {
      if (ts.isIdentifier(inner) && OUTSIDE.has(inner.text)) offender = inner.text
      if (inner.kind === ts.SyntaxKind.ImportKeyword) offender = 'import()'
    }
    walk(node, look)
    return offender === null ? null : `awaits ${String(offender)} inside a transaction`
  })

function isInTransaction(node: ts.Node): boolean {
  for (let inner = node; inner.parent !== undefined; inner = inner.parent) {
    const call = inner.parent
    if (!ts.isFunctionLike(inner) || !ts.isCallExpression(call)) continue
    const called = call.expression
    if (ts.isPropertyAccessExpression(called) && called.name.text === 'transaction') return true
  }
  return false
}

/**
 * Every export of shared says what it is, its units and its refusals. One docstring serves a schema
 * and the type that stands directly below it.
 */
export const exportsExplained: Rule = (source) =>
  complaints(source, (node, tree) => {
    if (node.parent !== tree || !isExported(node)) return null
    return isExplained(node, tree) ? null : 'export without a docstring'
  })

const isExported = (node: ts.Node): boolean =>
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node) ?? []).some((one) => one.kind === ts.SyntaxKind.ExportKeyword)

function isExplained(node: ts.Node, tree: ts.SourceFile): boolean {
  if (ts.getJSDocCommentsAndTags(node).length > 0) return true
  const line = (position: number): number => tree.getLineAndCharacterOfPosition(position).line
  const above = tree.statements.find(
    (other) => line(other.getEnd()) === line(node.getStart(tree)) - 1,
  )
  return above !== undefined && isExported(above) && isExplained(above, tree)
}

/** The content security policy refuses style attributes; `style:` directives are set by script. */
export const noStyleAttributes: Rule = ({ path, text }) =>
  matches({ path, text }, /\sstyle=/, 'style attribute: the security policy refuses it')

export const finished: Rule = (source) => [
  ...matches(source, /\b(TODO|FIXME|XXX|HACK)\b/, 'unfinished'),
  ...matches(source, /\b(test|it|describe)(\.\w+)*\.(only|skip|todo|fixme)\b/, 'switched-off test'),
]

/** Nobody else has this machine's folders or its package source. */
export const portable: Rule = (source) =>
  matches(
    source,
    /(?<![\w.$}])\/(work|root|home|tmp|Users)\/|\/\/[\w.-]*registry|npmjs\.(org|com)/,
    'path or host of one machine',
  )

function matches({ path, text }: Source, pattern: RegExp, what: string): string[] {
  return text
    .split('\n')
    .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${what}`] : []))
}

function complaints(
  source: Source,
  judge: (node: ts.Node, tree: ts.SourceFile) => string | null,
): string[] {
  const tree = treeOf(source)
  const found: string[] = []
  walk(tree, (node) => {
    const complaint = judge(node, tree)
    if (complaint !== null) found.push(`${at(source, tree, node)}: ${complaint}`)
  })
  return found
}
