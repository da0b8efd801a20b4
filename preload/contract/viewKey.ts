/** viewKey.ts — one short name for a view, for settings that are kept by view. */
import { unreachable } from './failure.ts'
import type { View } from './model.ts'

export function viewKey(view: View): string {
  switch (view.kind) {
    case 'today':
    case 'unread':
    case 'starred':
    case 'all':
      return view.kind
    case 'feed':
      return `feed-${view.feedId}`
    case 'folder':
      return `folder-${view.folderId}`
    default:
      return unreachable(view)
  }
}
