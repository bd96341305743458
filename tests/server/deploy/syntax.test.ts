import { parseAst } from 'vite'
import { expect, test } from 'vitest'
import { newerThanChrome87 } from '@pasar/server/deploy/syntax.ts'

const found = (code: string): string | null => newerThanChrome87(parseAst(code))

test('lets pass what Chrome 87 can parse', () => {
  const code = `class A { #x = 1; static y = 2; #m() { return this.#x } static #z() {} }
    async function wait() { for await (const part of []) await part }
    const later = async () => { a ??= b; a ||= 1_000; await later?.() }`
  expect(found(code)).toBe(null)
})

test('finds what Chrome 87 cannot parse', () => {
  expect(found('class A { static { run() } }')).toBe('static blocks of classes')
  expect(found('class A { #x; has(o) { return #x in o } }')).toBe('#name in object')
  expect(found('const module = await import("x")')).toBe('await outside of functions')
  expect(found('export {}; for await (const x of y) run(x)')).toBe('await outside of functions')
})
