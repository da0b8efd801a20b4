/** longFunctions.test.ts — the list of files with long functions only grows shorter. */
import { ESLint } from 'eslint'
import tseslint from 'typescript-eslint'
import { describe, expect, it } from 'vitest'
import { longFunctions } from './longFunctions.mjs'

describe('the list of files with long functions', () => {
  it('names no file that has none', async () => {
    const eslint = new ESLint({
      overrideConfigFile: true,
      allowInlineConfig: false,
      overrideConfig: [
        {
          files: ['**/*.{ts,tsx}'],
          languageOptions: { parser: tseslint.parser },
          rules: {
            'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
          },
        },
      ],
    })
    const results = await eslint.lintFiles(longFunctions)
    expect(results).toHaveLength(longFunctions.length)
    expect(results.filter(({ errorCount }) => errorCount === 0).map(({ filePath }) => filePath)).toEqual([])
  })
})
