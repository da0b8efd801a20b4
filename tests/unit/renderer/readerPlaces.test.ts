/** Covers renderer/state/reader.ts: where the reader is, what comes next, taking back, following. */
import { describe, expect, it } from 'vitest'
import type { FeedId } from '../../../preload/contract/model.ts'
import { valueOf } from '../../../renderer/state/loadable.ts'
import { settle, startReader } from './startReader.ts'

describe('in a narrow window', () => {
  it('counts time on screen only while the article is in sight, and Space brings it there', async () => {
    const { actions, ports, store, times, run } = await startReader()
    ports.plug('article', {
      focus: () => {},
      scroll: () => 'at-end',
      isShown: () => store.getState().pane === 'article',
    })
    await actions.openRow(0)
    await run()
    expect(times('articles:mark')).toBe(0)
    await actions.readOn()
    expect(store.getState()).toMatchObject({ pane: 'article', list: { selected: { index: 0 } } })
    await run()
    await run()
    expect(times('articles:mark')).toBe(1)
  })
})

describe('what comes next', () => {
  it('is of the list that is open now', async () => {
    const { actions, store } = await startReader()
    await actions.openView({ kind: 'feed', feedId: 'mtt' as FeedId })
    await actions.openRow(0)
    await actions.openView({ kind: 'feed', feedId: 'mtn' as FeedId })
    await settle()
    expect(store.getState().article.upNext).toMatchObject({ headline: { feedId: 'mtn' } })
  })

  it('is what was left unread above, when nothing below is', async () => {
    const { actions, store } = await startReader()
    await actions.openView({ kind: 'feed', feedId: 'mtt' as FeedId })
    await settle()
    const rows = valueOf(store.getState().list.rows)
    if (rows === null) throw new Error('no rows')
    await actions.openRow(rows.total - 1)
    await actions.stepUnread(1)
    expect(store.getState().list.view).toEqual({ kind: 'feed', feedId: 'mtt' })
    expect(store.getState().list.selected?.index).toBeLessThan(rows.total - 1)
  })

  it('knows when all has been marked read', async () => {
    const { actions, store } = await startReader()
    await actions.openRow(0)
    await actions.markAllRead()
    await settle()
    expect(store.getState().article.upNext).toBeNull()
  })
})

describe('taking back', () => {
  it('leads back to the paper that was open when it was unfollowed', async () => {
    const { actions, store } = await startReader()
    const view = { kind: 'feed', feedId: 'mtt' as FeedId } as const
    await actions.openView(view)
    await actions.remove({ kind: 'feed', id: view.feedId })
    await settle()
    expect(store.getState().list.view).toEqual({ kind: 'unread' })
    await actions.undoLast()
    await settle()
    expect(store.getState().list.view).toEqual(view)
  })

  it('calls nobody back who has gone elsewhere meanwhile, or was elsewhere before', async () => {
    const { actions, store } = await startReader()
    const view = { kind: 'feed', feedId: 'mtt' as FeedId } as const
    await actions.openView(view)
    await actions.remove({ kind: 'feed', id: view.feedId })
    await actions.openView({ kind: 'all' })
    await actions.undoLast()
    await settle()
    expect(store.getState().list.view).toEqual({ kind: 'all' })
    await actions.openView({ kind: 'unread' })
    await actions.remove({ kind: 'feed', id: view.feedId })
    await actions.undoLast()
    await settle()
    expect(store.getState().list.view).toEqual({ kind: 'unread' })
  })

  it('shows one bar at a time', async () => {
    const { actions, store } = await startReader()
    await actions.undoLast()
    expect(store.getState().notice).toEqual({ kind: 'nothing-to-undo' })
    await actions.markAllRead()
    expect(store.getState().notice).toBeNull()
  })

  it('offers an undo for all read and puts the marks back', async () => {
    const { actions, store, rows } = await startReader()
    const before = rows().unread
    await actions.markAllRead()
    expect(rows().unread).toBe(0)
    expect(store.getState()).toMatchObject({ undoBar: { what: { kind: 'marked-read' } } })
    await actions.undoLast()
    expect(rows().unread).toBe(before)
    expect(store.getState()).toMatchObject({ undos: [], undoBar: null })
  })

  it('can still be done after the bar has gone', async () => {
    const { actions, rows } = await startReader()
    const before = rows().unread
    await actions.markAllRead()
    actions.closeUndoBar()
    await actions.undoLast()
    expect(rows().unread).toBe(before)
  })
})

describe('following', () => {
  it('shows a paper of the catalogue behind the dialog, which stays', async () => {
    const { actions, store } = await startReader()
    actions.openDialog({ kind: 'catalogue' })
    await actions.followEntry({ url: 'https://ledger.example/feed', folderId: null, catalogueId: 'x' })
    expect(store.getState()).toMatchObject({
      dialog: { kind: 'catalogue' },
      list: { view: { kind: 'feed' } },
    })
  })

  it('goes to the headlines of what was followed', async () => {
    const { actions, ports, store } = await startReader()
    let focused = 0
    ports.plug('headlines', { focus: () => (focused += 1), focusSearch: () => {} })
    await actions.lookAt('ledger.example')
    await actions.followCandidates((valueOf(store.getState().candidates) ?? []).slice(0, 1), null)
    expect(focused).toBe(1)
    expect(store.getState().pane).toBe('headlines')
  })

  it('shows what was found at an address, follows the choice and opens it', async () => {
    const { actions, store, bridge } = await startReader()
    await actions.lookAt('ledger.example')
    const candidates = valueOf(store.getState().candidates) ?? []
    expect(candidates).toHaveLength(2)
    await actions.followCandidates(candidates.slice(0, 1), null)
    expect(bridge.asked).toContainEqual([
      'feeds:follow',
      { url: 'https://ledger.example/feed', folderId: null, catalogueId: null },
    ])
    expect(store.getState().dialog).toBeNull()
    expect(store.getState().list.view.kind).toBe('feed')
  })

  it('keeps the reason when nothing was found', async () => {
    const { actions, store } = await startReader()
    await actions.lookAt('nothing.example')
    expect(store.getState().candidates).toMatchObject({ phase: 'failed', failure: { kind: 'no-feed-found' } })
  })
})

describe('a dialog that was opened from another', () => {
  it('leads back there when it is closed', async () => {
    const { actions, store } = await startReader()
    const keep = { kind: 'keep', feedId: 'mtt' as FeedId } as const
    actions.openDialog({ kind: 'settings' })
    actions.openDialogOver({ kind: 'data' })
    actions.openDialogOver(keep)
    expect(store.getState()).toMatchObject({
      dialog: keep,
      dialogsBehind: [{ kind: 'settings' }, { kind: 'data' }],
    })
    actions.closeDialog()
    expect(store.getState().dialog).toEqual({ kind: 'data' })
    actions.closeDialog()
    actions.closeDialog()
    expect(store.getState()).toMatchObject({ dialog: null, dialogsBehind: [] })
  })

  it('leaves nothing behind when another one is opened instead', async () => {
    const { actions, store } = await startReader()
    actions.openDialog({ kind: 'data' })
    actions.openDialogOver({ kind: 'keep', feedId: 'mtt' as FeedId })
    actions.openDialog({ kind: 'keys' })
    actions.closeDialog()
    expect(store.getState().dialog).toBeNull()
  })
})
