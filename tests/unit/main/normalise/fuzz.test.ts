/**
 * Covers main/parse, main/normalise and main/outlets/discovery.ts against 2,000 broken documents, always the same ones;
 * tests/bench/fuzz.mjs does a million. What hangs here hangs the runner.
 */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { ingest } from '../../../../main/normalise/ingest.ts'
import { discover } from '../../../../main/outlets/discovery.ts'
import { noon } from '../../../fixtures/builders.ts'

/** Plain JavaScript, outside of the TypeScript projects: the benchmark runs it as it is. */
interface Mutator {
  readonly readSeeds: (folder: string) => readonly { readonly name: string; readonly bytes: Uint8Array }[]
  readonly randomFrom: (seed: number) => () => number
  readonly mutate: (seeds: ReturnType<Mutator['readSeeds']>, random: () => number) => Uint8Array<ArrayBuffer>
}
const mutator = pathToFileURL(join(import.meta.dirname, '../../../helpers/mutate.mjs')).href
const { mutate, randomFrom, readSeeds } = (await import(mutator)) as Mutator

const seeds = readSeeds(join(import.meta.dirname, '../../../fixtures'))
const forbidden =
  /<\s*(?:script|style|iframe|object|embed|svg|form|input|link|meta|base)\b|\son\w+\s*=|javascript:/i

describe('2,000 broken documents', () => {
  it.each([0, 1, 2, 3])('are read or refused, part %i of 4', { timeout: 60_000 }, async (part) => {
    for (let number = part * 500; number < (part + 1) * 500; number++) {
      const bytes = mutate(seeds, randomFrom(number))
      const outcome = await ingest({
        feedId: 'f',
        bytes,
        contentType: null,
        finalUrl: 'https://fuzz.example/feed',
        known: [],
        now: noon,
        language: null,
        cleanAtMost: 20,
      })
      if (number % 7 === 0)
        discover({ bytes, contentType: 'text/html', url: 'https://fuzz.example/', link: null })
      if (!outcome.ok) continue
      const ids = outcome.value.added.map(({ headline }) => headline.id)
      expect(new Set(ids).size, `document ${String(number)}`).toBe(ids.length)
      for (const { headline, body } of outcome.value.added) {
        expect(headline.sortedAt, `document ${String(number)}`).toBeLessThanOrEqual(noon)
        const tags = body.cleaned === 0 ? '' : (body.bodyHtml.match(/<[^<>]*>/g) ?? []).join('')
        expect(tags.replace(/"[^"]*"/g, (value) => (/javascript:/i.test(value) ? value : '""'))).not.toMatch(
          forbidden,
        )
      }
    }
  })
})
