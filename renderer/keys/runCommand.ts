/**
 * runCommand.ts — what each command does: one line each.
 *
 * Room:     renderer/keys. Imports: state.
 * Promises: a command that walks or marks articles takes the focus out of the outlets: what keys act on is where
 *           the focus is, and Delete means something else in the tree.
 */
import { unreachable } from '../../preload/contract/failure.ts'
import type { Reader } from '../state/reader.ts'
import type { Pane } from '../state/readerState.ts'
import type { Command } from './keyMap.ts'

const order: readonly Pane[] = ['outlets', 'headlines', 'article']

export function runCommand(command: Command, reader: Reader): void {
  const { actions, ports, store } = reader
  switch (command) {
    case 'next':
      leaveOutlets(reader)
      void actions.step(1)
      return
    case 'previous':
      leaveOutlets(reader)
      void actions.step(-1)
      return
    case 'nextUnread':
      leaveOutlets(reader)
      void actions.stepUnread(1)
      return
    case 'previousUnread':
      leaveOutlets(reader)
      void actions.stepUnread(-1)
      return
    case 'readOn':
      leaveOutlets(reader)
      void actions.readOn()
      return
    case 'readBack':
      actions.readBack()
      return
    case 'openArticle':
      openArticle(reader)
      return
    case 'toggleRead':
      if (hasArticle(reader)) leaveOutlets(reader)
      void actions.toggleRead()
      return
    case 'toggleStar':
      if (hasArticle(reader)) leaveOutlets(reader)
      void actions.toggleStar()
      return
    case 'deleteArticle':
      // In the outlets the same key unfollows.
      if (store.getState().pane !== 'outlets') void actions.deleteArticle()
      return
    case 'openOriginal':
      void actions.openOriginal()
      return
    case 'markAllRead':
      void actions.markAllRead()
      return
    case 'refresh':
      void actions.refresh({ kind: 'all' })
      return
    case 'unreadOnly':
      void actions.toggleForView('unreadOnly')
      return
    case 'oldestFirst':
      void actions.toggleForView('oldestFirst')
      return
    case 'paneLeft':
      focusPane(reader, -1)
      return
    case 'paneRight':
      focusPane(reader, 1)
      return
    case 'search':
      focusSearch(reader)
      return
    case 'viewToday':
      void actions.openView({ kind: 'today' })
      return
    case 'viewUnread':
      void actions.openView({ kind: 'unread' })
      return
    case 'viewStarred':
      void actions.openView({ kind: 'starred' })
      return
    case 'viewAll':
      void actions.openView({ kind: 'all' })
      return
    case 'addPaper':
      void actions.lookAt('')
      return
    case 'catalogue':
      actions.openDialog({ kind: 'catalogue' })
      return
    case 'newFolder':
      actions.openDialog({ kind: 'folder', parentId: null })
      return
    case 'openPage':
      ports.at('picker')?.open()
      return
    case 'workOffline':
      void actions.toggleOffline()
      return
    case 'activity':
      actions.openDialog({ kind: 'activity' })
      return
    case 'settings':
      actions.openDialog({ kind: 'settings' })
      return
    case 'data':
      actions.openDialog({ kind: 'data' })
      return
    case 'checkLibrary':
      void actions.startCheck()
      actions.openDialog({ kind: 'data' })
      return
    case 'bigger':
      void actions.changeTextSize(1)
      return
    case 'smaller':
      void actions.changeTextSize(-1)
      return
    case 'undo':
      void actions.undoLast()
      return
    case 'help':
      actions.openDialog({ kind: 'keys' })
      return
    case 'back':
      goBack(reader)
      return
    default:
      unreachable(command)
  }

  function openArticle({ actions: { openRow } }: Reader): void {
    const { list, article } = store.getState()
    if (list.selected === null) void actions.step(1)
    else if (article.id !== list.selected.id) void openRow(list.selected.index)
    focus(reader, 'article')
  }
}

function hasArticle({ store }: Reader): boolean {
  const { list, article } = store.getState()
  return list.selected !== null || article.id !== null
}

function leaveOutlets(reader: Reader): void {
  const { ports, store } = reader
  const isThere = store.getState().pane === 'outlets' || ports.at('outlets')?.hasFocus() === true
  if (isThere) focus(reader, 'headlines')
}

/** Escape: the search first, then the bar, then a pane to the left. */
function goBack(reader: Reader): void {
  const { list, notice, undoBar } = reader.store.getState()
  if (list.search !== '') {
    void reader.actions.openView(list.view)
    focus(reader, 'headlines')
  } else if (notice?.kind === 'failed') reader.actions.dismissNotice()
  else if (undoBar !== null) reader.actions.closeUndoBar()
  else focusPane(reader, -1)
}

function focusPane(reader: Reader, way: 1 | -1): void {
  const at = order.indexOf(reader.store.getState().pane)
  const pane = order[at + way]
  if (pane !== undefined) focus(reader, pane)
}

function focus({ actions, ports }: Reader, pane: Pane): void {
  actions.choosePane(pane)
  onceDrawn(() => ports.at(pane)?.focus())
}

/** At once: what is typed next is meant for the field. */
function focusSearch({ actions, ports }: Reader): void {
  actions.choosePane('headlines')
  ports.at('headlines')?.focusSearch()
  onceDrawn(() => ports.at('headlines')?.focusSearch())
}

/**
 * In a narrow window a pane has to be drawn before it can take the focus. React draws what a key changed in a microtask
 * that was asked for before this one; the next key comes after both.
 */
function onceDrawn(work: () => void): void {
  queueMicrotask(work)
}
