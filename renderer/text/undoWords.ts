/** undoWords.ts — what can be taken back, in words. */
import { unreachable } from '../../preload/contract/failure.ts'
import type { Deed } from '../../preload/contract/model.ts'
import { hostOf } from './hostOf.ts'
import { longDay } from './times.ts'
import type { Speech } from './useText.ts'

export function describeUndo(what: Deed, { words, locale }: Pick<Speech, 'words' | 'locale'>): string {
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
      return words.undo.restored(longDay(what.madeAt, locale))
    case 'read':
      return words.undo.read(what.title)
    case 'unread':
      return words.undo.unread(what.title)
    case 'starred':
      return words.undo.starred(what.title)
    case 'unstarred':
      return words.undo.unstarred(what.title)
    case 'renamed':
      return words.undo.renamed(what.from, what.to)
    default:
      return unreachable(what)
  }
}
