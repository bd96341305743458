import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

const ROOT = join(import.meta.dirname, '..', '..')
const PACKAGES = ['shared', 'server', 'web', 'tests'] as const
/** What is no source, and what no simulated world imports. */
const LEFT_OUT = ['node_modules', 'static', 'e2e', 'bench', 'fixtures', 'tidy']

/** A copy of the sources in which a line can be changed without anybody else seeing it. */
export class TreeCopy {
  readonly folder = fs.mkdtempSync(join(tmpdir(), 'pasar-copy-'))

  constructor(leftOut: readonly string[] = LEFT_OUT) {
    for (const name of PACKAGES) {
      fs.cpSync(join(ROOT, name), join(this.folder, name), {
        recursive: true,
        filter: (path) => !leftOut.includes(basename(path)),
      })
      this.#linkModules(name)
    }
  }

  /** Adds what a build needs beside the packages: the root's files, and its tools by a link. */
  addRoot(files: readonly string[]): void {
    for (const file of files) fs.cpSync(join(ROOT, file), join(this.folder, file))
    fs.symlinkSync(join(ROOT, 'node_modules'), join(this.folder, 'node_modules'))
  }

  /** Puts one text in the place of another; says how to put it back, or null where it is not there. */
  patch(file: string, { find, put }: { find: string; put: string }): (() => void) | null {
    const path = join(this.folder, file)
    const text = fs.readFileSync(path, 'utf8')
    if (text.split(find).length !== 2) return null
    fs.writeFileSync(
      path,
      text.replace(find, () => put),
    )
    return () => fs.writeFileSync(path, text)
  }

  remove(): void {
    fs.rmSync(this.folder, { recursive: true, force: true })
  }

  /** Packages from the registry are shared with the original; those of the workspace are copies. */
  #linkModules(name: string): void {
    const from = join(ROOT, name, 'node_modules')
    const to = join(this.folder, name, 'node_modules')
    fs.mkdirSync(join(to, '@pasar'), { recursive: true })
    for (const entry of fs.readdirSync(from)) {
      if (entry === '@pasar' || entry.startsWith('.')) continue
      fs.symlinkSync(fs.realpathSync(join(from, entry)), join(to, entry))
    }
    for (const other of PACKAGES)
      fs.symlinkSync(join(this.folder, other), join(to, '@pasar', other))
  }
}
