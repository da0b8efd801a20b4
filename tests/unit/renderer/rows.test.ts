/** Covers renderer/state/rows.ts and reduce.ts. Pure. */
import { describe, expect, it } from 'vitest'
import { pageRows } from '../../../preload/contract/model.ts'
import type { ArticleId, ListId, ListPage, View } from '../../../preload/contract/model.ts'
import { valueOf } from '../../../renderer/state/loadable.ts'
import { initialState } from '../../../renderer/state/readerState.ts'
import type { ReaderState } from '../../../renderer/state/readerState.ts'
import { reduce } from '../../../renderer/state/reduce.ts'
import type { Change } from '../../../renderer/state/reduce.ts'
import { missingPages, rowAt, rowsOf, withPage } from '../../../renderer/state/rows.ts'
import { fakeArticle, fakeFeeds, fakeHeadlines } from '../../helpers/fakeLibrary.ts'

const now = Date.UTC(2026, 2, 12, 9)
const headlines = fakeHeadlines(now)
const listId = 'l1' as ListId
const all: View = { kind: 'all' }

const aPage = (from = 0, total = 500): ListPage => ({
  listId,
  total,
  unread: 30,
  from,
  rows: headlines.slice(0, 50),
})
const first = headlines[0]?.id as ArticleId

function after(...changes: readonly Change[]): ReaderState {
  return changes.reduce(reduce, initialState)
}

const opened: Change = { kind: 'list-opened', page: aPage(), selected: null }

describe('rows', () => {
  it('holds pages by number and answers null for rows it does not hold', () => {
    const rows = withPage(rowsOf(aPage()), aPage(pageRows))
    expect(rowAt(rows, 3)?.id).toBe(headlines[3]?.id)
    expect(rowAt(rows, pageRows + 3)?.id).toBe(headlines[3]?.id)
    expect(rowAt(rows, pageRows * 2)).toBeNull()
  })

  it('asks only for pages it does not hold and that exist', () => {
    const rows = rowsOf(aPage())
    expect(missingPages(rows, 30, 130)).toEqual([1, 2])
    expect(missingPages(rows, 0, 20)).toEqual([])
    expect(missingPages(rows, 480, 9000)).toEqual([9])
  })

  it('ignores a page of another list', () => {
    const rows = rowsOf(aPage())
    expect(withPage(rows, { ...aPage(pageRows), listId: 'l2' as ListId })).toBe(rows)
  })
})

describe('reduce', () => {
  it('keeps the rows of the view before until the new ones are here', () => {
    const state = after(opened, { kind: 'view-chosen', view: all, search: 'ferry' })
    expect(state.list).toMatchObject({ view: all, search: 'ferry', selected: null })
    expect(valueOf(state.list.rows)?.total).toBe(500)
  })

  it('counts unread down and up with a mark, and marks the open article too', () => {
    const row = headlines[0]
    if (row === undefined) throw new Error('no rows')
    const article = fakeArticle(row, fakeFeeds(now))
    const read = after(
      opened,
      { kind: 'article-asked', id: first },
      { kind: 'article-came', article },
      { kind: 'marked', id: first, marks: { isRead: true } },
    )
    expect(valueOf(read.list.rows)?.unread).toBe(29)
    expect(valueOf(read.article.content)?.isRead).toBe(true)
    const again = reduce(read, { kind: 'marked', id: first, marks: { isRead: false } })
    expect(valueOf(again.list.rows)?.unread).toBe(30)
  })

  it('does not count the same mark twice', () => {
    const mark: Change = { kind: 'marked', id: first, marks: { isRead: true } }
    expect(valueOf(after(opened, mark, mark).list.rows)?.unread).toBe(29)
  })

  it('marks all rows it holds read', () => {
    const rows = valueOf(after(opened, { kind: 'all-marked-read' }).list.rows)
    expect(rows?.unread).toBe(0)
    expect(rows?.pages.get(0)?.every((row) => row.isRead)).toBe(true)
  })

  it('adds up what came in above, moves the selection with it, and forgets it at the top', () => {
    const grew: Change = {
      kind: 'list-grew',
      pages: [aPage()],
      total: 512,
      unread: 42,
      shift: 12,
      above: 12,
      update: 1,
      selectedIndex: 17,
    }
    const selected: Change = { kind: 'row-selected', index: 5, id: first }
    const state = after(opened, selected, grew)
    expect(valueOf(state.list.rows)).toMatchObject({
      total: 512,
      unread: 42,
      newAbove: 12,
      sight: { shown: 1, seen: 0 },
      shift: { rows: 12 },
    })
    expect(state.list.selected).toEqual({ index: 17, id: first })
    const atTop = valueOf(reduce(state, { kind: 'top-seen' }).list.rows)
    expect(atTop).toMatchObject({ newAbove: 0, sight: { shown: 1, seen: 1 } })
  })

  it('drops an article that is no longer the wanted one', () => {
    const row = headlines[1]
    if (row === undefined) throw new Error('no rows')
    const state = after(
      { kind: 'article-asked', id: first },
      { kind: 'article-came', article: fakeArticle(row, fakeFeeds(now)) },
    )
    expect(state.article.content.phase).toBe('idle')
  })
})
