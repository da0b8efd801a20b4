/** tree.ts — the outlets pane: feeds and folders as they are arranged, with their counts. */
import { pictureAddress } from '../base/pictureKey.ts'
import type { Feed, FeedId, FeedState, Folder, OutletTree } from '../../preload/contract/model.ts'
import type { Library } from '../model/library.ts'
import type { StoredFeed, StoredFolder } from '../model/subscriptions.ts'
import { midnightBefore } from './counts.ts'
import type { Counter, FeedCounts } from './counts.ts'
import type { QueryNeeds } from './needs.ts'

/** @param stateOf What a feed is doing right now; jobs know. */
export function outletTree(
  library: Library,
  needs: QueryNeeds,
  counter: Counter,
  stateOf: (feedId: FeedId) => FeedState,
): OutletTree {
  const midnight = midnightBefore(needs.clock.now())
  const { feeds, folders } = library.subscriptions()
  const followed = feeds
    .filter((feed) => feed.unfollowedAt === null)
    .map((feed) => ({ feed, counts: counter.counts(feed.id, midnight) }))
  const sum = (pick: (counts: FeedCounts) => number) =>
    followed.reduce((total, { counts }) => total + pick(counts), 0)
  return {
    folders: folders.map(folderOf),
    feeds: followed.map(({ feed, counts }) => feedOf(library, needs, feed, counts, stateOf(feed.id))),
    counts: {
      today: sum((counts) => counts.today),
      unread: sum((counts) => counts.unread),
      starred: [...library.starred()].filter((id) => library.findHeadline(id) !== null).length,
      all: sum((counts) => counts.total),
    },
  }
}

function feedOf(
  library: Library,
  needs: QueryNeeds,
  feed: StoredFeed,
  counts: FeedCounts,
  state: FeedState,
): Feed {
  const { id, url, name, ownTitle, siteUrl, language, family, follow, iconUrl, folderId, position } = feed
  const { checkedAt, isRepaired, isStopped, nextAt } = library.fetchRecord(id)
  if (iconUrl !== null) needs.onPictureShown(iconUrl, url, ownTitle ?? name)
  return {
    id,
    url,
    title: ownTitle ?? name,
    isRenamed: ownTitle !== null,
    outlet: { name, siteUrl, language, family, follow },
    icon: iconUrl === null ? null : pictureAddress(iconUrl),
    folderId,
    position,
    unread: counts.unread,
    total: counts.total,
    checkedAt,
    nextAt: isStopped || nextAt === 0 ? null : nextAt,
    state,
    isRepaired,
  }
}

function folderOf({ id, title, parentId, position, family }: StoredFolder): Folder {
  return { id, title, parentId, position, family }
}
