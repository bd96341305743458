import svelte from 'eslint-plugin-svelte'
import { parser } from 'typescript-eslint'

// oxlint reads the script block of .svelte files; this reads their markup, and nothing else.
export default [
  { ignores: ['**/*.ts', '**/*.js', '**/node_modules/**'] },
  ...svelte.configs['flat/recommended'],
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser } },
    rules: {
      'svelte/require-each-key': 'error',
      'svelte/no-at-html-tags': 'error',
      'svelte/button-has-type': 'error',
      // Every page is under the root, and the service worker answers by path.
      'svelte/no-navigation-without-resolve': 'off',
      'svelte/no-target-blank': 'error',
    },
  },
]
