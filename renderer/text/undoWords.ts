/** undoWords.ts — what can be taken back, in words. */
import { unreachable } from '../../preload/contract/failure.ts'
import type { UndoWhat } from '../../preload/contract/model.ts'
import type { Words } from './en.ts'
import { hostOf } from './hostOf.ts'

export function describeUndo(what: UndoWhat, words: Words): string {
  switch (what.kind) {
    case 'marked-read':
      return words.undo.markedRead(what.count)
    case 'unfollowed':
      return words.undo.unfollowed(what.title)
    case 'folder-removed':
      return words.undo.folderRemoved(what.title)
    case 'moved':
      return words.undo.moved(what.title)
    case 'address-changed':
      return words.undo.addressChanged(what.title, hostOf(what.to))
    case 'article-removed':
      return words.undo.articleRemoved(what.title)
    case 'restored':
      return words.undo.restored(what.madeAt)
    default:
      return unreachable(what)
  }
}
