/**
 * headlineMenu.ts — what can be done with one headline, as menu items.
 *
 * Room:     renderer/panes. Promises: pure; choosing an item calls an action.
 */
import type { Headline } from '../../preload/contract/model.ts'
import { firstKey } from '../keys/keyLabel.ts'
import { isMac } from '../keys/platform.ts'
import type { MenuItem } from '../parts/Menu.tsx'
import type { ReaderActions } from '../state/reader.ts'
import type { Words } from '../text/en.ts'

export function headlineMenu(
  { id, isRead, isStarred }: Headline,
  actions: ReaderActions,
  words: Words,
  onOpen: () => void,
): readonly MenuItem[] {
  const text = words.article
  return [
    { name: words.menu.openArticle, ...firstKey('openArticle', words, isMac), onChoose: onOpen },
    'rule',
    {
      name: isRead ? text.markUnread : text.markRead,
      ...firstKey('toggleRead', words, isMac),
      onChoose: () => void actions.toggleRead(id),
    },
    {
      name: isStarred ? text.unstar : text.star,
      ...firstKey('toggleStar', words, isMac),
      onChoose: () => void actions.toggleStar(id),
    },
    'rule',
    {
      name: text.original,
      ...firstKey('openOriginal', words, isMac),
      onChoose: () => void actions.openOriginal(id),
    },
    { name: words.menu.copyAddress, onChoose: () => void actions.copyAddress(id) },
    'rule',
    {
      name: words.menu.delete,
      ...firstKey('deleteArticle', words, isMac),
      onChoose: () => void actions.deleteArticle(id),
    },
  ]
}
