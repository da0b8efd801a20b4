/**
 * Covers the change of identity on a library that 0.1 wrote (fixtures/libraries/identity-0.1): a refresh with the present
 * rules neither doubles an article nor swallows one, and what the reader did stays with the piece that it was done to.
 */
import { cp, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { fetchFeed } from '../../../../main/jobs/fetchFeed.ts'
import { ingest } from '../../../../main/normalise/ingest.ts'
import type { FeedId } from '../../../../preload/contract/model.ts'
import { bytesOf } from '../../../fixtures/builders.ts'
import { editions, lastEdition, newToday, pushedOut, swallowed, today } from '../../../fixtures/oldPaper.ts'
import { aStoredFeed, contextOn } from '../../../helpers/jobContext.ts'
import type { TestContext } from '../../../helpers/jobContext.ts'
import { openTestLibrary } from '../../../helpers/library.ts'

const harbour = 'harbour' as FeedId
let document = ''
let asked = 0
let context: TestContext

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kawaraban-identity-'))
  const written = join(import.meta.dirname, '../../../fixtures/libraries/identity-0.1')
  await cp(written, folder, { recursive: true })
  const test = await openTestLibrary({ folder })
  const answer = () => {
    asked += 1
    return {
      ok: true as const,
      value: {
        kind: 'fresh' as const,
        bytes: bytesOf(document),
        hash: `another-${String(asked)}`,
        contentType: 'application/rss+xml',
        finalUrl: 'https://harbour.example/feed/',
        redirects: [],
        validators: null,
        cacheLife: { freshForMs: null },
      },
    }
  }
  context = contextOn(test.library, answer as never, { ingest }, () => test.close())
})
afterEach(() => context.end())

async function refresh(edition: string): Promise<void> {
  document = edition
  expect(await fetchFeed(context, aStoredFeed('harbour'))).toMatchObject({ ok: true })
}

const headlines = () => context.library.headlinesOf(harbour)
const titles = () => headlines().map(({ title }) => title)
const isUnread = (id: (typeof before)[number]['id']) => context.library.markOf(id)?.read === undefined
const unread = () =>
  headlines()
    .filter(({ id }) => isUnread(id))
    .map(({ title }) => title)
    .sort()
let before: ReturnType<typeof headlines> = []

it('finds each article of the last edition again, and brings what was swallowed', async () => {
  before = headlines()
  expect(unread()).toEqual(['Five'])
  await refresh(lastEdition)
  expect(titles().toSorted()).toEqual([...before.map(({ title }) => title), ...swallowed].sort())
  expect(unread()).toEqual([...swallowed, 'Five'].sort())
  const now = new Map(headlines().map(({ id, title }) => [id, title]))
  expect(before.map(({ id }) => now.get(id))).toEqual(before.map(({ title }) => title))
})

/** Found again by their words, or pushed out by the article whose guid 0.1 had kept them under: `oldPaper.ts`. */
const asFound = [...swallowed, ...newToday, 'Five'].sort()
const asPushedOut = [...swallowed, ...pushedOut, 'Five'].sort()

it.each([
  ['after the last edition', [lastEdition, today], asFound],
  ['again and again', [lastEdition, lastEdition, today, today], asFound],
  ['at once', [today], asPushedOut],
  ['and older editions after it', [today, ...editions, today], asPushedOut],
])('reads the paper of today %s: only what is new is unread', async (_, all, expected) => {
  before = headlines()
  for (const edition of all) await refresh(edition)
  expect(titles().toSorted()).toEqual([...before.map(({ title }) => title), ...swallowed, ...newToday].sort())
  expect(unread()).toEqual(expected)
  const starred = headlines().filter(({ id }) => context.library.markOf(id)?.starred !== undefined)
  expect(starred.map(({ title, snippet }) => [title, snippet])).toEqual([
    ['One', 'Rain and thunder on the harbour.'],
  ])
})
