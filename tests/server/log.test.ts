import { createLog, faultFacts, silentLog } from '@pasar/server/log.ts'
import { expect, test } from 'vitest'

test('writes one line of JSON per event, from its level up', () => {
  const lines: string[] = []
  const log = createLog('warn', (line) => lines.push(line))
  log.info('served', { ms: 3 })
  log.warn('slow', { ms: 300 })
  log.error('broken')
  silentLog.error('unheard')
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { level: 'warn', event: 'slow', ms: 300 },
    { level: 'error', event: 'broken' },
  ])
})

test('tells what broke and where, and nothing of what it was about', () => {
  const facts = faultFacts(Object.assign(new TypeError('Bu Sri 081234567890'), { code: 'E1' }))
  expect(facts).toMatchObject({ fault: 'TypeError', code: 'E1' })
  expect(facts['where']).toContain('log.test.ts')
  expect(JSON.stringify(facts)).not.toContain('Bu Sri')
  expect(faultFacts('text')).toEqual({ fault: 'string' })
})
