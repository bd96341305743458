import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { LAYERS, type Layer, OWNED_GLOBALS, OWNED_PROPERTIES, type Owned } from './layers.ts'
import {
  buildApp,
  compileShared,
  lint,
  lintPromises,
  plant,
  unformatted,
  uproot,
} from './planted-tree.ts'
import {
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
import { ROOT } from './source.ts'

afterAll(uproot)

const fileIn = (path: string, name: string): string =>
  /\.\w+$/.test(path) ? path : `${path}/${name}.ts`

const importing = (what: string): string => `import { thing } from '${what}'\n\nexport { thing }\n`

const isWithin = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(`${folder}/`)

/** An import that a pattern of the table stands for. */
const concrete = (pattern: string): string => pattern.replace('**', 'a.ts').replace('*', 'fs')

describe('an import that the table does not allow', () => {
  const files = new Map(
    LAYERS.flatMap((layer) => [
      [fileIn(layer.path, 'planted'), importing(layer.never)],
      [fileIn(layer.path.replace(/\.ts$/, ''), 'of-tests'), importing('../../tests/fixtures/a.ts')],
    ]),
  )
  const broken = lint(plant(files))
  test.each(LAYERS)('is refused in $path: $never', ({ path }: Layer) => {
    expect(broken.get(fileIn(path, 'planted')) ?? []).toContain('eslint(no-restricted-imports)')
  })
})

describe('an import that the table allows', () => {
  const allowed = LAYERS.flatMap(({ path, may, mayTypes = [] }) => [
    ...may
      .filter((one) => !one.startsWith('!'))
      .map((one) => ({ path, line: importing(concrete(one)) })),
    ...mayTypes.map((one) => ({
      path,
      line: `import type { T } from '${concrete(one)}'\n\nexport type { T }\n`,
    })),
  ]).filter(({ path }) => !/\.\w+$/.test(path))
  const named = allowed.map((one, index) => ({ ...one, file: `${one.path}/allowed-${index}.ts` }))
  const broken = lint(plant(new Map(named.map(({ file, line }) => [file, line]))))
  test('is not refused anywhere', () => {
    expect(
      [...broken].filter(([, rules]) => rules.includes('eslint(no-restricted-imports)')),
    ).toEqual([])
  })
})

describe('what one place owns', () => {
  const owned = [...OWNED_GLOBALS, ...OWNED_PROPERTIES]
  const text = ({ name }: Owned): string => `export const used = () => ${name}\n`
  const elsewhere = owned.flatMap((one, index) =>
    one.in.map((folder) => ({ one, file: `${folder}/owned-${index}.ts` })),
  )
  const atHome = owned.flatMap((one, index) =>
    one.but.map((path, place) => ({ one, file: fileIn(path, `at-home-${index}-${place}`) })),
  )
  const files = new Map(elsewhere.map(({ one, file }) => [file, text(one)]))
  // An owner may be one file: it gets the text of everything that it owns.
  for (const { one, file } of atHome)
    files.set(
      file,
      (files.get(file) ?? '') +
        text(one).replace('used', `used${files.size}_${(files.get(file) ?? '').length}`),
    )
  const broken = lint(plant(files))
  const isOwnership = (rule: string): boolean => /no-restricted-(globals|properties)/.test(rule)

  test.each(elsewhere)('is refused elsewhere: $one.name in $file', ({ file }) => {
    expect((broken.get(file) ?? []).some(isOwnership)).toBe(true)
  })
  test('is not refused at home', () => {
    const refused = atHome.filter(({ file }) => (broken.get(file) ?? []).some(isOwnership))
    expect(refused.map(({ file }) => file)).toEqual([])
  })
})

describe('careless code', () => {
  const cases: readonly (readonly [rule: string, path: string, text: string])[] = [
    ['typescript(no-explicit-any)', 'server/store/a.ts', 'export const a = (b: any) => b\n'],
    ['import(no-default-export)', 'server/store/b.ts', 'export default 1\n'],
    [
      'eslint(no-empty)',
      'server/store/c.ts',
      'export function c() {\n  try {\n    c()\n  } catch {}\n}\n',
    ],
    [
      'typescript(consistent-type-imports)',
      'server/store/d.ts',
      "import { T } from './t.ts'\n\nexport const d: T | null = null\n",
    ],
    [
      'import(no-cycle)',
      'server/store/e.ts',
      "import { f } from './f.ts'\n\nexport const e = () => f\n",
    ],
    ['eslint(no-console)', 'web/store/g.ts', 'console.log(1)\n'],
    ['eslint(eqeqeq)', 'server/store/i.ts', 'export const i = (a: number) => a == 1\n'],
    ['unicorn(filename-case)', 'server/store/NotKebab.ts', 'export const j = 1\n'],
    [
      'eslint(max-params)',
      'server/store/k.ts',
      'export const k = (a: 1, b: 1, c: 1, d: 1) => [a, b, c, d]\n',
    ],
  ]
  const files = new Map(cases.map(([, path, text]) => [path, text]))
  files.set('server/store/f.ts', "import { e } from './e.ts'\n\nexport const f = () => e\n")
  files.set('server/store/t.ts', 'export type T = string\n')
  const broken = lint(plant(files))
  test.each(cases)('is refused: %s in %s', (rule, path) => {
    expect(broken.get(path)).toContain(rule)
  })
})

test('a promise that nobody waits for is refused', () => {
  const save = 'const save = async () => 1\n\n'
  const tree = plant(
    new Map([
      ['server/store/floating.ts', `${save}export const a = () => {\n  save()\n}\n`],
      ['server/store/awaited.ts', `${save}export const a = async () => {\n  await save()\n}\n`],
    ]),
  )
  expect([...lintPromises(tree)]).toEqual([
    ['server/store/floating.ts', ['typescript(no-floating-promises)']],
  ])
})

describe('shared code that is not pure, or too new for Chrome 87', () => {
  const impure = new Map([
    ['shared/domain/dom.ts', 'export const title = () => document.title\n'],
    ['shared/domain/node.ts', 'export const name = () => process.title\n'],
    ['shared/domain/builtin.ts', "import { join } from 'node:path'\n\nexport { join }\n"],
    ['shared/domain/timer.ts', 'export const later = () => setTimeout(() => 1, 1)\n'],
    ['shared/domain/new.ts', "export const has = (a: object) => Object.hasOwn(a, 'b')\n"],
    ['shared/domain/at.ts', 'export const last = (a: number[]) => a.at(-1)\n'],
    ['shared/domain/enum.ts', 'export enum E {\n  A,\n}\n'],
  ])
  const pure = 'shared/domain/pure.ts'
  const tree = plant(new Map([...impure, [pure, 'export const twice = (n: number) => n * 2\n']]))
  const refused = compileShared(tree, [...impure.keys(), pure])
  test.each([...impure.keys()])('does not compile: %s', (path) => {
    expect(refused.has(path)).toBe(true)
  })
  test('while pure code does', () => expect(refused.has(pure)).toBe(false))

  test('is refused when it waits', () => {
    const text = 'export async function a() {\n  await b()\n}\n'
    expect(isSynchronous({ path: 'a.ts', text })).toHaveLength(2)
  })
})

describe('style', () => {
  const long = (lines: number): string => `export function a() {\n${'  b()\n'.repeat(lines - 2)}}\n`
  const inTransaction = (line: string): string =>
    `await db.transaction('rw', db.rows, async () => {\n  ${line}\n})\n`

  test.each([
    ['a file of 301 lines', shortFiles, 'a()\n'.repeat(300), 'a()\n'.repeat(301)],
    ['a function of 71 lines', shortFunctions, long(70), long(71)],
    ['the clock read by new Date()', readsNoClock, 'new Date(ms)\n', 'new Date()\n'],
    ['a cast without a reason', castsWithReason, '// parsed above\nf(a as B)\n', '\nf(a as B)\n'],
    [
      'an export without a docstring',
      exportsExplained,
      '/** A. */\nexport const a = 1\n',
      'export const a = 1\n',
    ],
    [
      'a fetch inside a transaction',
      transactionsStayInside,
      inTransaction('await db.rows.put(a)'),
      inTransaction('await fetch(a)'),
    ],
    [
      'a signature inside a transaction',
      transactionsStayInside,
      'await platform.sign(a)\n',
      inTransaction('await platform.sign(a)'),
    ],
    [
      'a module loaded inside a transaction',
      transactionsStayInside,
      inTransaction('run(a)'),
      inTransaction("await import('./a.ts')"),
    ],
    [
      'a style attribute',
      noStyleAttributes,
      '<p style:width={a}></p>\n',
      '<p style="width: 1px"></p>\n',
    ],
    ['unfinished work', finished, '// done\n', '// TODO: later\n'],
    ['a test switched off', finished, "test('a')\n", "test.skip('a')\n"],
    ['a test that runs alone', finished, "test('a')\n", "describe.only('a')\n"],
    ["one machine's folder", portable, "'/api/sync'\n", "'/home/somebody/main'\n"],
    ["one machine's package source", portable, "'registry.ts'\n", "'https://registry.example/a'\n"],
  ] as const)('refuses %s, and only that', (_what, rule, good, bad) => {
    expect(rule({ path: 'planted.ts', text: good })).toEqual([])
    expect(rule({ path: 'planted.ts', text: bad })).toHaveLength(1)
  })

  test('refuses an unformatted file', () => {
    const tree = plant(
      new Map([
        ['web/ugly.ts', 'const a = "b";'],
        ['web/fine.ts', "const a = 'b'\n"],
      ]),
    )
    expect(unformatted(tree)).toContain('ugly.ts')
    expect(unformatted(tree)).not.toContain('fine.ts')
  })
})

describe("Kit's guard", () => {
  const page = (script: string): string =>
    `<script lang="ts">\n  ${script}\n</script>\n\n<p>{value}</p>\n`
  const appWith = (script: string) => {
    const tree = plant(
      new Map([
        ['web/routes/+page.svelte', page(script)],
        [
          'web/app.html',
          '<html><head>%sveltekit.head%</head><body>%sveltekit.body%</body></html>\n',
        ],
        ['web/routes/+layout.ts', 'export const prerender = true\n'],
        ['server/secret.ts', "export const value = 'a secret of the server'\n"],
        ['package.json', '{ "type": "module" }\n'],
        ['tsconfig.json', '{ "extends": "$app/tsconfig" }\n'],
      ]),
    )
    for (const path of ['vite.config.ts', 'server/deploy']) {
      cpSync(join(ROOT, path), join(tree.root, path), { recursive: true })
    }
    return buildApp(tree)
  }

  test('refuses a page that imports the server', () => {
    const { isBuilt, output } = appWith("import { value } from '../../server/secret.ts'")
    expect({ isBuilt, isItsReason: output.includes('server/secret.ts') }).toEqual({
      isBuilt: false,
      isItsReason: true,
    })
  })
})

test('every owner of the table lies within a folder that it is taken from', () => {
  const lost = [...OWNED_GLOBALS, ...OWNED_PROPERTIES].flatMap((one) =>
    one.but.filter((path) => !one.in.some((folder) => isWithin(path, folder))),
  )
  expect(lost).toEqual([])
})
