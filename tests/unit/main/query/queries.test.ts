/** Covers main/query: lists that stay as they are, the tree and its counts. A real library on a temporary folder. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeQueries } from '../../../../main/query/queries.ts'
import type { Queries } from '../../../../main/query/queries.ts'
import { pictureAddress } from '../../../../main/base/pictureKey.ts'
import { pageRows } from '../../../../preload/contract/model.ts'
import type { FeedId, FeedState, FolderId, ListId, View } from '../../../../preload/contract/model.ts'
import type { ListQuery } from '../../../../preload/contract/requests.ts'
import { aFeed, aTime, anArticle, articleId, openTestLibrary } from '../../../helpers/library.ts'
import type { TestLibrary } from '../../../helpers/library.ts'

const [post, times, gone] = ['post', 'times', 'gone'] as FeedId[] as [FeedId, FeedId, FeedId]
const folderId = 'papers' as FolderId
const innerId = 'inner' as FolderId
const idle = (): FeedState => ({ phase: 'idle' })

let test: TestLibrary
let queries: Queries
let shown: (readonly [string, string | null])[]

beforeEach(async () => {
  test = await openTestLibrary()
  shown = []
  queries = makeQueries(test.library, {
    clock: { now: () => aTime },
    onPictureShown: (url, origin) => shown.push([url, origin]),
  })
  await test.library.changeSubscriptions((now) => ({
    ...now,
    feeds: [
      aFeed({ id: post, folderId: innerId, name: 'The Post' }),
      aFeed({ id: times, name: 'The Times', ownTitle: 'Evening', iconUrl: 'https://times.example/i.png' }),
      aFeed({ id: gone, unfollowedAt: 1 }),
    ],
    folders: [
      { id: folderId, title: 'Papers', parentId: null, position: 0, family: null },
      { id: innerId, title: 'Inner', parentId: folderId, position: 0, family: null },
    ],
  }))
  await keep(post, ['p1', 50], ['p2', 30], ['p3', 10])
  await keep(times, ['t1', 40], ['t2', 20])
  await keep(gone, ['g1', 35], ['g2', 34])
})
afterEach(() => test.close())

/** Articles dated so many minutes after an hour that lies 20 hours back: yesterday or earlier everywhere. */
const longAgo = aTime - 40 * 3_600_000
async function keep(
  feedId: FeedId,
  ...articles: readonly (readonly [id: string, minute: number])[]
): Promise<void> {
  const drafts = articles.map(([id, minute]) =>
    anArticle({ id, title: `Story ${id}`, sortedAt: longAgo + minute }),
  )
  await test.library.articles.keep(feedId, drafts, [])
}
const read = (...ids: readonly string[]) =>
  test.library.changeMarks(ids.map((id) => [articleId(id), { read: 1 }] as const))
const star = (...ids: readonly string[]) =>
  test.library.changeMarks(ids.map((id) => [articleId(id), { starred: 1 }] as const))

const open = (view: View, rest: Partial<ListQuery> = {}) =>
  queries.openList({ view, unreadOnly: false, oldestFirst: false, search: '', ...rest })
const idsIn = async (view: View, rest: Partial<ListQuery> = {}) =>
  (await open(view, rest)).rows.map(({ id }) => id).join(' ')
const idsOf = (listId: ListId) => {
  const page = queries.rows(listId, 0, 200)
  return page.ok ? page.value.rows.map(({ id }) => id).join(' ') : page.failure.kind
}

describe('a list', () => {
  it('holds what its view asks for, newest first', async () => {
    await read('p1', 't2')
    await star('t2', 'g1')
    expect(await idsIn({ kind: 'all' })).toBe('p1 t1 p2 t2 p3')
    expect(await idsIn({ kind: 'unread' })).toBe('t1 p2 t2 p3')
    expect(await idsIn({ kind: 'starred' })).toBe('g1 t2')
    expect(await idsIn({ kind: 'feed', feedId: times })).toBe('t1 t2')
    expect(await idsIn({ kind: 'folder', folderId })).toBe('p1 p2 p3')
    expect(await idsIn({ kind: 'today' })).toBe('')
  })

  it('of today begins at midnight, read or not', async () => {
    const midnight = new Date(aTime).setHours(0, 0, 0, 0)
    await test.library.articles.keep(
      post,
      [anArticle({ id: 'new', sortedAt: midnight }), anArticle({ id: 'old', sortedAt: midnight - 1 })],
      [],
    )
    await read('new')
    expect(await idsIn({ kind: 'today' })).toBe('new')
    expect((await open({ kind: 'today' })).unread).toBe(0)
  })

  it('may be of unread articles only, oldest first, and searched', async () => {
    await read('p2')
    expect(await idsIn({ kind: 'all' }, { unreadOnly: true, oldestFirst: true })).toBe('p3 t2 t1 p1')
    expect(await idsIn({ kind: 'all' }, { search: 'p2' })).toBe('p2')
    expect(await idsIn({ kind: 'all' }, { search: 'evening', unreadOnly: true })).toBe('t1 t2')
    expect(await idsIn({ kind: 'starred' }, { unreadOnly: true })).toBe('')
  })

  it('is empty for a feed that is not there or no longer followed', async () => {
    expect(await idsIn({ kind: 'feed', feedId: 'nobody' as FeedId })).toBe('')
    expect(await idsIn({ kind: 'feed', feedId: gone })).toBe('')
    expect(await idsIn({ kind: 'folder', folderId: 'nowhere' as FolderId })).toBe('')
  })

  it('keeps its rows while they are read, and shows them as read', async () => {
    const list = await open({ kind: 'unread' })
    await read('p1', 'p2')
    const page = queries.rows(list.listId, 0, 3)
    expect(page).toMatchObject({
      ok: true,
      value: {
        total: 5,
        unread: 3,
        rows: [
          { id: 'p1', isRead: true },
          { id: 't1', isRead: false },
          { id: 'p2', isRead: true },
        ],
      },
    })
  })

  it('takes in what arrived, in its place, and lets nothing go', async () => {
    const { listId } = await open({ kind: 'unread' })
    await read('p1')
    await keep(times, ['t0', 60], ['t15', 33])
    expect(await queries.update(listId)).toMatchObject({ value: { total: 7, unread: 6, added: 2 } })
    expect(idsOf(listId)).toBe('t0 p1 t1 t15 p2 t2 p3')
    expect(await queries.update(listId)).toMatchObject({ value: { total: 7, unread: 6, added: 0 } })
  })

  it('does not take in what its search does not fit', async () => {
    const { listId } = await open({ kind: 'all' }, { search: 'story' })
    await test.library.articles.keep(post, [anArticle({ id: 'x', title: 'Other', snippet: '' })], [])
    expect(await queries.update(listId)).toMatchObject({ value: { added: 0 } })
  })

  it('shows a changed article where it stood', async () => {
    const { listId } = await open({ kind: 'all' })
    const changed = anArticle(
      { id: 'p3', title: 'Story p3, corrected', contentHash: 'x' },
      { bodyHtml: '<p>New.</p>' },
    )
    await test.library.articles.keep(post, [], [changed])
    await queries.update(listId)
    const page = queries.rows(listId, 4, 1)
    expect(page).toMatchObject({ value: { rows: [{ title: 'Story p3, corrected', isChanged: true }] } })
  })

  it('is left as it was when its feed is unfollowed', async () => {
    const { listId } = await open({ kind: 'feed', feedId: times })
    await test.library.changeSubscriptions((now) => ({ ...now, feeds: [] }))
    await queries.update(listId)
    expect(idsOf(listId)).toBe('t1 t2')
  })

  it('comes a window at a time', async () => {
    await keep(times, ...Array.from({ length: 300 }, (_, n) => [`n${String(n)}`, 1000 - n] as const))
    const list = await open({ kind: 'all' })
    expect([list.total, list.rows.length, list.unread]).toEqual([305, pageRows, 305])
    const rest = queries.rows(list.listId, 200, 200)
    expect(rest).toMatchObject({ value: { from: 200, rows: { length: 105 } } })
    expect(queries.rows(list.listId, 900, 10)).toMatchObject({ value: { rows: [] } })
  })

  it('finds the next unread row in either direction, and none beyond the ends', async () => {
    const { listId } = await open({ kind: 'all' })
    await read('p1', 't1', 't2')
    const found = (from: number, direction: 1 | -1) => {
      const answer = queries.findUnread(listId, from, direction)
      return answer.ok ? (answer.value?.headline.id ?? null) : answer.failure.kind
    }
    expect([found(-1, 1), found(2, 1), found(4, 1)]).toEqual(['p2', 'p3', null])
    expect([found(4, -1), found(2, -1), found(99, -1), found(-1, -1)]).toEqual(['p2', null, 'p3', null])
  })

  it('knows where an article stands, and which are unread', async () => {
    const { listId } = await open({ kind: 'all' })
    await read('t1')
    expect(queries.locate(listId, articleId('t2'))).toEqual({ ok: true, value: 3 })
    expect(queries.locate(listId, articleId('g1'))).toEqual({ ok: true, value: null })
    expect(queries.unreadOf(listId)).toEqual({ ok: true, value: ['p1', 'p2', 't2', 'p3'] })
  })

  it('does not count as unread what came in out of sight, until the reader looks', async () => {
    const { listId } = await open({ kind: 'all' })
    const unread = (shown: number, seen: number) => {
      const ids = queries.unreadOf(listId, { shown, seen })
      return ids.ok ? ids.value.join(' ') : ids.failure.kind
    }
    const before = unread(0, 0)
    await keep(times, ['above', 9000], ['below', 1])
    expect(await queries.update(listId, articleId('p1'))).toMatchObject({
      value: { added: 2, above: 1, update: 1 },
    })
    // Drawn by nobody yet.
    expect(unread(0, 0)).toBe(before)
    expect(unread(1, 0)).toBe(`${before} below`)
    await keep(times, ['later', 9999])
    await queries.update(listId, articleId('p1'))
    expect(unread(2, 1)).toBe(`above ${before} below`)
    expect(unread(2, 2)).toBe(`later above ${before} below`)
  })

  it('counts all that comes in as seen while its top is in sight, and none when the top row is gone', async () => {
    const { listId } = await open({ kind: 'all' })
    await keep(times, ['seen', 9000])
    expect(await queries.update(listId, null)).toMatchObject({ value: { added: 1, above: 0 } })
    await keep(times, ['unseen', 9001])
    expect(await queries.update(listId, articleId('gone'))).toMatchObject({ value: { added: 1, above: 1 } })
    expect(queries.unreadOf(listId, { shown: 2, seen: 1 })).toMatchObject({
      value: expect.not.arrayContaining(['unseen']) as unknown,
    })
  })

  it('is forgotten after four others', async () => {
    const first = await open({ kind: 'all' })
    for (let n = 0; n < 3; n += 1) await open({ kind: 'unread' })
    expect(idsOf(first.listId)).not.toBe('not-found')
    await open({ kind: 'unread' })
    expect(idsOf(first.listId)).toBe('not-found')
    expect(await queries.update(first.listId)).toEqual({
      ok: false,
      failure: { kind: 'not-found', what: 'list' },
    })
  })
})

describe('a headline', () => {
  it('has the thumbnail under our own scheme, and says that it will be asked for', async () => {
    const picture = 'https://times.example/1.jpg'
    await test.library.articles.keep(times, [anArticle({ id: 'pic', picture })], [])
    expect(queries.headline(articleId('pic'))).toMatchObject({
      feedId: times,
      thumbnail: pictureAddress(picture),
    })
    expect(shown).toEqual([[picture, 'https://harbour.example/feed']])
  })

  it('is null for an article that nobody holds', () => {
    expect(queries.headline(articleId('nobody'))).toBeNull()
  })
})

describe('the tree', () => {
  const countsOf = () => queries.tree(idle).feeds.map(({ id, unread, total }) => [id, unread, total])

  it('has the followed feeds with their names, icons and counts', () => {
    const tree = queries.tree(idle)
    expect(tree.feeds.map(({ id, title, isRenamed, unread }) => [id, title, isRenamed, unread])).toEqual([
      [post, 'The Post', false, 3],
      [times, 'Evening', true, 2],
    ])
    expect(tree.feeds[1]?.icon).toBe(pictureAddress('https://times.example/i.png'))
    expect(tree.folders.map(({ id }) => id)).toEqual([folderId, innerId])
  })

  it('counts anew after marks, arrivals and nothing else', async () => {
    expect(countsOf()).toEqual([
      [post, 3, 3],
      [times, 2, 2],
    ])
    await read('p1', 't1')
    await keep(times, ['t9', 90])
    expect(countsOf()).toEqual([
      [post, 2, 3],
      [times, 2, 3],
    ])
    await test.library.changeMarks([[articleId('p1'), null]])
    expect(countsOf()).toEqual([
      [post, 3, 3],
      [times, 2, 3],
    ])
  })

  it('counts stars of unfollowed feeds, and nothing else of them', async () => {
    await star('g1', 'p1', 'of-nobody')
    expect(queries.tree(idle).counts).toEqual({ today: 0, unread: 5, starred: 2, all: 5 })
    expect(queries.facts()).toEqual({ feeds: 2, articles: 5 })
  })
})
