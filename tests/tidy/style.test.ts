import { describe, expect, test } from 'vitest'
import {
  type Rule,
  castsWithReason,
  exportsExplained,
  finished,
  isSynchronous,
  noStyleAttributes,
  portable,
  readsNoClock,
  shortFiles,
  shortFunctions,
  transactionsStayInside,
} from './rules.ts'
import { codeUnder, filesUnder, sourceOf } from './source.ts'

const PRODUCT = ['shared', 'server', 'web']
/** The clock's owners. */
const CLOCKS = [
  'web/platform/',
  'web/static/',
  'server/main.ts',
  'server/commands/',
  'server/deploy/',
]
/** These name the words that they look for. */
const OWN = ['tests/tidy/rules.ts', 'tests/tidy/planted.test.ts']

const everything = filesUnder('.')
  .filter((path) => /\.(ts|js|mjs|svelte|html|css|md|json|ya?ml|sh)$/.test(path))
  .filter((path) => !OWN.includes(path) && path !== 'pnpm-lock.yaml')
  .map(sourceOf)
const code = codeUnder(...PRODUCT, 'tests')
const product = codeUnder(...PRODUCT)
const shared = codeUnder('shared')

const judged = (rule: Rule, sources: typeof code) => sources.flatMap(rule)

describe('all code', () => {
  test('stays within 300 lines a file', () => expect(judged(shortFiles, code)).toEqual([]))
  test('stays within 70 lines a function', () => {
    // A describe block is a list of tests, not a function that somebody has to follow.
    const followed = code.filter(({ path }) => !path.endsWith('.test.ts'))
    expect(judged(shortFunctions, followed)).toEqual([])
  })
  test('is finished, and no test is switched off', () => {
    expect(judged(finished, everything)).toEqual([])
  })
  test('names no path and no host of one machine', () => {
    expect(judged(portable, everything)).toEqual([])
  })
})

describe('shared code', () => {
  test('never waits', () => {
    // The registry loads a mutation's module before any transaction opens; it decides nothing.
    const others = shared.filter(({ path }) => path !== 'shared/mutations/registry.ts')
    expect(judged(isSynchronous, others)).toEqual([])
  })
  test('explains every export', () => expect(judged(exportsExplained, shared)).toEqual([]))
})

describe('the product', () => {
  test('reads the clock only where it is owned', () => {
    const others = product.filter(({ path }) => !CLOCKS.some((clock) => path.startsWith(clock)))
    expect(judged(readsNoClock, others)).toEqual([])
  })
  test('gives a reason for every cast', () => {
    expect(judged(castsWithReason, product)).toEqual([])
  })
  test('awaits nothing but the database inside a transaction', () => {
    expect(judged(transactionsStayInside, codeUnder('web'))).toEqual([])
  })
  test('has no style attributes', () => {
    const markup = product.filter(({ path }) => path.endsWith('.svelte'))
    expect(judged(noStyleAttributes, markup)).toEqual([])
  })
})
