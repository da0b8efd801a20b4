/** tree.ts — the outlets pane: feeds and folders as they are arranged, with their counts. */
import { pictureAddress } from '../base/pictureKey.ts'
import type { Feed, FeedId, FeedState, Folder, OutletTree, ViewCounts } from '../../preload/contract/model.ts'
import type { Library } from '../model/library.ts'
import type { StoredFeed, StoredFolder } from '../model/subscriptions.ts'
import { midnightBefore } from './counts.ts'
import type { Counter, FeedCounts } from './counts.ts'
import type { QueryNeeds } from './needs.ts'
import type { NewsOf } from '../../preload/contract/requests.ts'

export type CountsNow = NewsOf<'counts:changed'>

type StateOf = (feedId: FeedId) => FeedState

/** @param stateOf What a feed is doing right now; jobs know. */
export function outletTree(
  library: Library,
  needs: QueryNeeds,
  counter: Counter,
  stateOf: StateOf,
): OutletTree {
  const midnight = midnightBefore(needs.clock.now())
  const { folders } = library.subscriptions()
  return {
    folders: folders.map(folderOf),
    feeds: followed(library).map((feed) =>
      feedOf(library, needs, feed, counter.counts(feed.id, midnight), stateOf(feed.id)),
    ),
    counts: viewCounts(library, needs, counter),
  }
}

/** Lines of the tree; those of feeds that are not followed are left out. */
export function feedRows(
  library: Library,
  needs: QueryNeeds,
  counter: Counter,
  stateOf: StateOf,
  ids: ReadonlySet<FeedId>,
): readonly Feed[] {
  const midnight = midnightBefore(needs.clock.now())
  return followed(library)
    .filter(({ id }) => ids.has(id))
    .map((feed) => feedOf(library, needs, feed, counter.counts(feed.id, midnight), stateOf(feed.id)))
}

/** Cost: one look at each feed; only those that changed are counted anew (counts.ts). */
export function countsNow(
  library: Library,
  needs: QueryNeeds,
  counter: Counter,
  ids: ReadonlySet<FeedId>,
): CountsNow {
  const midnight = midnightBefore(needs.clock.now())
  const feeds = followed(library).flatMap(({ id }) => {
    if (!ids.has(id)) return []
    const { unread, total } = counter.counts(id, midnight)
    return [{ feedId: id, unread, total }]
  })
  return { feeds, counts: viewCounts(library, needs, counter) }
}

function viewCounts(library: Library, needs: QueryNeeds, counter: Counter): ViewCounts {
  const midnight = midnightBefore(needs.clock.now())
  const each = followed(library).map(({ id }) => counter.counts(id, midnight))
  const sum = (pick: (counts: FeedCounts) => number) =>
    each.reduce((total, counts) => total + pick(counts), 0)
  return {
    today: sum((counts) => counts.today),
    unread: sum((counts) => counts.unread),
    starred: [...library.starred()].filter((id) => library.findHeadline(id) !== null).length,
    all: sum((counts) => counts.total),
  }
}

function followed(library: Library): readonly StoredFeed[] {
  return library.subscriptions().feeds.filter((feed) => feed.unfollowedAt === null)
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
