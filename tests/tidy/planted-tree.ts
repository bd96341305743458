import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { PROMISES } from '../check-steps.ts'
import { ROOT } from './source.ts'

/** A throw-away tree that looks like the repository to the tools. */
export type Tree = { readonly root: string }

const planted: string[] = []

/** Removes every tree that was planted. */
export function uproot(): void {
  for (const root of planted.splice(0)) rmSync(root, { recursive: true, force: true })
}

/** Makes the tree with the given files: path → text. */
export function plant(files: ReadonlyMap<string, string>): Tree {
  const root = mkdtempSync(join(tmpdir(), 'planted-'))
  for (const [path, text] of files) {
    mkdirSync(join(root, dirname(path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  planted.push(root)
  return { root }
}

/** What oxlint says with the repository's configuration: path → the rules it broke. */
export const lint = (tree: Tree): Map<string, string[]> =>
  oxlint(tree, ['-c', 'tests/tidy/oxlint.config.ts'])

/** What the rules about promises say, which need types. */
export const lintPromises = (tree: Tree): Map<string, string[]> => oxlint(tree, PROMISES)

function oxlint({ root }: Tree, args: readonly string[]): Map<string, string[]> {
  const broken = new Map<string, string[]>()
  const output = run('oxlint', [...args, '--format=json', root])
  const report: LintReport = JSON.parse(output)
  for (const { filename, code } of report.diagnostics) {
    const path = filename.slice(filename.indexOf(root) + root.length + 1)
    broken.set(path, [...(broken.get(path) ?? []), code])
  }
  return broken
}

type LintReport = { readonly diagnostics: readonly { filename: string; code: string }[] }

/** What the compiler says with shared's settings: the files that do not compile. */
export function compileShared({ root }: Tree, paths: readonly string[]): Set<string> {
  const config = ts.readConfigFile(join(ROOT, 'shared/tsconfig.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root)
  const program = ts.createProgram(
    paths.map((path) => join(root, path)),
    options,
  )
  const refused = ts
    .getPreEmitDiagnostics(program)
    .flatMap(({ file }) => (file === undefined ? [] : [file.fileName.slice(root.length + 1)]))
  return new Set(refused)
}

/** The files that the formatter would change. */
export function unformatted({ root }: Tree): string {
  return run('prettier', ['--config', '.prettierrc.json', '--list-different', root])
}

/** Builds the app of the tree; the output tells why it failed. */
export function buildApp({ root }: Tree): { readonly isBuilt: boolean; readonly output: string } {
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'), 'junction')
  try {
    const output = execFileSync(
      process.execPath,
      [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build'],
      // Vitest's own variables would switch the app's plugin off in vite.config.ts.
      { cwd: root, encoding: 'utf8', stdio: 'pipe', env: withoutVitest() },
    )
    return { isBuilt: true, output }
  } catch (error) {
    return { isBuilt: false, output: `${outputOf(error)}` }
  }
}

function run(tool: string, args: readonly string[]): string {
  try {
    const bin = join(ROOT, 'node_modules/.bin', tool)
    return execFileSync(bin, args, {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: 'pipe',
      maxBuffer: 32_000_000,
    })
  } catch (error) {
    return outputOf(error)
  }
}

/** A tool that found something ends with an error that carries what it printed. */
function outputOf(error: unknown): string {
  const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
  return `${stdout}${stderr}`
}

function withoutVitest(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV|TEST|VITE)/.test(name)),
  )
}
