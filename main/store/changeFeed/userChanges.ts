/**
 * userChanges.ts — what a record of the journal means for whoever listens to changes. Pure.
 *
 * Room: main/store/changeFeed.
 */
import type { ArticleId, FeedId, FolderId, Settings } from '../../../preload/contract/model.ts'
import type { DomainChange } from '../../model/changes.ts'
import type { StoredFeed } from '../../model/subscriptions.ts'
import type { Change, MarksChange, SubscriptionsChange, UserData } from '../changes.ts'

/**
 * What `change` is going to change in `before`; null: nothing.
 *
 * @param before Null when it is not known: then everything that the record names counts as changed.
 */
export function domainChangeOf(before: UserData | null, change: Change): DomainChange | null {
  switch (change.part) {
    case 'marks':
      return marksChanged(before, change)
    case 'settings': {
      const keys = Object.keys(change.put).filter((key) => !isSame(before?.settings[key], change.put[key]))
      return keys.length === 0 ? null : { kind: 'settings', keys: keys as (keyof Settings)[] }
    }
    case 'subscriptions':
      return subscriptionsChanged(before, change)
    case 'all':
      return { kind: 'replaced' }
  }
}

function marksChanged(before: UserData | null, { put }: MarksChange): DomainChange | null {
  const ids = new Set<ArticleId>()
  for (const [id, mark] of put) {
    const old = before?.marks.get(id)
    const isAsBefore =
      before !== null &&
      old?.read === mark?.read &&
      old?.starred === mark?.starred &&
      old?.removed === mark?.removed
    if (!isAsBefore) ids.add(id)
  }
  return ids.size === 0 ? null : { kind: 'marks', ids: [...ids] }
}

function subscriptionsChanged(
  before: UserData | null,
  { feeds, folders, put }: SubscriptionsChange,
): DomainChange | null {
  const old = new Map(before?.subscriptions.feeds.map((feed) => [feed.id, feed]))
  const isMoved = (feed: StoredFeed) => {
    const was = old.get(feed.id)
    return (
      was?.folderId !== feed.folderId ||
      was.position !== feed.position ||
      (was.unfollowedAt === null) !== (feed.unfollowedAt === null)
    )
  }
  const isRearranged =
    feeds.gone.length + folders.put.length + folders.gone.length > 0 ||
    feeds.order !== null ||
    folders.order !== null ||
    feeds.put.some(isMoved)
  const isNothing = !isRearranged && feeds.put.length === 0 && Object.keys(put).length === 0
  if (isNothing) return null
  return {
    kind: 'subscriptions',
    feedIds: feeds.put.map(({ id }) => id),
    goneFeedIds: feeds.gone as readonly FeedId[],
    folderIds: folders.put.map(({ id }) => id),
    goneFolderIds: folders.gone as readonly FolderId[],
    isRearranged,
  }
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
