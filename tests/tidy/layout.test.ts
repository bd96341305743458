import { readdirSync } from 'node:fs'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { SETTINGS } from '@pasar/server/config.ts'
import { ROOT, codeUnder, filesUnder, sourceOf, treeOf, walk } from './source.ts'

/** What may lie at the top: a newcomer reads it in one glance. */
const TOP_FOLDERS = ['docs', 'server', 'shared', 'tests', 'web', '.ci', '.github']
const TOP_FILES = [
  'README.md',
  'LICENSE',
  'package.json',
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'tsconfig.json',
  'vite.config.ts',
  '.editorconfig',
  '.gitattributes',
  '.gitignore',
  '.prettierignore',
  '.prettierrc.json',
]
const UNTRACKED = ['node_modules', '.git', '.svelte-kit', 'build', 'data', 'test-results']

/** Folders whose every file has a test of the same path under tests/. */
const MIRRORED = ['shared', 'server', 'web/store', 'web/intents', 'web/sync', 'web/account']
/** Files without a test of their own, and where they are tested instead. */
const UNMIRRORED: ReadonlyMap<string, string> = new Map([
  ['server/main.ts', 'starts in every end-to-end test'],
  ['server/deploy/start.ts', 'starts in every end-to-end test'],
  ['server/deploy/build.ts', 'builds in every run of the test command'],
  ['server/deploy/version.ts', 'builds in every run of the test command'],
  ['server/deploy/dev.ts', 'development only'],
])

const DECISION_LINES_MAX = 40

describe('the top level', () => {
  test('holds what the layout names and nothing else', () => {
    const names = readdirSync(ROOT).filter((name) => !UNTRACKED.includes(name))
    expect(names.filter((name) => ![...TOP_FOLDERS, ...TOP_FILES].includes(name))).toEqual([])
    expect([...TOP_FOLDERS, ...TOP_FILES].filter((name) => !names.includes(name))).toEqual([])
  })

  test('is explained by the README, every folder of two levels', () => {
    const readme = sourceOf('README.md').text
    const folders = TOP_FOLDERS.flatMap((top) => [top, ...foldersIn(top)])
    expect(folders.filter((folder) => !readme.includes(`${folder.split('/').at(-1)}/`))).toEqual([])
  })

  test('has a README that names every setting', () => {
    const readme = sourceOf('README.md').text
    const names = SETTINGS.map(({ name }) => name)
    expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([])
  })
})

describe('files', () => {
  test('are named in kebab-case', () => {
    const names = codeUnder('shared', 'server', 'web', 'tests').map(({ path }) => path)
    expect(names.filter((path) => !isKebab(path.split('/').at(-1) ?? ''))).toEqual([])
  })

  test('have a test of the same path', () => {
    const untested = codeUnder(...MIRRORED)
      .filter(({ path, text }) => runsSomething({ path, text }) && !UNMIRRORED.has(path))
      .map(({ path }) => path)
      .filter((path) => filesUnder('tests').every((file) => file !== testOf(path)))
    expect(untested).toEqual([])
  })

  test('are not excused from a test that they have, or when they are gone', () => {
    const all = new Set(filesUnder('.'))
    const idle = [...UNMIRRORED.keys()].filter((path) => !all.has(path) || all.has(testOf(path)))
    expect(idle).toEqual([])
  })
})

describe('decision records', () => {
  const records = filesUnder('docs/decisions')

  test('are numbered without gaps or doubles', () => {
    const numbers = records.map((path) => Number(path.slice('docs/decisions/'.length).slice(0, 4)))
    expect(numbers.toSorted((a, b) => a - b)).toEqual(numbers.map((_, index) => index + 1))
  })

  test('stay within 40 lines', () => {
    const lines = (path: string): number => sourceOf(path).text.trimEnd().split('\n').length
    expect(records.filter((path) => lines(path) > DECISION_LINES_MAX)).toEqual([])
  })
})

const testOf = (path: string): string => `tests/${path.replace(/(\.svelte)?\.ts$/, '.test.ts')}`

const isKebab = (name: string): boolean =>
  /^\+?[a-z0-9]+(-[a-z0-9]+)*(\.(svelte|test|config|d|client))*\.(ts|js|mjs|svelte)$/.test(name)

const foldersIn = (top: string): string[] => [
  ...new Set(
    filesUnder(top)
      .filter((path) => path.split('/').length > 2)
      .map((path) => path.split('/').slice(0, 2).join('/')),
  ),
]

/** Whether a file has anything to run: a file of types has nothing that a test could call. */
function runsSomething(source: { path: string; text: string }): boolean {
  return treeOf(source).statements.some(
    (statement) =>
      !ts.isTypeAliasDeclaration(statement) &&
      !ts.isImportDeclaration(statement) &&
      !ts.isInterfaceDeclaration(statement) &&
      !(ts.isVariableStatement(statement) && isPlainValue(statement)),
  )
}

/** A constant that holds numbers, text or tables of them. */
function isPlainValue(statement: ts.VariableStatement): boolean {
  let isPlain = true
  walk(statement, (node) => {
    const isCode = ts.isFunctionLike(node) || ts.isCallExpression(node) || ts.isNewExpression(node)
    if (isCode) isPlain = false
  })
  return isPlain
}
