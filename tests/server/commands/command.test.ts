import { runCommand } from '@pasar/server/commands/command.ts'
import { afterEach, expect, test, vi } from 'vitest'

afterEach(() => {
  process.exitCode = undefined
})

test('prints the answer, or the reason with exit status 1', () => {
  const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  const err = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  runCommand(() => 'done')
  expect([out.mock.calls, process.exitCode]).toEqual([[['done\n']], undefined])
  runCommand(() => {
    throw new Error('no such file')
  })
  expect([err.mock.calls, process.exitCode]).toEqual([[['no such file\n']], 1])
})
