/** Covers renderer/panes/HeadlinesPane.tsx: four phases, and the names e2e and screen readers rely on. */
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Feed, ListId } from '../../../preload/contract/model.ts'
import { HeadlinesPane } from '../../../renderer/panes/HeadlinesPane.tsx'
import { ready } from '../../../renderer/state/loadable.ts'
import { PortBoard } from '../../../renderer/state/ports.ts'
import type { ReaderActions } from '../../../renderer/state/reader.ts'
import type { ListState } from '../../../renderer/state/readerState.ts'
import { rowsOf } from '../../../renderer/state/rows.ts'
import { fakeSettings } from '../../helpers/fakeFacts.ts'
import { fakeFeeds, fakeHeadlines } from '../../helpers/fakeLibrary.ts'

const now = Date.now()
const headlines = fakeHeadlines(now)
const page = { listId: 'l1' as ListId, total: headlines.length, unread: 33, from: 0, rows: headlines }
const none = { listId: 'l1' as ListId, total: 0, unread: 0, from: 0, rows: [] }
const aList = (more: Partial<ListState>): ListState => ({
  view: { kind: 'all' },
  search: '',
  rows: ready(rowsOf(page)),
  selected: null,
  ...more,
})

Element.prototype.scrollTo = () => {}
// jsdom lays nothing out: the list is given a height to fill.
Object.defineProperty(Element.prototype, 'clientHeight', { value: 800 })
Object.defineProperty(Element.prototype, 'clientWidth', { value: 400 })

function draw(list: ListState, feed: Feed | null = null) {
  const actions = {
    needRows: vi.fn(() => Promise.resolve()),
    seeTop: vi.fn(),
    openRow: vi.fn(() => Promise.resolve()),
    openView: vi.fn(() => Promise.resolve()),
    toggleStar: vi.fn(() => Promise.resolve()),
    markAllRead: vi.fn(() => Promise.resolve()),
    toggleForView: vi.fn(() => Promise.resolve()),
    refresh: vi.fn(() => Promise.resolve()),
    openLink: vi.fn(() => Promise.resolve()),
    toggleRead: vi.fn(() => Promise.resolve()),
    deleteArticle: vi.fn(() => Promise.resolve()),
    openOriginal: vi.fn(() => Promise.resolve()),
    copyAddress: vi.fn(() => Promise.resolve()),
  }
  const ports = new PortBoard()
  render(
    <HeadlinesPane
      list={list}
      title="All articles"
      feed={feed}
      line={feed === null ? null : { kind: 'feed', feed }}
      titleOf={() => 'Harbour Gazette'}
      settings={fakeSettings}
      actions={actions as unknown as ReaderActions}
      ports={ports}
      onBack={null}
      onOpened={() => {}}
    />,
  )
  return { ...actions, ports }
}

function aFeed(more: Partial<Feed>): Feed {
  const feed = fakeFeeds(now).find(({ outlet }) => outlet.siteUrl !== null)
  if (feed === undefined) throw new Error('no feeds')
  return { ...feed, ...more }
}

afterEach(cleanup)

describe('HeadlinesPane', () => {
  it('says that it is loading', () => {
    draw(aList({ rows: { phase: 'loading' } }))
    expect(screen.getByRole('status').textContent).toBe('Loading…')
  })

  it('says why it failed and tries again', () => {
    const failure = { kind: 'not-found', what: 'folder' } as const
    const actions = draw(aList({ rows: { phase: 'failed', failure } }))
    expect(screen.getByRole('alert').textContent).toContain('That folder is no longer here.')
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(actions.openView).toHaveBeenCalledOnce()
  })

  it('is pleasant when it is empty and says what to do', () => {
    draw(aList({ view: { kind: 'starred' }, rows: ready(rowsOf(none)) }))
    expect(screen.getByRole('heading', { name: 'No stars yet' })).toBeDefined()
  })

  it('says what was not found', () => {
    draw(aList({ search: 'zzz', rows: ready(rowsOf(none)) }))
    expect(screen.getByText('No headline here has “zzz”. Esc clears the search.')).toBeDefined()
  })

  it('draws rows as options that carry their marks, and only those in sight', () => {
    draw(aList({}))
    const list = screen.getByRole('listbox', { name: 'Headlines' })
    const options = screen.getAllByRole('option')
    expect(list.contains(options[0] ?? null)).toBe(true)
    expect(options.length).toBeLessThan(headlines.length)
    expect(options[0]?.dataset).toMatchObject({ article: 'a0', unread: 'true' })
    expect(options[3]?.dataset['unread']).toBe('false')
    expect(options[0]?.getAttribute('aria-setsize')).toBe(String(headlines.length))
    expect(screen.getByRole('option', { name: /Harbour towns.*unread.*Harbour Gazette/ })).toBe(options[0])
  })

  it('opens the row that is clicked and stars without opening', () => {
    const actions = draw(aList({}))
    const [, row] = screen.getAllByRole('option')
    fireEvent.click(row ?? document.body)
    expect(actions.openRow).toHaveBeenCalledWith(1)
    fireEvent.click(row?.querySelector('.headline-star') ?? document.body)
    expect(actions.toggleStar).toHaveBeenCalledWith('a1')
    expect(actions.openRow).toHaveBeenCalledOnce()
  })

  it.each([
    ['End', 59],
    ['Home', 0],
    ['PageDown', 15],
    ['PageUp', 5],
  ])('leaps with %s', (key, index) => {
    const actions = draw(aList({ selected: { index: 10, id: headlines[10]?.id ?? ('' as never) } }))
    fireEvent.keyDown(screen.getByRole('listbox'), { key })
    expect(actions.openRow).toHaveBeenCalledWith(index)
  })

  const choose = (name: string) => {
    const [item] = screen.getAllByRole('menuitem', { name: new RegExp(`^${name}`), hidden: true })
    fireEvent.click(item ?? document.body)
  }

  it.each([
    ['Mark read', 'toggleRead', 'a1'],
    ['Star', 'toggleStar', 'a1'],
    ['Open on the paper’s site', 'openOriginal', 'a1'],
    ['Copy address', 'copyAddress', 'a1'],
    ['Delete', 'deleteArticle', 'a1'],
    ['Open', 'openRow', 1],
  ] as const)('has "%s" in the menu of a headline', (name, action, what) => {
    const actions = draw(aList({}))
    const [, row] = screen.getAllByRole('option')
    fireEvent.contextMenu(row ?? document.body)
    choose(name)
    expect(actions[action]).toHaveBeenCalledWith(what)
    expect(screen.queryByRole('menu', { hidden: true })).toBeNull()
  })

  it.each([
    ['the menu key', { key: 'ContextMenu' }],
    ['Shift and F10', { key: 'F10', shiftKey: true }],
  ])('shows the menu of the selected headline with %s', (_name, press) => {
    const actions = draw(aList({ selected: { index: 2, id: headlines[2]?.id ?? ('' as never) } }))
    fireEvent.keyDown(screen.getByRole('listbox'), press)
    choose('Delete')
    expect(actions.deleteArticle).toHaveBeenCalledWith('a2')
  })

  it('names the selected row to assistive technology', () => {
    draw(aList({ selected: { index: 0, id: headlines[0]?.id ?? ('' as never) } }))
    expect(screen.getByRole('option', { selected: true }).dataset['article']).toBe('a0')
    expect(screen.getByRole('listbox').getAttribute('aria-activedescendant')).toBe('headline-a0')
  })

  it('shows the reason of a failed paper above its articles', () => {
    const failed = fakeFeeds(now).find((feed) => feed.state.phase === 'failed') ?? null
    const actions = draw(aList({ view: { kind: 'feed', feedId: failed?.id ?? ('' as never) } }), failed)
    expect(screen.getByRole('alert').textContent).toContain('quiet.example has no such page (404).')
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(actions.refresh).toHaveBeenCalledWith({ kind: 'feed', feedId: 'qui' })
  })

  it('says above the articles that a damaged paper was read with repairs', () => {
    const feed = aFeed({ isRepaired: true, state: { phase: 'idle' } })
    draw(aList({ view: { kind: 'feed', feedId: feed.id } }), feed)
    expect(screen.getByText(/This feed is damaged and was read with repairs/)).toBeDefined()
  })

  it.each(['challenge', 'blocked', 'login', 'consent', 'html'] as const)(
    'leads to the site of a paper behind a wall: %s',
    (found) => {
      const [one] = fakeFeeds(now)
      if (one === undefined) throw new Error('no feed')
      const failure = { kind: 'not-a-feed', url: one.url, found } as const
      const failed: Feed = { ...one, state: { phase: 'failed', failure, since: now } }
      const { openLink } = draw(aList({ view: { kind: 'feed', feedId: one.id } }), failed)
      const ways = screen.queryAllByRole('button', { name: 'Open the site' })
      expect(ways).toHaveLength(found === 'html' ? 0 : 1)
      for (const way of ways) fireEvent.click(way)
      expect(openLink.mock.calls).toEqual(found === 'html' ? [] : [['https://mtt.example/']])
    },
  )

  it('says how many were found while it searches', () => {
    draw(aList({ search: 'harbour' }))
    const marked = Array.from(document.querySelectorAll('[role=option] mark'), (one) => one.textContent)
    expect(marked).toContain('Harbour')
    expect(screen.getByText(`${String(headlines.length)} found`)).toBeDefined()
    expect(document.querySelector('.view-head')?.textContent).not.toMatch(/ unread/)
  })

  it('promises to search headlines, not whole texts', () => {
    draw(aList({}))
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Search' })
    expect(field.placeholder).toBe('Search headlines')
    expect(field.title).toBe('Search titles, names and first lines (/)')
  })

  it('does not blame a paper for a missing connection', () => {
    const feed = aFeed({
      total: 0,
      state: { phase: 'failed', failure: { kind: 'offline', byChoice: false }, since: now },
    })
    const actions = draw(aList({ view: { kind: 'feed', feedId: feed.id }, rows: ready(rowsOf(none)) }), feed)
    expect(screen.queryByRole('alert')).toBeNull()
    expect(screen.getByRole('status').textContent).toContain('There is no connection')
    expect(screen.getByText('Its articles come as soon as there is a connection.')).toBeDefined()
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(actions.refresh).toHaveBeenCalledWith({ kind: 'feed', feedId: feed.id })
  })

  it('says of a paper without articles whether they are on their way', () => {
    const feed = aFeed({ total: 0, state: { phase: 'fetching' } })
    draw(aList({ view: { kind: 'feed', feedId: feed.id }, rows: ready(rowsOf(none)) }), feed)
    expect(screen.getByRole('heading', { name: 'On its way' })).toBeDefined()
  })

  it('has the site and the other places of the paper in a menu at its head', () => {
    const feed = aFeed({})
    const actions = draw(aList({ view: { kind: 'feed', feedId: feed.id } }), feed)
    fireEvent.click(screen.getByRole('button', { name: /^Actions for/ }))
    expect(screen.queryByRole('menuitem', { name: 'Show', hidden: true })).toBeNull()
    fireEvent.click(screen.getByRole('menuitem', { name: 'Open the site', hidden: true }))
    expect(actions.openLink).toHaveBeenCalledWith(feed.outlet.siteUrl)
  })

  it('can take the focus when it is empty', () => {
    const { ports } = draw(aList({ search: 'zzz', rows: ready(rowsOf(none)) }))
    ports.at('headlines')?.focus()
    expect(document.activeElement?.className).toBe('headlines-body')
    ports.at('headlines')?.focusSearch()
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Search' }))
  })

  it('tells how many came in above', () => {
    draw(aList({ rows: ready({ ...rowsOf(page), newAbove: 12 }) }))
    expect(screen.getByRole('button', { name: /12 new/ })).toBeDefined()
  })
})
