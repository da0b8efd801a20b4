/**
 * Covers main/normalise/identity.ts over many refreshes: whatever an outlet does to order, guids, hosts, schemes and
 * tracking, each article stays one article. Pure.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { identify, matchKnown } from '../../../../main/normalise/identity.ts'
import type { Identifiable } from '../../../../main/normalise/identity.ts'
import type { KnownArticle } from '../../../../main/normalise/types.ts'
import { aFeedId, aKnown } from '../../../fixtures/builders.ts'

/** How the outlet writes its items today. */
interface Habit {
  readonly guids: 'own' | 'address' | 'none' | 'one for all'
  readonly counter: number
  readonly scheme: 'http' | 'https'
  readonly host: string
  readonly tracking: string
}

const habits: fc.Arbitrary<Habit> = fc.record({
  guids: fc.constantFrom('own', 'address', 'none', 'one for all'),
  counter: fc.nat(3),
  scheme: fc.constantFrom('http', 'https'),
  host: fc.constantFrom('a.example', 'www.a.example', 'b.example'),
  tracking: fc.constantFrom('', '?utm_source=rss&utm_medium=feed', '?fbclid=1', '#top', '?utm_campaign=x#y'),
})

/** What the document holds, and in which order. */
const windows = fc.uniqueArray(fc.nat(12), { minLength: 2, maxLength: 13 })

function write(number: number, { guids, counter, scheme, host, tracking }: Habit): Identifiable {
  const page = `${scheme}://${host}/news/${String(number)}`
  const guid = {
    own: `g-${String(number)}#${String(counter)}`,
    address: `${page}#${String(counter)}`,
    none: null,
    'one for all': 'same',
  }[guids]
  return { guid, link: `${page}${tracking}`, title: `Title ${String(number)}`, text: 'Text' }
}

/** One refresh: the id that each article is stored under, and what is known afterwards. */
function refresh(numbers: readonly number[], habit: Habit, known: readonly KnownArticle[]) {
  const identities = identify(
    aFeedId,
    numbers.map((number) => write(number, habit)),
  )
  const matches = matchKnown(identities, known)
  const ids = identities.map(({ id }, index) => matches[index]?.id ?? id)
  const added = identities.filter((_, index) => matches[index] === null)
  return {
    ids,
    known: [...known, ...added.map(({ id, secondKey }) => aKnown(id, { secondKey }))],
  }
}

describe('an article', () => {
  it('is stored once and found again, whatever the outlet changes from one day to the next', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(windows, habits), { minLength: 2, maxLength: 8 }), (days) => {
        let known: readonly KnownArticle[] = []
        const idOf = new Map<number, string>()
        for (const [numbers, habit] of days) {
          const today = refresh(numbers, habit, known)
          known = today.known
          numbers.forEach((number, index) => {
            const id = today.ids[index] ?? ''
            expect(idOf.get(number) ?? id).toBe(id)
            idOf.set(number, id)
          })
        }
        expect(new Set(idOf.values()).size).toBe(idOf.size)
        expect(known).toHaveLength(idOf.size)
      }),
      { numRuns: 500 },
    )
  })

  it('does not depend on the order of the document', () => {
    fc.assert(
      fc.property(windows, habits, (numbers, habit) => {
        const forwards = refresh(numbers, habit, []).ids
        const backwards = refresh([...numbers].reverse(), habit, []).ids
        expect([...backwards].reverse()).toEqual(forwards)
      }),
    )
  })
})
