import reactHooks from 'eslint-plugin-react-hooks'
import regexp from 'eslint-plugin-regexp'
import tseslint from 'typescript-eslint'
import { longFunctions } from './tests/architecture/longFunctions.mjs'

const namedExports = { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' }

/** What the system shows for us is made in one place, from ids and plain text (docs/notes/safety.md). */
const noticesHome = 'main/shell/systemNotices.ts'
const noNotices = [
  "NewExpression[callee.name='Notification']",
  "MemberExpression[property.name='Notification']",
  "ImportSpecifier[imported.name='Notification']",
  "Property[key.name='Notification'][parent.type='ObjectPattern']",
  "MemberExpression[property.name='showNotification']",
].map((selector) => ({ selector, message: `The system's notifications are made in ${noticesHome} only.` }))

export default tseslint.config(
  {
    ignores: [
      'out/',
      'dist/',
      'tests/architecture/trespass/',
      '**/*.mjs',
      '**/*.cjs',
      'vitest.config.ts',
      'electron.vite.config.ts',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      'no-restricted-syntax': ['error', namedExports, ...noNotices],
    },
  },
  // Every text may be somebody's attack: no pattern may take the square of its length.
  {
    files: ['main/**', 'preload/**', 'renderer/**'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential' }],
    },
  },
  // A long closure becomes parts with names.
  {
    files: ['main/**', 'preload/**', 'renderer/**'],
    ignores: longFunctions,
    rules: { 'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }] },
  },
  { files: [noticesHome], rules: { 'no-restricted-syntax': ['error', namedExports] } },
  {
    files: ['renderer/**'],
    ignores: ['renderer/bridge.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'window', property: 'kawaraban', message: 'Go through renderer/bridge.ts.' },
      ],
    },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      // Of libraries that React's compiler cannot handle: we do without the compiler.
      'react-hooks/incompatible-library': 'off',
    },
  },
  {
    files: ['tests/**'],
    rules: {
      '@typescript-eslint/no-empty-function': 'off',
      'no-restricted-syntax': ['error', namedExports],
    },
  },
)
