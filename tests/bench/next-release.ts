import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { TreeCopy } from '../sim/tree-copy.ts'

const ROOT_FILES = ['package.json', 'pnpm-lock.yaml', 'tsconfig.json', 'vite.config.ts']
const LEFT_OUT = ['node_modules', 'sim', 'e2e', 'bench', 'fixtures', 'tidy']
/** A word on every screen: what is seen gets another name, what decides does not. */
const WORD = {
  file: 'web/messages/id/chip.ts',
  find: "'Tersimpan di HP'",
  put: "'Sudah tersimpan di HP'",
}
/** What everything leads to: every file of ours gets another name. */
const ROOT_OF_ALL = { file: 'shared/lib/assert.ts', find: "name = 'Bug'", put: "name = 'Fault'" }

/** Builds of the same app with a small change, each on top of the one before. */
export type NextReleases = {
  /** folder of a build with another word on every screen */
  word(): string
  /** folder of a build in which every file of ours has changed */
  everything(): string
  remove(): void
}

/** Builds from a copy of the sources, into a folder of its own. */
export function nextReleases(): NextReleases {
  const tree = new TreeCopy(LEFT_OUT)
  tree.addRoot(ROOT_FILES)
  const release = (change: typeof WORD): string => {
    if (!tree.patch(change.file, change)) {
      throw new Error(`${change.file} does not hold that line any more`)
    }
    const vite = join(tree.folder, 'node_modules/vite/bin/vite.js')
    const { status } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'error'], {
      cwd: tree.folder,
      stdio: 'ignore',
    })
    if (status !== 0) throw new Error('the next release did not build')
    return join(tree.folder, '.svelte-kit/site')
  }
  return {
    word: () => release(WORD),
    everything: () => release(ROOT_OF_ALL),
    remove: () => tree.remove(),
  }
}
