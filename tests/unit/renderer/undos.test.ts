/** Covers renderer/state/flows/undos.ts: what was done is taken back step by step, the newest first. */
import { describe, expect, it } from 'vitest'
import type { FeedId, FolderId } from '../../../preload/contract/model.ts'
import { valueOf } from '../../../renderer/state/loadable.ts'
import { rowAt } from '../../../renderer/state/rows.ts'
import { describeUndo } from '../../../renderer/text/undoWords.ts'
import { speechIn } from '../../../renderer/text/useText.ts'
import { settle, startReader } from './startReader.ts'

const mtt = 'mtt' as FeedId

async function start() {
  const window = await startReader({ readAfterMs: null })
  const { actions, store } = window
  await actions.openView({ kind: 'all' })
  const undo = async () => {
    await actions.undoLast()
    await settle()
  }
  const titleOf = (id: FeedId) => valueOf(store.getState().tree)?.feeds.find((feed) => feed.id === id)?.title
  const row = (index: number) => rowAt(window.rows(), index)
  const told = () => {
    const { notice } = store.getState()
    return notice?.kind === 'undone' ? describeUndo(notice.what, speechIn('en')) : null
  }
  return { ...window, undo, titleOf, row, told, state: store.getState }
}

describe('taking back', () => {
  it('goes on, one step after the other, and says each time what was taken back', async () => {
    const { actions, undo, row, told, titleOf, state } = await start()
    await actions.openRow(0)
    await actions.toggleStar()
    await actions.toggleRead()
    await actions.rename({ kind: 'feed', id: mtt }, 'Tokyo, every day')
    expect([row(0)?.isStarred, row(0)?.isRead, titleOf(mtt)]).toEqual([true, true, 'Tokyo, every day'])
    await undo()
    expect(told()).toBe('“Modern Tokyo Times” was renamed “Tokyo, every day”.')
    expect(titleOf(mtt)).toBe('Modern Tokyo Times')
    await undo()
    expect(told()).toMatch(/^“Harbour towns .*” was marked read\.$/)
    await undo()
    expect(told()).toMatch(/^“Harbour towns .*” was starred\.$/)
    expect([row(0)?.isStarred, row(0)?.isRead]).toEqual([false, false])
    await undo()
    expect(state().notice).toEqual({ kind: 'nothing-to-undo' })
  })

  it('keeps the order, however fast one asks', async () => {
    const { actions, row, told } = await start()
    const star = row(1)?.isStarred
    await actions.openRow(1)
    await actions.toggleStar()
    const id = row(1)?.id
    await actions.deleteArticle()
    await Promise.all([actions.undoLast(), actions.undoLast()])
    await settle()
    expect([row(1)?.id, row(1)?.isStarred]).toEqual([id, star])
    expect(told()).toMatch(/starred\.$|no longer/)
  })

  it('takes back two deletions', async () => {
    const { actions, undo, row, rows, state } = await start()
    const before = [row(1)?.id, row(2)?.id, rows().total]
    await actions.openRow(1)
    await actions.deleteArticle()
    await actions.deleteArticle()
    expect(rows().total).toBe(Number(before[2]) - 2)
    await undo()
    await undo()
    expect([row(1)?.id, row(2)?.id, rows().total]).toEqual(before)
    expect(state()).toMatchObject({ article: { id: before[0] }, list: { selected: { index: 1 } } })
    expect(rows().newAbove).toBe(0)
  })

  it('leaves the open article alone when one came back that was not open', async () => {
    const { actions, undo, row, state } = await start()
    await actions.openRow(4)
    const [open, other] = [row(4)?.id, row(1)?.id]
    await actions.deleteArticle(other)
    expect(state()).toMatchObject({ article: { id: open }, list: { selected: { index: 3, id: open } } })
    await undo()
    expect(row(1)?.id).toBe(other)
    expect(state()).toMatchObject({ article: { id: open }, list: { selected: { index: 4, id: open } } })
  })

  it('makes no bar of small things, and leaves the bar of a big one to that one', async () => {
    const { actions, row, rows, state } = await start()
    await actions.openRow(0)
    await actions.toggleStar()
    expect(state().undoBar).toBeNull()
    await actions.markAllRead()
    const bar = state().undoBar
    await actions.toggleStar()
    expect(state().undoBar).toBe(bar)
    if (bar === null) throw new Error('no bar')
    await actions.takeBackStep(bar)
    expect(rows().unread).toBeGreaterThan(0)
    expect([row(0)?.isStarred, state().undoBar, state().undos.length]).toEqual([false, null, 2])
  })

  it('has nothing to take back of what the clock marked read', async () => {
    const { actions, run, state, row } = await startedWithClock()
    await actions.openRow(0)
    await run()
    expect(row()?.isRead).toBe(true)
    expect(state().undos).toEqual([])
  })

  it('leaves an article unread that is so again, though it is open', async () => {
    const { actions, run, row } = await startedWithClock()
    await actions.openRow(0)
    await actions.toggleRead()
    await actions.openRow(1)
    await actions.openRow(0)
    await actions.undoLast()
    await run()
    expect(row()?.isRead).toBe(false)
  })

  it('remembers the last twenty', async () => {
    const { actions, state } = await start()
    await actions.openRow(0)
    for (let i = 0; i < 25; i += 1) await actions.toggleStar()
    expect(state().undos).toHaveLength(20)
  })

  it('forgets what could not be kept', async () => {
    const { actions, bridge, state } = await start()
    bridge.failOn('articles:mark', { kind: 'store-write', file: 'marks.json', code: 'ENOSPC' })
    await actions.openRow(0)
    await actions.toggleStar()
    expect(state().undos).toEqual([])
  })

  it('gives a folder its old name again', async () => {
    const { actions, bridge, undo, told } = await start()
    const id = 'f-art' as FolderId
    await actions.rename({ kind: 'folder', id }, 'Painting')
    await undo()
    expect(bridge.asked.filter(([name]) => name === 'folders:rename')).toEqual([
      ['folders:rename', id, 'Painting'],
      ['folders:rename', id, 'Arts and letters'],
    ])
    expect(told()).toBe('“Arts and letters” was renamed “Painting”.')
  })

  it('remembers no renaming that changed nothing', async () => {
    const { actions, state } = await start()
    await actions.rename({ kind: 'feed', id: mtt }, 'Modern Tokyo Times')
    expect(state().undos).toEqual([])
  })

  it('gives a paper back the name it gives itself', async () => {
    const { actions, bridge, undo } = await start()
    await actions.rename({ kind: 'feed', id: mtt }, 'Tokyo')
    await undo()
    expect(bridge.asked.filter(([name]) => name === 'feeds:rename').at(-1)).toEqual([
      'feeds:rename',
      mtt,
      null,
    ])
  })
})

async function startedWithClock() {
  const window = await startReader()
  return { ...window, state: window.store.getState, row: () => rowAt(window.rows(), 0) }
}

describe('unfollowing a paper', () => {
  it('closes its article, and taking it back leads there again', async () => {
    const { actions, undo, state } = await start()
    const view = { kind: 'feed', feedId: mtt } as const
    await actions.openView(view)
    await actions.openRow(1)
    const { id } = state().article
    await actions.remove({ kind: 'feed', id: mtt })
    await settle()
    expect(state()).toMatchObject({
      article: { id: null, content: { phase: 'idle' } },
      list: { view: { kind: 'unread' }, selected: null },
    })
    await undo()
    expect(state()).toMatchObject({ article: { id }, list: { view, selected: { index: 1, id } } })
  })

  it('closes it in other lists too, and its rows go', async () => {
    const { actions, undo, state, rows } = await start()
    const before = rows().total
    const index = rows()
      .pages.get(0)
      ?.findIndex(({ feedId }) => feedId === mtt)
    await actions.openRow(index ?? 0)
    const { id } = state().article
    await actions.remove({ kind: 'feed', id: mtt })
    await settle()
    expect(state().article.id).toBeNull()
    expect(rows().total).toBeLessThan(before)
    await undo()
    expect(rows().total).toBe(before)
    expect(state().article.id).toBe(id)
  })

  it('leaves the article of another paper open', async () => {
    const { actions, rows, state } = await start()
    const index = rows()
      .pages.get(0)
      ?.findIndex(({ feedId }) => feedId !== mtt)
    await actions.openRow(index ?? 0)
    const { id } = state().article
    await actions.remove({ kind: 'feed', id: mtt })
    await settle()
    expect(state()).toMatchObject({ article: { id }, list: { selected: { id } } })
  })
})
