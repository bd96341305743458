import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { BadSetting, readConfig } from '@pasar/server/config.ts'
import { builtApp, serve } from '@pasar/server/serve.ts'
import { DatabaseInUse } from '@pasar/server/store/lock.ts'
import { afterEach, describe, expect, test } from 'vitest'
import { MORNING } from './installation.ts'
import { PIN, Phone } from './phone.ts'

const aFolder = () => mkdtempSync(join(tmpdir(), 'pasar-'))
const ROOT = join(import.meta.dirname, '../..')

describe('in this process', () => {
  async function start(environment: Record<string, string> = {}) {
    const lines: string[] = []
    const config = readConfig({
      PORT: '0',
      DATA_DIR: aFolder(),
      LOG_LEVEL: 'error',
      ...environment,
    })
    const serving = await serve({
      config,
      webDir: '/nowhere',
      version: 'test',
      now: () => MORNING,
      random: randomBytes,
      die: () => undefined,
      print: (line) => lines.push(line),
    })
    return { ...serving, lines, config }
  }

  test('says where it is and how the first admin comes in, and stops for good', async () => {
    const { address, lines, stop } = await start()
    expect(address).toMatch(/^http:\/\/localhost:\d+$/)
    expect(lines).toEqual([
      `Pasar Dekat: ${address}`,
      'Nobody governs this installation yet. Whoever opens this link first becomes its admin:',
      expect.stringMatching(`^  ${address}/klaim#[\\w-]{43}$`),
    ])
    expect((await fetch(`${address}/api/health`)).status).toBe(200)
    await stop()
    await expect(fetch(`${address}/api/health`)).rejects.toThrow()
  })

  test('stops although phones listen', async () => {
    const { address, stop } = await start()
    const live = await fetch(`${address}/api/live`)
    await stop()
    expect(await live.text()).toContain(': ok')
  })

  test('loads the demo market once, with a code for each of its people', async () => {
    const dataDir = aFolder()
    const first = await start({ DEMO: '1', DATA_DIR: dataDir })
    const health = async ({ address }: { address: string }) =>
      (await (await fetch(`${address}/api/health`)).json()) as { lastVersion: number } // of ours
    const before = await health(first)
    expect(first.lines.filter((line) => /^ {2}[A-Z]{4}-[A-Z]{4} {2}/.test(line)).length).toBe(7)
    expect(first.lines.join()).not.toContain('demoRefused')
    await first.stop()
    const second = await start({ DEMO: '1', DATA_DIR: dataDir })
    expect((await health(second)).lastVersion).toBe(before.lastVersion)
    expect(second.lines.join()).not.toContain(first.lines[2]?.slice(2, 11) ?? '')
    await second.stop()
  })

  test('prints the address that people type', async () => {
    const { lines, stop } = await start({ BASE_URL: 'https://pasar.test' })
    expect(lines[0]).toBe('Pasar Dekat: https://pasar.test')
    await stop()
  })

  test('refuses a database that another one serves, and a failpoint that is none', async () => {
    const { config, stop } = await start()
    await expect(start({ DATA_DIR: config.dataDir })).rejects.toThrow(DatabaseInUse)
    await stop()
    await expect(start({ FAILPOINT: 'nowhere:1' })).rejects.toThrow(BadSetting)
  })

  test('serves the app that lies beside it', () => {
    expect(builtApp()).toBe(join(ROOT, 'build'))
  })
})

describe('in a process of its own', () => {
  const started: ChildProcess[] = []
  afterEach(() => {
    for (const child of started.splice(0)) child.kill('SIGKILL')
  })

  async function start(environment: Record<string, string>) {
    const child = spawn(process.execPath, ['server/main.ts'], {
      cwd: ROOT,
      env: { PATH: process.env['PATH'], PORT: '0', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    started.push(child)
    const lines = linesOf(child.stdout)
    const address = (await lines.next()).slice('Pasar Dekat: '.length)
    const ended = once(child, 'exit').then(([code, signal]) => ({ code, signal }))
    return { child, address, lines, ended }
  }

  /** A phone whose server may be another process each time. */
  function aPhone() {
    const at = { address: '' }
    const app = {
      request: (path: string, init: RequestInit) => fetch(`${at.address}${path}`, init),
    }
    return { at, phone: new Phone({ app, clock: { now: MORNING } }) }
  }

  const aCommodity = (commodityId: string) => ({
    commodityId,
    name: 'Jahe',
    category: 'spice',
    base: 'g',
    usualUnit: 'kg',
  })

  test.each(['before-begin', 'before-commit', 'after-commit'])(
    'killed %s, it loses nothing that was answered and doubles nothing, I1 I2',
    async (place) => {
      const DATA_DIR = aFolder()
      const { at, phone } = aPhone()
      const first = await start({ DATA_DIR })
      at.address = first.address
      // Three lines are printed; the link comes last.
      const token = await linkOf(first.lines)
      const { client, keys } = phone
      const claim = { token, client, publicKey: keys.publicKey, pin: PIN, name: 'Pak Hadi' }
      expect((await phone.post('/api/session/claim', claim)).status).toBe(200)
      const answered = phone.envelope('commodity.put.v1', aCommodity('jahe'))
      expect((await phone.sync({ mutations: [answered] })).results[0]?.outcome).toBe('applied')
      first.child.kill('SIGTERM')
      expect(await first.ended).toEqual({ code: 0, signal: null })

      const second = await start({ DATA_DIR, FAILPOINT: `${place}:1` })
      at.address = second.address
      const cut = phone.envelope('commodity.put.v1', aCommodity('kunyit'))
      await expect(phone.sync({ mutations: [cut] })).rejects.toThrow()
      expect(await second.ended).toEqual({ code: null, signal: 'SIGKILL' })

      const third = await start({ DATA_DIR })
      at.address = third.address
      const reply = await phone.sync({ have: { commodities: '' }, mutations: [answered, cut] })
      const isKept = place === 'after-commit'
      expect(reply.results.map(({ outcome, again }) => [outcome, again])).toEqual([
        ['applied', true],
        ['applied', isKept ? true : undefined],
      ])
      expect(reply.buckets.commodities?.rows.map(({ id }) => id)).toEqual(['jahe', 'kunyit'])
      third.child.kill('SIGINT')
      expect(await third.ended).toEqual({ code: 0, signal: null })
    },
    60_000,
  )

  test('killed in a migration, it starts again as if never', async () => {
    const DATA_DIR = aFolder()
    const child = spawn(process.execPath, ['server/main.ts'], {
      cwd: ROOT,
      env: { PATH: process.env['PATH'], PORT: '0', DATA_DIR, FAILPOINT: 'in-migration:1' },
    })
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL'])
    const again = await start({ DATA_DIR })
    expect((await fetch(`${again.address}/api/health`)).status).toBe(200)
  }, 60_000)

  test('ends with a sentence where the database is damaged', async () => {
    const DATA_DIR = aFolder()
    writeFileSync(
      join(DATA_DIR, 'pasar.db'),
      'no database at all, but long enough to be read as one',
    )
    const child = spawn(process.execPath, ['server/main.ts'], {
      cwd: ROOT,
      env: { PATH: process.env['PATH'], PORT: '0', DATA_DIR },
    })
    let said = ''
    child.stderr.on('data', (chunk) => (said += String(chunk)))
    expect(await once(child, 'exit')).toEqual([1, null])
    expect(said).toBe(
      'The database cannot be used: file is not a database.\n' +
        'Is the disk full? A damaged one is replaced by: node server/commands/restore.ts <backup>\n',
    )
  })

  test('ends with a sentence where a setting cannot be meant', async () => {
    const child = spawn(process.execPath, ['server/main.ts'], {
      cwd: ROOT,
      env: { PATH: process.env['PATH'], PORT: 'http' },
    })
    let said = ''
    child.stderr.on('data', (chunk) => (said += String(chunk)))
    expect(await once(child, 'exit')).toEqual([1, null])
    expect(said).toBe('PORT is "http", but must be from 0 to 65535.\n')
  })
})

type Lines = { readonly next: () => Promise<string> }

/** What a process says, line by line; none is lost between two readers. */
function linesOf(stream: Readable): Lines {
  const said: string[] = []
  let wake = (): void => undefined
  createInterface({ input: stream }).on('line', (line) => {
    said.push(line)
    wake()
  })
  const next = async (): Promise<string> => {
    while (said.length === 0) await new Promise<void>((resolve) => (wake = resolve))
    return said.shift() ?? ''
  }
  return { next }
}

async function linkOf(lines: Lines): Promise<string> {
  for (;;) {
    const [, token] = (await lines.next()).split('/klaim#')
    if (token) return token
  }
}

test('main only composes', () => {
  expect(readFileSync(join(ROOT, 'server/main.ts'), 'utf8').split('\n').length).toBeLessThan(70)
})
