/** Covers renderer/state/reader.ts and its flows, against tests/helpers/fakeBridge.ts. No timers but its own. */
import { describe, expect, it } from 'vitest'
import type { ArticleId, FeedId } from '../../../preload/contract/model.ts'
import { valueOf } from '../../../renderer/state/loadable.ts'
import { createReader } from '../../../renderer/state/reader.ts'
import { rowAt } from '../../../renderer/state/rows.ts'
import { makeFakeBridge } from '../../helpers/fakeBridge.ts'
import { makeScreen, now, settle, startReader } from './startReader.ts'

describe('starting', () => {
  it('opens the unread articles when nothing was open before', async () => {
    const { store, rows } = await startReader()
    expect(store.getState().list.view).toEqual({ kind: 'unread' })
    expect(rows().total).toBeGreaterThan(20)
  })

  it('goes on where the last session ended', async () => {
    const { store } = await startReader({ lastView: { kind: 'all' }, lastArticle: 'a4' as ArticleId })
    expect(store.getState().list).toMatchObject({ view: { kind: 'all' }, selected: { index: 4, id: 'a4' } })
    expect(valueOf(store.getState().article.content)?.id).toBe('a4')
  })

  it('is quiet about a last article that is no longer kept', async () => {
    const { store } = await startReader({ lastView: { kind: 'all' }, lastArticle: 'gone' as ArticleId })
    expect(store.getState().article).toMatchObject({ id: null, content: { phase: 'idle' } })
    expect(store.getState().notice).toBeNull()
  })

  it('remembers the place of one who closes the window at once, and once', async () => {
    const { bridge, actions, leave, run } = await startReader()
    await actions.openRow(2)
    leave()
    const places = () => bridge.asked.filter(([asked]) => asked === 'settings:change')
    expect(places().at(-1)).toMatchObject(['settings:change', { lastArticle: 'a2' }])
    const told = places().length
    await run()
    expect(places()).toHaveLength(told)
  })

  it('opens the first article of our own outlet on a first start', async () => {
    const { bridge } = await startReader({ lastView: { kind: 'feed', feedId: 'wel' as FeedId } })
    expect(bridge.asked).toContainEqual([
      'lists:open',
      expect.objectContaining({ view: { kind: 'feed', feedId: 'wel' } }),
    ])
  })

  it('says so when the settings cannot be read', async () => {
    const bridge = makeFakeBridge(now)
    bridge.failOn('settings:read', { kind: 'refused', request: 'settings:read', why: 'test' })
    const reader = createReader(bridge, makeScreen().screen)
    await reader.start()
    expect(reader.store.getState().list.rows.phase).toBe('failed')
  })
})

describe('reading', () => {
  it('marks an article read after it was on screen for a while, and not before', async () => {
    const { actions, times, rows, run } = await startReader()
    await actions.openRow(0)
    expect(times('articles:mark')).toBe(0)
    await run()
    expect(times('articles:mark')).toBe(1)
    expect(rowAt(rows(), 0)?.isRead).toBe(true)
  })

  it('does not count time in a hidden window', async () => {
    const { actions, times, run, show } = await startReader()
    show(false)
    await actions.openRow(0)
    await run()
    expect(times('articles:mark')).toBe(0)
    show(true)
    await run()
    expect(times('articles:mark')).toBe(1)
  })

  it('marks nothing by itself when the reader wants to do it by hand', async () => {
    const { actions, times, run } = await startReader({ readAfterMs: null })
    await actions.openRow(0)
    await run()
    expect(times('articles:mark')).toBe(0)
  })

  it('leaves an article unread that was marked so by hand while it was open', async () => {
    const { actions, rows, run } = await startReader()
    await actions.openRow(0)
    await run()
    await actions.toggleRead()
    await run()
    expect(rowAt(rows(), 0)?.isRead).toBe(false)
  })

  it('does not mark one that was only passed by', async () => {
    const { actions, rows, run } = await startReader()
    await actions.openRow(0)
    await actions.openRow(1)
    await run()
    expect(rowAt(rows(), 0)?.isRead).toBe(false)
    expect(rowAt(rows(), 1)?.isRead).toBe(true)
  })

  it('keeps a read article in the list of unread ones until the view is left', async () => {
    const { actions, rows, run } = await startReader()
    const before = rows().total
    await actions.openRow(0)
    await run()
    expect(rows().total).toBe(before)
    await actions.openView({ kind: 'unread' })
    expect(rows().total).toBe(before - 1)
  })

  it('puts a mark back that could not be kept, and says why', async () => {
    const { actions, bridge, rows, store } = await startReader()
    bridge.failOn('articles:mark', { kind: 'store-write', file: 'marks.json', code: 'ENOSPC' })
    await actions.openRow(0)
    await actions.toggleStar()
    expect(rowAt(rows(), 0)?.isStarred).toBe(false)
    expect(store.getState().notice).toMatchObject({ kind: 'failed', failure: { kind: 'store-write' } })
  })
})

describe('walking', () => {
  it('steps down and up and stops at the ends', async () => {
    const { actions, store } = await startReader()
    await actions.step(1)
    await actions.step(1)
    expect(store.getState().list.selected?.index).toBe(1)
    await actions.step(-1)
    await actions.step(-1)
    expect(store.getState().list.selected?.index).toBe(0)
  })

  it('skips read articles on the way to the next unread one', async () => {
    const { actions, store, rows } = await startReader()
    await actions.openView({ kind: 'all' })
    await actions.openRow(2)
    await actions.stepUnread(1)
    const { selected } = store.getState().list
    expect(rowAt(rows(), 3)?.isRead).toBe(true)
    expect(selected?.index).toBe(4)
  })

  it('goes on to the next paper with something unread at the end of one, and says so beforehand', async () => {
    const { actions, store } = await startReader()
    await actions.openView({ kind: 'feed', feedId: 'mtt' as FeedId })
    await actions.markAllRead()
    await actions.openRow(0)
    expect(store.getState().article.upNext).toMatchObject({ kind: 'feed', feed: { id: 'mtn' } })
    await actions.stepUnread(1)
    expect(store.getState().list.view).toEqual({ kind: 'feed', feedId: 'mtn' })
    expect(valueOf(store.getState().article.content)?.feedId).toBe('mtn')
  })

  it('turns the page with Space while there is one, then takes the next unread', async () => {
    const { actions, store, ports } = await startReader()
    let left = 2
    ports.plug('article', {
      focus: () => {},
      scroll: () => (left-- > 0 ? 'moved' : 'at-end'),
      isShown: () => true,
    })
    await actions.openRow(0)
    await actions.readOn()
    await actions.readOn()
    expect(store.getState().list.selected?.index).toBe(0)
    await actions.readOn()
    expect(store.getState().list.selected?.index).toBe(1)
  })
})

describe('news', () => {
  it('keeps the rows in sight where they are and tells how many came in above', async () => {
    const { actions, bridge, ports, store, rows, run, times } = await startReader()
    await actions.openRow(3)
    const seen = rowAt(rows(), 2)
    ports.plug('rows', {
      topRow: () => ({ index: 2, id: seen?.id ?? ('' as ArticleId), isAtTop: false, last: 8 }),
    })
    bridge.bringIn(12)
    await settle()
    await run()
    expect(rows()).toMatchObject({ newAbove: 12, shift: { rows: 12 } })
    expect(rowAt(rows(), 14)?.id).toBe(seen?.id)
    expect(store.getState().list.selected?.index).toBe(15)
    expect(times('articles:open')).toBe(1)
  })

  it('marks all read but what stands behind the "n new", and that too once it was looked at', async () => {
    const { actions, bridge, ports, store, rows, run } = await startReader()
    await actions.openView({ kind: 'all' })
    await actions.openRow(3)
    const seen = rowAt(rows(), 2)?.id ?? ('' as ArticleId)
    ports.plug('rows', { topRow: () => ({ index: 2, id: seen, isAtTop: false, last: 8 }) })
    bridge.bringIn(5)
    await settle()
    await run()
    expect(rows().newAbove).toBe(5)
    await actions.markAllRead()
    expect(rows()).toMatchObject({ unread: 5, newAbove: 5 })
    const isRead = (index: number) => rowAt(rows(), index)?.isRead
    expect([0, 4, 5, 7].map(isRead)).toEqual([false, false, true, true])
    const told = store.getState().undos.length
    await actions.markAllRead()
    expect(store.getState().undos).toHaveLength(told)
    actions.seeTop()
    await actions.markAllRead()
    expect(rows().unread).toBe(0)
    expect(bridge.asked.filter(([name]) => name === 'lists:open')).toHaveLength(2)
  })

  it('stars the article that was asked for when its page is no longer held, and never another', async () => {
    const { actions, bridge, ports, rows, run, store } = await startReader()
    bridge.bringIn(120)
    await actions.openView({ kind: 'all' })
    const wanted = rowAt(rows(), 0)?.id ?? ('' as ArticleId)
    await actions.openRow(110)
    const top = rowAt(rows(), 109)?.id ?? ('' as ArticleId)
    ports.plug('rows', { topRow: () => ({ index: 109, id: top, isAtTop: false, last: 115 }) })
    bridge.bringIn(1)
    await settle()
    await run()
    expect(rows().pages.has(0)).toBe(false)
    const starred = () =>
      bridge.asked.flatMap(([name, id, marks]) =>
        name === 'articles:mark' && 'isStarred' in (marks as object) ? [id] : [],
      )
    await actions.toggleStar(wanted)
    await actions.toggleStar('nobody' as ArticleId)
    expect(starred()).toEqual([wanted])
    // By key: the selected row, also when its page is gone and an older article is still on screen.
    store.setState((state) => ({
      ...state,
      list: { ...state.list, selected: { index: 3, id: wanted } },
    }))
    await actions.toggleStar()
    expect(starred()).toEqual([wanted, wanted])
  })

  it('lets them come in at the very top while nothing is open', async () => {
    const { bridge, ports, rows, run } = await startReader()
    const top = rowAt(rows(), 0)?.id ?? ('' as ArticleId)
    ports.plug('rows', {
      topRow: () => ({ index: 0, id: top, isAtTop: true, last: 6 }),
    })
    bridge.bringIn(3)
    await settle()
    await run()
    expect(rows()).toMatchObject({ newAbove: 0, shift: { rows: 0 } })
    expect(rowAt(rows(), 0)?.title).toMatch(/^Late news/)
  })

  it('opens the view again when main has forgotten the list', async () => {
    const { bridge, actions, times, store } = await startReader()
    bridge.failOn('lists:update', { kind: 'not-found', what: 'list' })
    const before = times('lists:open')
    const news = actions.takeNews()
    await settle()
    expect(times('lists:open')).toBe(before + 1)
    expect(store.getState().list.rows.phase).toBe('ready')
    void news
  })
})
