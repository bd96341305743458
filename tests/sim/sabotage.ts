import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { SABOTAGES, type Sabotage } from './sabotages.ts'
import { TreeCopy } from './tree-copy.ts'

/** Seeds within which a broken line must be noticed. */
const SEEDS_MAX = 50
const DEEDS = 60
/** Seeds of the pairs that differ by their clocks alone. */
const CLOCK_SEEDS_MAX = 30

type Caught = { readonly seed: number; readonly by: string }

/**
 * Breaks one line after the other in a copy of the sources and runs seeds until one fails. `names`
 * picks some of them by a part of their name; null takes all.
 */
export async function runSabotage({
  jobs,
  names,
}: {
  jobs: number
  names: readonly string[] | null
}): Promise<{ passed: number; failed: number }> {
  const tree = new TreeCopy()
  const tally = { passed: 0, failed: 0 }
  const wanted = SABOTAGES.filter(({ name }) => names?.some((part) => name.includes(part)) ?? true)
  try {
    for (const sabotage of wanted) {
      const line = await tryOne(tree, { sabotage, jobs })
      if (line.isCaught) tally.passed++
      else tally.failed++
      console.log(`${line.isCaught ? 'caught' : 'MISSED'}  ${sabotage.name}: ${line.how}`)
    }
  } finally {
    tree.remove()
  }
  return tally
}

async function tryOne(
  tree: TreeCopy,
  { sabotage, jobs }: { sabotage: Sabotage; jobs: number },
): Promise<{ isCaught: boolean; how: string }> {
  const mend = tree.patch(sabotage.file, sabotage)
  if (!mend) return { isCaught: false, how: `${sabotage.file} does not hold that line any more` }
  try {
    const caught = await runSeeds(tree, { isClocked: sabotage.needs === 'clocks', jobs })
    if (!caught) return { isCaught: false, how: `${SEEDS_MAX} seeds saw nothing` }
    return { isCaught: true, how: `seed ${caught.seed}, ${caught.by}` }
  } finally {
    mend()
  }
}

function runSeeds(
  tree: TreeCopy,
  { isClocked, jobs }: { isClocked: boolean; jobs: number },
): Promise<Caught | null> {
  const seeds = isClocked ? CLOCK_SEEDS_MAX : SEEDS_MAX
  const args = ['--seeds', seeds, '--deeds', DEEDS, '--jobs', jobs, '--until-first'].map(String)
  if (isClocked) args.push('--clocks')
  const child = spawn(process.execPath, [join(tree.folder, 'tests/sim/main.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      const failure = /^SEED=(\d+) (.*)$/m.exec(output)
      if (failure) return resolve({ seed: Number(failure[1]), by: (failure[2] ?? '').slice(0, 90) })
      if (code === 0) return resolve(null)
      reject(new Error(`the sabotaged simulator ended with ${code}:\n${output.slice(-2_000)}`))
    })
  })
}
