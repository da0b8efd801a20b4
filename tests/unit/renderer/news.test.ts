/** Covers renderer/state/listen.ts and patchTree.ts: what the window does when main says that something changed. */
import { describe, expect, it } from 'vitest'
import type { ArticleId, FeedId, OutletTree, ViewCounts } from '../../../preload/contract/model.ts'
import { createReader } from '../../../renderer/state/reader.ts'
import { valueOf } from '../../../renderer/state/loadable.ts'
import { heldRow } from '../../../renderer/state/rows.ts'
import { makeFakeBridge } from '../../helpers/fakeBridge.ts'
import { makeScreen, now, settle, startReader } from './startReader.ts'

type Started = Awaited<ReturnType<typeof startReader>>

const treeOf = ({ store }: Started): OutletTree => {
  const tree = valueOf(store.getState().tree)
  if (tree === null) throw new Error('no tree')
  return tree
}
const unreadIn = (started: Started, id: string) =>
  treeOf(started).feeds.find((feed) => feed.id === id)?.unread
const firstUnread = ({ rows }: Started) => {
  const row = rows()
    .pages.get(0)
    ?.find(({ isRead }) => !isRead)
  if (row === undefined) throw new Error('nothing is unread')
  return row
}
const noCounts: ViewCounts = { today: 0, unread: 7, starred: 0, all: 60 }

describe('a mark', () => {
  it('changes the counts of its paper and of the views, without the tree being asked for', async () => {
    const started = await startReader()
    const { actions, times, bridge } = started
    const asked = times('outlets:tree')
    const { id, feedId } = firstUnread(started)
    const before = [unreadIn(started, feedId), treeOf(started).counts.unread, started.rows().unread]
    await actions.toggleRead(id)
    await settle()
    const after = [unreadIn(started, feedId), treeOf(started).counts.unread, started.rows().unread]
    expect(after).toEqual(before.map((count) => (count ?? 0) - 1))
    await actions.toggleStar(id)
    await actions.undoLast()
    await actions.undoLast()
    await settle()
    expect([unreadIn(started, feedId), treeOf(started).counts.unread, started.rows().unread]).toEqual(before)
    await actions.markAllRead()
    await actions.undoLast()
    await settle()
    expect(times('outlets:tree')).toBe(asked)
    expect(bridge.asked.filter(([name]) => name === 'articles:mark')).toHaveLength(4)
  })

  it('that was made elsewhere is drawn in its row and in the open article', async () => {
    const started = await startReader()
    const { actions, bridge, store, rows, times } = started
    await actions.openRow(0)
    await settle()
    const open = valueOf(store.getState().article.content)
    if (open === null) throw new Error('no article')
    const asked = times('lists:rows')
    bridge.tell('articles:marked', { marks: [{ id: open.id, isRead: !open.isRead, isStarred: true }] })
    await settle()
    expect(heldRow(rows(), open.id)).toMatchObject({ isRead: !open.isRead, isStarred: true })
    expect(valueOf(store.getState().article.content)).toMatchObject({ isRead: !open.isRead, isStarred: true })
    expect(times('lists:rows'), 'the row is held').toBe(asked)
  })

  it('of a row that the window does not hold is counted', async () => {
    const started = await startReader()
    const { bridge, times, rows } = started
    await started.actions.openView({ kind: 'all' })
    await settle()
    const asked = times('lists:rows')
    expect(rows().total).toBeGreaterThan(50)
    bridge.tell('articles:marked', { marks: [{ id: 'a59' as ArticleId, isRead: true, isStarred: false }] })
    await settle()
    expect(times('lists:rows')).toBe(asked + 1)
  })

  it('that the reader has taken back meanwhile is not drawn once more', async () => {
    const bridge = makeFakeBridge(now)
    const answers: (() => void)[] = []
    const { screen } = makeScreen()
    const reader = createReader(
      {
        ...bridge,
        ask: async (name, ...args) => {
          if (name === 'articles:mark') await new Promise<void>((resolve) => answers.push(resolve))
          return bridge.ask(name, ...args)
        },
      },
      screen,
    )
    await reader.start()
    await settle()
    const rows = () => valueOf(reader.store.getState().list.rows)
    const row = rows()
      ?.pages.get(0)
      ?.find(({ isRead }) => !isRead)
    if (row === undefined) throw new Error('nothing is unread')
    const drawn = () =>
      rows()
        ?.pages.get(0)
        ?.find(({ id }) => id === row.id)?.isRead
    void reader.actions.toggleRead(row.id)
    await settle()
    void reader.actions.toggleRead(row.id)
    await settle()
    expect(drawn()).toBe(false)
    // Of the first wish.
    bridge.tell('articles:marked', { marks: [{ id: row.id, isRead: true, isStarred: row.isStarred }] })
    await settle()
    expect(drawn()).toBe(false)
    for (const answer of answers) answer()
    await settle()
    expect(drawn()).toBe(false)
  })

  it('of nobody knows which: all that is held is asked for again', async () => {
    const { bridge, times, rows } = await startReader()
    const asked = times('lists:rows')
    bridge.tell('articles:marked', { marks: null })
    await settle()
    expect(times('lists:rows')).toBe(asked + rows().pages.size)
  })
})

describe('the tree', () => {
  it('takes counts and lines in, and leaves the other lines as they are', async () => {
    const started = await startReader()
    const { bridge, times } = started
    const asked = times('outlets:tree')
    const before = treeOf(started)
    const lan = before.feeds.find(({ id }) => id === ('lan' as FeedId))
    if (lan === undefined) throw new Error('no such paper')
    bridge.tell('counts:changed', { feeds: [{ feedId: lan.id, unread: 3, total: 9 }], counts: noCounts })
    bridge.tell('feeds:changed', { feeds: [{ ...lan, title: 'Lantern', unread: 3, total: 9 }] })
    bridge.tell('outlets:changed', { isWhole: false })
    await settle()
    const after = treeOf(started)
    expect(after.counts).toEqual(noCounts)
    expect(after.feeds.find(({ id }) => id === lan.id)).toEqual({
      ...lan,
      title: 'Lantern',
      unread: 3,
      total: 9,
    })
    expect(after.feeds.filter((feed, n) => feed !== before.feeds[n])).toHaveLength(1)
    expect(times('outlets:tree')).toBe(asked)
  })

  it('is asked for again when papers or folders stand otherwise, or one is told of that is not in it', async () => {
    const started = await startReader()
    const { bridge, times } = started
    const asked = times('outlets:tree')
    bridge.tell('outlets:changed', { isWhole: true })
    await settle()
    expect(times('outlets:tree')).toBe(asked + 1)
    const [model] = treeOf(started).feeds
    if (model === undefined) throw new Error('no paper')
    bridge.tell('feeds:changed', { feeds: [{ ...model, id: 'unheard-of' as FeedId }] })
    await settle()
    expect(times('outlets:tree')).toBe(asked + 2)
  })

  it('that is on its way while counts come is asked for once more: nobody knows which is newer', async () => {
    const bridge = makeFakeBridge(now)
    let answer: () => void = () => undefined
    let isHeld = false
    let asked = 0
    const { screen } = makeScreen()
    const reader = createReader(
      {
        ...bridge,
        ask: async (name, ...args) => {
          if (name === 'outlets:tree') asked += 1
          const reply = await bridge.ask(name, ...args)
          if (name === 'outlets:tree' && isHeld)
            await new Promise<void>((resolve) => {
              answer = resolve
            })
          return reply
        },
      },
      screen,
    )
    await reader.start()
    await settle()
    isHeld = true
    const before = asked
    bridge.tell('outlets:changed', { isWhole: true })
    await settle()
    bridge.tell('counts:changed', { feeds: [], counts: noCounts })
    isHeld = false
    answer()
    await settle()
    expect(asked).toBe(before + 2)
  })
})

describe('articles', () => {
  it('that changed are drawn anew where they are held, and nothing else is asked', async () => {
    const { bridge, rows, times } = await startReader()
    const id = rows().pages.get(0)?.[0]?.id ?? ('' as ArticleId)
    const asked = [times('lists:rows'), times('lists:update')]
    const changed = (ids: readonly string[]) => {
      bridge.tell('library:changed', {
        feedIds: ['mtt' as FeedId],
        newArticles: 0,
        articles: { added: [], changed: ids as ArticleId[], removed: [] },
      })
    }
    changed(['not-held'])
    await settle()
    expect([times('lists:rows'), times('lists:update')]).toEqual(asked)
    changed([id])
    await settle()
    expect([times('lists:rows'), times('lists:update')]).toEqual([(asked[0] ?? 0) + 1, asked[1]])
  })

  it('that changed may be found by the search now: it is looked through again', async () => {
    const { actions, bridge, times } = await startReader()
    await actions.openView({ kind: 'all' }, 'ferry')
    await settle()
    const asked = times('lists:update')
    bridge.tell('library:changed', {
      feedIds: ['mtt' as FeedId],
      newArticles: 0,
      articles: { added: [], changed: ['a1' as ArticleId], removed: [] },
    })
    await settle()
    expect(times('lists:update')).toBe(asked + 1)
  })

  it('of which too many changed to be named are taken in as before', async () => {
    const { bridge, times } = await startReader()
    const asked = times('lists:update')
    bridge.tell('library:changed', { feedIds: ['mtt' as FeedId], newArticles: 0, articles: null })
    await settle()
    expect(times('lists:update')).toBe(asked + 1)
  })
})

it('rows that are held are found by any number of marks at once', async () => {
  const { bridge, rows, store } = await startReader()
  const held = [...rows().pages.values()].flat()
  bridge.tell('articles:marked', {
    marks: held.map(({ id, isStarred }) => ({ id, isStarred, isRead: true })),
  })
  await settle()
  expect(rows().unread).toBe(0)
  expect([...rows().pages.values()].flat().every(({ isRead }) => isRead)).toBe(true)
  expect(store.getState().notice).toBeNull()
})
