import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const LIST = [
  { name: 'market.create.v1', args: { marketId: 'pasar-a', name: 'Pasar A', opening: [] } },
]

/** A copy of what runs, with server/seed/ deleted. */
let copy = ''
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'pasar-without-demo-'))
  for (const name of ['server', 'shared', 'package.json']) {
    cpSync(join(ROOT, name), join(copy, name), { recursive: true, verbatimSymlinks: true })
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'junction')
  rmSync(join(copy, 'server/seed'), { recursive: true })
})
afterAll(() => rmSync(copy, { recursive: true }))

const environment = () => ({
  PATH: process.env['PATH'],
  PORT: '0',
  DATA_DIR: join(copy, 'data'),
})

test('loads a list and serves it with the demo market deleted', async () => {
  writeFileSync(join(copy, 'list.json'), JSON.stringify(LIST))
  const loaded = execFileSync(process.execPath, ['server/commands/seed.ts', 'list.json'], {
    cwd: copy,
    env: environment(),
    encoding: 'utf8',
  })
  expect(loaded).toBe('1 loaded, 0 known already, 0 refused.\n')
  const server = spawn(process.execPath, ['server/main.ts'], { cwd: copy, env: environment() })
  const ended = once(server, 'exit')
  try {
    const [line] = (await once(createInterface(server.stdout), 'line')) as [string] // a line is text
    const address = line.slice('Pasar Dekat: '.length)
    expect(await (await fetch(`${address}/api/health`)).json()).toMatchObject({ lastVersion: 1 })
  } finally {
    server.kill('SIGTERM')
    await ended
  }
}, 30_000)
