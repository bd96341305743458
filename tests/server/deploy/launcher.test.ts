import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const LAUNCHER = join(import.meta.dirname, '../../../server/deploy/launcher.ts')

/** A server that says when it was asked to stop. */
const SERVER = `
  import { stopWithLauncher } from ${JSON.stringify(LAUNCHER)}
  stopWithLauncher(() => { console.log('stopped'); process.exit() })
  setTimeout(() => { console.log('still there'); process.exit() }, 3000)
  console.log('started by', process.ppid)
`
/** A command of the given name that starts the server. */
const commandNamed = (name: string): string => `
  process.title = ${JSON.stringify(name)}
  const { spawn } = await import('node:child_process')
  spawn(process.execPath, ['--input-type=module', '--eval', process.env.SERVER], { stdio: 'inherit' })
`

/**
 * Starts the server through a command, kills the command alone, and hears the server's last word.
 * The command is set free of this test, which may itself run under a pnpm that goes on.
 */
function lastWordAfterKilling(name: string): Promise<string> {
  const args = ['--input-type=module', '--eval', commandNamed(name)]
  const shell = spawn('sh', ['-c', '"$0" "$@" &', process.execPath, ...args], {
    env: { ...process.env, SERVER },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve) => {
    let said = ''
    shell.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const [, command] = /started by (\d+)/.exec(text) ?? []
      if (command !== undefined) process.kill(Number(command), 'SIGKILL')
    })
    shell.stdout.on('end', () => resolve(said.trim().split('\n').at(-1) ?? ''))
  })
}

test.runIf(process.platform === 'linux')(
  'stops when the pnpm that started it is gone',
  async () => {
    expect(await lastWordAfterKilling('pnpm start')).toBe('stopped')
  },
  20_000,
)

test.runIf(process.platform === 'linux')(
  'stays when no package manager started it',
  async () => {
    expect(await lastWordAfterKilling('a service manager')).toBe('still there')
  },
  20_000,
)
