import { expect, test } from 'vitest'
import { readSeedFile } from '@pasar/server/load/read.ts'

const entry = { name: 'stall.open.v1', args: { stallId: 'a-1', marketId: 'a' } }

test('reads a list, with ids of its own or made of what it says', () => {
  const read = readSeedFile(JSON.stringify([{ ...entry, id: 'mine' }, entry, entry]))
  const made = { ...entry, id: expect.stringMatching(/^load:stall\.open\.v1:[0-9a-z]+$/) }
  expect(read).toEqual({ ok: true, value: [{ ...entry, id: 'mine' }, made, made] })
})

test('makes another id of other arguments and the same of the same in another order', () => {
  const ids = [
    { name: entry.name, args: { stallId: 'a-1', marketId: 'a' } },
    { name: entry.name, args: { marketId: 'a', stallId: 'a-1' } },
    { name: entry.name, args: { stallId: 'a-2', marketId: 'a' } },
  ].map((each) => {
    const read = readSeedFile(JSON.stringify([each]))
    return read.ok ? read.value[0]?.id : null
  })
  expect(ids[0]).toBe(ids[1])
  expect(ids[0]).not.toBe(ids[2])
})

test('refuses what is not a list of intents, and names the entry', () => {
  const whys = [
    '{',
    '{}',
    '[1]',
    '[{"name":"market.burn.v1","args":{}}]',
    JSON.stringify([entry, { name: entry.name }]),
    JSON.stringify([{ ...entry, id: 7 }]),
  ].map((text) => {
    const read = readSeedFile(text)
    return read.ok ? 'ok' : read.why
  })
  expect(whys).toEqual([
    'notJson',
    'notAList',
    'entry 1: not an object',
    'entry 1: unknown name market.burn.v1',
    'entry 2: args is not an object',
    'entry 1: id is not a text',
  ])
})
