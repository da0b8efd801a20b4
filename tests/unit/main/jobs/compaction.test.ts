/** Covers main/jobs/compaction.ts: when room is given back, and of which papers. On a real disk, with time that the test passes. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ok } from '../../../../preload/contract/failure.ts'
import { makeCompaction, restMs } from '../../../../main/jobs/compaction.ts'
import type { Compaction } from '../../../../main/jobs/compaction.ts'
import { silentLog } from '../../../../main/base/log.ts'
import { aFeedId, anArticle, articleId, openTestLibrary } from '../../../helpers/library.ts'
import type { TestLibrary } from '../../../helpers/library.ts'
import { aLibraryThread } from '../../../helpers/libraryThread.ts'
import type { TestThread } from '../../../helpers/libraryThread.ts'

let test: TestLibrary
let thread: TestThread
let compaction: Compaction
/** What waits, and for how long. */
let waiting: { readonly work: () => void; readonly ms: number }[]
beforeEach(async () => {
  test = await openTestLibrary()
  thread = aLibraryThread(test.folder)
  waiting = []
  compaction = makeCompaction(
    { library: test.library, log: silentLog },
    thread,
    (work) => work(),
    (work, ms) => {
      const one = { work, ms }
      waiting.push(one)
      return () => {
        waiting = waiting.filter((each) => each !== one)
      }
    },
  )
})
afterEach(() => test.close())

const names = (count: number) => Array.from({ length: count }, (_, n) => `a${String(n)}`)
const keep = (count: number, feedId = aFeedId) =>
  test.library.articles.keep(
    feedId,
    names(count).map((id) => anArticle({ id }, { bodyHtml: `<p>${'rain '.repeat(4000)}</p>` })),
    [],
  )
const remove = (count: number) => test.library.articles.remove(aFeedId, names(count).map(articleId), true)
const bytes = () => test.library.tender.sizes().reduce((sum, size) => sum + size.bytes, 0)

describe('giving room back', () => {
  it('frees what went of a paper, when more than half of it and a megabyte are dead', async () => {
    await keep(100)
    await remove(80)
    const before = bytes()
    expect(await compaction.run()).toBeGreaterThan(before * 0.7)
    expect(bytes()).toBeLessThan(before * 0.3)
  })

  it.each([
    ['less than half of it is dead', 200, 90],
    ['less than a megabyte is dead', 60, 40],
  ])('leaves a paper alone when %s', async (_, count, gone) => {
    await keep(count)
    await remove(gone)
    expect(await compaction.run()).toBe(0)
    expect(thread.asked).not.toContain(`compact ${aFeedId}`)
  })

  it('does not look again at a paper to which nothing happened', async () => {
    await keep(100)
    await compaction.run()
    // A snapshot was made; from here on nothing happens.
    await compaction.run()
    const asked = thread.asked.length
    await compaction.run()
    expect(thread.asked).toHaveLength(asked)
    await remove(80)
    expect(await compaction.run()).toBeGreaterThan(1_000_000)
  })

  it('does nothing while the library does not take changes', async () => {
    await keep(100)
    await remove(80)
    const library = {
      ...test.library,
      health: () => ({ phase: 'read-only', failure: { kind: 'undrawn' } }) as const,
    }
    const other = makeCompaction({ library, log: silentLog }, thread, (work) => work())
    expect(await other.run()).toBe(0)
    expect(thread.asked).toEqual([])
  })

  it('survives a thread that fails', async () => {
    await keep(100)
    await remove(80)
    const failing = {
      ...thread,
      weigh: () => Promise.reject(new Error('broken')),
      compact: () => Promise.resolve(ok(null)),
    }
    expect(
      await makeCompaction({ library: test.library, log: silentLog }, failing, (work) => work()).run(),
    ).toBe(0)
  })
})

describe('the time for it', () => {
  it('comes some minutes after the last change, never at the start', () => {
    expect(waiting).toEqual([])
    compaction.changed()
    compaction.changed()
    expect(waiting.map(({ ms }) => ms)).toEqual([restMs])
    expect(restMs).toBeGreaterThanOrEqual(60_000)
  })

  it('does not come any more when the program ends', () => {
    compaction.changed()
    compaction.stop()
    compaction.changed()
    expect(waiting).toEqual([])
  })
})
