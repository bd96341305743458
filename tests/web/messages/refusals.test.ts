import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { REQUEST_REFUSALS } from '@pasar/shared/sync/protocol.ts'
import { hasRefusalText, refusalText } from '@pasar/web/messages/id/refusals.ts'

const ROOT = join(import.meta.dirname, '../../..')

const sourceOf = (folder: string): string =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('node_modules'))
    .map((file) => readFileSync(join(ROOT, folder, file), 'utf8'))
    .join('\n')

/** The members of unions whose name ends in Why, Refusal or FaultKind. */
function unionsIn(source: string): string[] {
  const types = source.matchAll(/type \w*(?:Why|LineRefusal|FaultKind) =\s*((?:\|?\s*'\w+'\s*)+)/g)
  return [...types].flatMap((type) => [...(type[1] ?? '').matchAll(/'(\w+)'/g)].map(first))
}

/** The reasons that are given where they arise. */
const givenIn = (source: string): string[] =>
  [...source.matchAll(/(?:refuse|refused)\(\s*'(\w+)'|\bwhy: '(\w+)'/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  )

const first = (match: RegExpMatchArray): string => match[1] ?? ''

const folders = [
  'shared',
  'web/store',
  'web/sync',
  'web/account',
  'web/intents',
  'web/state',
  'server/store',
]

describe('every refusal', () => {
  test.each(folders)('of %s has words', (folder) => {
    const source = sourceOf(folder)
    const whys = new Set([...unionsIn(source), ...givenIn(source)])
    expect([...whys].filter((why) => !hasRefusalText(why))).toEqual([])
  })
  test('of a request has words', () => {
    expect(Object.keys(REQUEST_REFUSALS).filter((why) => !hasRefusalText(why))).toEqual([])
  })
  test('is found: the check reads more than a handful, of both kinds', () => {
    const source = sourceOf('shared')
    expect(unionsIn(source)).toEqual(expect.arrayContaining(['notPermitted', 'marketClosed']))
    expect(givenIn(source)).toEqual(expect.arrayContaining(['tooHigh', 'comma']))
  })
})

test('a reason that this version does not know is said as such', () => {
  expect(refusalText('somethingNew')).toBe('Pasar tidak menerima ini. Tanya petugas pasar.')
})
