import { type OxlintOverride, defineConfig } from 'oxlint'
import { LAYERS, type Layer, OWNED_GLOBALS, OWNED_PROPERTIES, type Owned } from './layers.ts'

/** Globs hold for the repository and for the temporary tree of planted.test.ts alike. */
const glob = (path: string): string => (/\.\w+$/.test(path) ? `**/${path}` : `**/${path}/**`)

const TESTS = ['**/@pasar/tests/**', '@pasar/tests/**', '**/../tests/**']

/** A file right in the folder may name its neighbours, one deeper also those a step above it. */
function importsOf(layer: Layer): OxlintOverride[] {
  if (layer.path.endsWith('.ts')) return [only(layer, `**/${layer.path}`, [])]
  const above = ['../*.ts', '../*.svelte', '../*.css', '../*.json']
  return [
    only(layer, `**/${layer.path}/*`, ['./**']),
    only(layer, `**/${layer.path}/*/**`, ['./**', ...above]),
  ]
}

function only(layer: Layer, files: string, own: readonly string[]): OxlintOverride {
  const values = [...own, ...layer.may]
  const types = [...values, ...(layer.mayTypes ?? [])]
  const refuseAllBut = (allowed: readonly string[]): string[] => [
    '*',
    ...allowed.map((pattern) => (pattern.startsWith('!') ? pattern.slice(1) : `!${pattern}`)),
    ...TESTS,
  ]
  const message = `${layer.path} may not import this: see the table in tests/tidy/layers.ts.`
  return {
    files: [files],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: refuseAllBut(values), message, allowTypeImports: true },
            { group: refuseAllBut(types), message },
          ],
        },
      ],
    },
  }
}

const isWithin = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(`${folder}/`)

/** One override per owner, since a later override replaces a rule's whole list. */
function ownership(): OxlintOverride[] {
  const owned = [...OWNED_GLOBALS, ...OWNED_PROPERTIES]
  const owners = [...new Set(owned.flatMap((one) => one.but))]
  const refusedIn = (path: string) => (one: Owned) =>
    one.in.some((folder) => isWithin(path, folder)) && !one.but.some((but) => isWithin(path, but))
  return ['shared', 'web', 'server', ...owners].map((path) => ({
    files: [glob(path)],
    rules: {
      'no-restricted-globals': ['error', ...OWNED_GLOBALS.filter(refusedIn(path)).map(named)],
      'no-restricted-properties': [
        'error',
        ...OWNED_PROPERTIES.filter(refusedIn(path)).map(dotted),
      ],
    },
  }))
}

const named = ({ name, message }: Owned) => ({ name, message })

function dotted({ name, message }: Owned) {
  const [object = '', property = ''] = name.split('.')
  return { object, property, message }
}

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'promise', 'vitest'],
  categories: { correctness: 'error', suspicious: 'error' },
  rules: {
    'import/no-cycle': 'error',
    'import/no-default-export': 'error',
    'import/no-self-import': 'error',
    'import/no-duplicates': 'error',
    'no-empty': 'error',
    eqeqeq: 'error',
    'no-var': 'error',
    'prefer-const': 'error',
    'no-console': 'error',
    'no-else-return': 'error',
    'max-params': ['error', { max: 3 }],
    'typescript/no-explicit-any': 'error',
    'typescript/no-namespace': 'error',
    'typescript/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    'typescript/consistent-type-definitions': ['error', 'type'],
    'typescript/ban-ts-comment': 'error',
    'unicorn/no-abusive-eslint-disable': 'error',
    'unicorn/prefer-node-protocol': 'error',
    'unicorn/filename-case': ['error', { case: 'kebabCase', ignore: ['^\\+', '\\.svelte\\.ts$'] }],
    // The rest of this list are rules whose advice this project does not follow, one reason each.
    'no-underscore-dangle': 'off', // Kit's and Vite's own names
    'no-shadow': 'off', // short arrow parameters read better than invented synonyms
    'import/no-unassigned-import': 'off', // styles and fake-indexeddb/auto are imported for effect
    'unicorn/consistent-function-scoping': 'off', // a helper stands where it is used
    'promise/always-return': 'off', // a chain may end in an effect
    'import/no-named-as-default': 'off', // Dexie exports itself both ways
    'no-unmodified-loop-condition': 'off', // it does not see changes made by callbacks
    'unicorn/require-post-message-target-origin': 'off', // it takes BroadcastChannel for a window
    'unicorn/require-module-specifiers': 'off', // `export {}` makes a declaration file a module
    'unicorn/no-array-fill-with-reference-type': 'off', // it takes calls that make a row for shared rows
    'promise/no-callback-in-promise': 'off', // a function called `next` is no callback
    'unicorn/no-new-array': 'off', // an array of a known length is made that way
    'vitest/require-to-throw-message': 'off', // the class of the error says enough
    'vitest/valid-expect': ['error', { maxArgs: 2 }],
    'unicorn/no-array-sort': 'off', // toSorted is newer than Chrome 87
    'unicorn/no-array-reverse': 'off', // toReversed likewise
  },
  overrides: [
    ...LAYERS.flatMap(importsOf),
    ...ownership(),
    {
      // It talks to the person who starts or builds the app.
      files: ['**/server/deploy/**'],
      rules: { 'no-console': 'off' },
    },
    {
      // Its format is Vite's, ESLint's, Playwright's or Kit's.
      files: ['**/*.config.ts', '**/*.config.js'],
      rules: { 'import/no-default-export': 'off' },
    },
    {
      // Coordinates of a drawing are positional everywhere.
      files: ['**/web/ui/icons/**'],
      rules: { 'max-params': 'off' },
    },
    {
      // Served as it lies, before any module: it cannot import from platform.
      files: ['**/web/static/**'],
      rules: { 'no-restricted-globals': 'off', 'no-restricted-properties': 'off' },
    },
    {
      files: ['**/web/app.d.ts'],
      rules: { 'typescript/no-namespace': 'off' },
    },
    {
      // A path below this very folder is matched without it.
      files: ['**/tests/**', './*.ts'],
      rules: {
        'no-restricted-imports': 'off',
        'no-restricted-globals': 'off',
        'no-restricted-properties': 'off',
        'no-console': 'off',
        'max-params': 'off', // test.each hands its columns over one by one
        'no-empty-pattern': 'off', // Playwright wants a fixture's first parameter written so
        'vitest/no-conditional-expect': 'off', // unions are told apart before they are looked into
      },
    },
  ],
})
