import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore } from '@pasar/server/store/open.ts'

const COMMAND = new URL('../../../server/commands/seed.ts', import.meta.url).pathname
const MARKET = { marketId: 'pasar-a', name: 'Pasar A', opening: [] }

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pasar-seed-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** The command over a file of this content; DATA_DIR is the test's own. */
function seed(content: string): { status: number | null; stdout: string; stderr: string } {
  const file = join(folder, 'list.json')
  writeFileSync(file, content)
  const ran = spawnSync('node', [COMMAND, file], {
    // Vitest sets a BASE_URL of its own, which is a setting of ours too.
    env: { PATH: process.env['PATH'], DATA_DIR: join(folder, 'data') },
    encoding: 'utf8',
  })
  return { status: ran.status, stdout: ran.stdout, stderr: ran.stderr.replaceAll(folder, '') }
}

test('loads a list into a new installation, once', async () => {
  const list = JSON.stringify([{ name: 'market.create.v1', args: MARKET }])
  expect(seed(list)).toEqual({
    status: 0,
    stdout: '1 loaded, 0 known already, 0 refused.\n',
    stderr: '',
  })
  expect(seed(list).stdout).toBe('0 loaded, 1 known already, 0 refused.\n')
  const store = openStore({ file: join(folder, 'data/pasar.db'), now: Date.now })
  expect(store.row('market/pasar-a')).toMatchObject(MARKET_ROW)
  await store.close()
}, 20_000)

const MARKET_ROW = { kind: 'market', id: 'pasar-a', name: 'Pasar A' }

test('names what was refused and ends with status 1', () => {
  const list = [
    { name: 'market.create.v1', args: MARKET },
    {
      name: 'stall.open.v1',
      args: { stallId: 'x-1', marketId: 'nowhere', name: 'X', type: 'los' },
      id: 'x',
    },
  ]
  expect(seed(JSON.stringify(list))).toEqual({
    status: 1,
    stdout: '1 loaded, 0 known already, 1 refused.\n',
    stderr: '  refused (notFound): x\n',
  })
}, 20_000)

test('says what is wrong with a file that is no list', () => {
  expect(seed('{}')).toEqual({
    status: 1,
    stdout: '',
    stderr: '/list.json is no list of intents (notAList).\n',
  })
}, 20_000)
