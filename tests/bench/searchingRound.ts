/** searchingRound.ts — searches in a library of 100 feeds × 500 articles. Bundled by searching.mjs. */
import { makeQueries } from '../../main/query/queries.ts'
import { aTime, fillLibrary, openTestLibrary } from '../helpers/library.ts'

/** One word, two, many hits, none, Japanese, part of a word, a number, the name of an outlet. */
const asked = [
  'lantern',
  'ferry council',
  'paper',
  'zzzz',
  '版画',
  'arvest',
  'harvest island 499',
  'paper 42 kiln',
  'Café tram',
]

export async function measureSearches(count: number) {
  const test = await openTestLibrary()
  try {
    await fillLibrary(test.library, { feeds: 100, articlesEach: 500, bodyLength: 200 })
    const queries = makeQueries(test.library, {
      clock: { now: () => aTime },
      onPictureShown: () => undefined,
    })
    const begun = performance.now()
    await queries.readySearch()
    const readyMs = performance.now() - begun
    const ms: number[] = []
    for (let n = 0; n < count; n++) {
      const before = performance.now()
      await queries.openList({
        view: { kind: 'all' },
        unreadOnly: n % 3 === 2,
        oldestFirst: n % 2 === 1,
        search: asked[n % asked.length] ?? '',
      })
      ms.push(performance.now() - before)
    }
    return { articles: 100 * 500, readyMs, ms }
  } finally {
    await test.close()
  }
}
