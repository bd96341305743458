import { type Kind, KINDS } from '@pasar/shared/domain/row.ts'
import { type MutationName, loadMutation, registry } from '@pasar/shared/mutations/registry.ts'
import { assert } from '@pasar/shared/lib/assert.ts'
import { afterEach, expect, test, vi } from 'vitest'
import { NOBODY } from '@pasar/shared/domain/account.ts'
import { EVENING } from '../../fixtures/day.ts'
import { drawing } from '../../fixtures/draw.ts'
import { AN_INTENT } from '../../fixtures/intent.ts'
import { Rows } from '../../fixtures/rows.ts'

const NAMES = Object.keys(registry) as MutationName[] // the registry's own keys

afterEach(() => vi.unstubAllGlobals())

async function loaded(name: MutationName) {
  const mutation = await loadMutation(name)
  assert(mutation, `${name} loads`)
  return mutation
}

test.each(NAMES)('%s is accepted, over frozen rows and twice alike, S14', async (name) => {
  const mutation = await loaded(name)
  const { rows, args, by } = AN_INTENT[name]
  const run = () => new Rows(...rows).run(mutation, args, { by })
  const forbidden = (what: string) => () => {
    throw new Error(`${name} asked for ${what}`)
  }
  vi.stubGlobal('Date', { now: forbidden('a clock') })
  vi.stubGlobal('crypto', { getRandomValues: forbidden('chance') })
  const random = vi.spyOn(Math, 'random').mockImplementation(forbidden('chance'))
  const first = run()
  random.mockRestore()
  vi.unstubAllGlobals()
  expect(first).toMatchObject({ ok: true })
  expect(run()).toEqual(first)
  if (first.ok) expect(first.changes.length).toBeGreaterThan(0)
})

test.each(NAMES)(
  '%s gives the same rows whenever the authority takes it in time, S15',
  async (name) => {
    const mutation = await loaded(name)
    const { rows, args, by } = AN_INTENT[name]
    const doing = { by, at: EVENING }
    const phone = new Rows(...rows).run(mutation, args, doing)
    const server = new Rows(...rows).run(mutation, args, { ...doing, receivedAt: EVENING + 90_000 })
    expect(server).toEqual(phone)
  },
)

test.each(NAMES)('%s leaves all it read alone where it refuses, A3', async (name) => {
  const mutation = await loaded(name)
  const { rows, args } = AN_INTENT[name]
  const world = new Rows(...rows)
  const before = world.all()
  const outcome = world.run(mutation, args, { by: NOBODY })
  expect(world.all()).toEqual(outcome.ok ? world.all() : before)
  expect(outcome.ok).toBe(name === 'account.register.v1')
})

/** The kinds of row that each intent may write, decided by hand. */
const WRITES: { readonly [Noun in string]: readonly Kind[] } = {
  market: ['market'],
  commodity: ['commodity'],
  stall: ['stall'],
  account: ['account'],
  offer: ['offer', 'offerPrice'],
  order: ['order', 'stallOrder'],
  stallOrder: ['stallOrder', 'conflict'],
}

test.each(NAMES)('%s writes rows of its own noun only, A3', async (name) => {
  const mutation = await loaded(name)
  const { rows, args, by } = AN_INTENT[name]
  const outcome = new Rows(...rows).run(mutation, args, { by })
  const kinds = outcome.ok ? outcome.changes.map(({ key }) => key.split('/')[0]) : []
  const noun = name.slice(0, name.indexOf('.'))
  expect(KINDS).toEqual(expect.arrayContaining(kinds))
  expect(WRITES[noun]).toEqual(expect.arrayContaining(kinds))
})

const HOSTILE: readonly unknown[] = [
  null,
  undefined,
  true,
  0,
  -1,
  1.5,
  1e308,
  -0,
  NaN,
  '',
  '\u0000',
  '\ud800',
  '__proto__',
  'constructor',
  '🌶️'.repeat(500),
  'x'.repeat(100_000),
  [],
  new Array(1_000).fill({}),
  {},
  JSON.parse('{"__proto__":{"isWithdrawn":true}}'),
]

test.each(NAMES)(
  '%s answers any argument with a value, never with an exception, A5',
  async (name) => {
    const mutation = await loaded(name)
    const { rows, args, by } = AN_INTENT[name]
    const draw = drawing(42)
    const pick = () => HOSTILE[draw(HOSTILE.length)]
    const whys = new Set<string>()
    for (let round = 0; round < 100; round++) {
      const field = Object.keys(args)[draw(Object.keys(args).length)] ?? ''
      const bent = round < HOSTILE.length ? HOSTILE[round] : { ...args, [field]: pick() }
      const outcome = new Rows(...rows).run(mutation, bent, { by })
      whys.add(outcome.ok ? 'ok' : outcome.why)
    }
    expect(whys).toContain('badArgs')
    expect(Object.keys(Object.prototype)).toEqual([])
    expect({}).not.toHaveProperty('isWithdrawn')
  },
)
