/** Covers renderer/text: what holds for all words of a language, and what the welcome edition says of the window. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { en } from '../../../renderer/text/en.ts'
import { ja } from '../../../renderer/text/ja.ts'

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')

/** Every sentence of a table; those that take something are given twos. */
function sentences(words: unknown): readonly string[] {
  if (typeof words === 'string') return [words]
  if (typeof words === 'function') return sentences((words as (...given: number[]) => unknown)(2, 2, 2, 2, 2))
  return typeof words === 'object' && words !== null ? Object.values(words).flatMap(sentences) : []
}

describe('the Japanese words', () => {
  const files = readdirSync(new URL('../../../renderer/text/', import.meta.url)).filter((name) =>
    name.endsWith('ja.ts'),
  )

  it.each(files)('of %s are set with Japanese marks', (file) => {
    const letter = '[\\u3040-\\u30ff\\u3400-\\u9fff]'
    const half = new RegExp(`${letter} ?[:;,!?()]|[:;,!?(]${letter}|\\}\\([^)]*${letter}`)
    const lines = read(`renderer/text/${file}`).split('\n')
    expect(lines.filter((line) => half.test(line))).toEqual([])
  })

  it('have a word for every topic of the catalogue', () => {
    const { outlets } = JSON.parse(read('resources/catalogue.json')) as {
      outlets: readonly { readonly topics: readonly string[] }[]
    }
    const topics = new Set(outlets.flatMap((outlet) => outlet.topics))
    expect(Array.from(topics).filter((topic) => !Object.hasOwn(ja.catalogue.topics, topic))).toEqual([])
  })

  it('say two things when a paper of the catalogue is unconfirmed and was never looked at', () => {
    expect(ja.catalogue.certainty.C).not.toBe(ja.catalogue.neverChecked)
  })
})

describe('the English words', () => {
  it('call a paper a paper', () => {
    expect(sentences(en).filter((sentence) => /outlet/i.test(sentence))).toEqual([])
    expect(read('resources/welcome/en.json')).not.toMatch(/outlet/i)
  })

  it('count no single year or day', () => {
    expect([365, 730, 1, 30].map((days) => en.keeping.days(days))).toEqual([
      'the last year',
      'the last 2 years',
      'the last day',
      'the last 30 days',
    ])
  })
})

describe('the welcome edition', () => {
  it.each([
    ['en', en],
    ['ja', ja],
  ])('calls the box by what it says (%s)', (language, words) => {
    expect(read(`resources/welcome/${language}.json`)).toContain(`<em>${words.outlets.addressHint}</em>`)
  })
})
