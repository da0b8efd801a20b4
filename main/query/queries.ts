/**
 * queries.ts — every read the window can ask for, bound to one library.
 *
 * Room:     main/query. Imports: base, normalise (types), store.
 * Promises: changes nothing; answers from memory; lists carry no bodies and never more than 200 rows at a time.
 * Knows:    reads before `library.headlinesReady` see the headlines that are there; ipc waits for it.
 */
import type {
  ArticleId,
  Feed,
  FeedId,
  FeedState,
  Headline,
  LibraryFacts,
  OutletTree,
} from '../../preload/contract/model.ts'
import { pictureAddress } from '../base/pictureKey.ts'
import type { StoredHeadline } from '../model/article.ts'
import type { Library } from '../model/library.ts'
import type { StoredFeed } from '../model/subscriptions.ts'
import { makeCounter } from './counts.ts'
import { makeLists } from './lists.ts'
import type { Lists } from './lists.ts'
import type { QueryNeeds } from './needs.ts'
import { countsNow, feedRows, outletTree } from './tree.ts'
import type { CountsNow } from './tree.ts'

export interface Queries extends Lists {
  readonly tree: (stateOf: (feedId: FeedId) => FeedState) => OutletTree
  /** Lines of the tree. */
  readonly feeds: (ids: ReadonlySet<FeedId>, stateOf: (feedId: FeedId) => FeedState) => readonly Feed[]
  /** Of these feeds, and of the views. */
  readonly countsOf: (ids: ReadonlySet<FeedId>) => CountsNow
  /** The row of one article with its marks; null when no feed holds it. */
  readonly headline: (id: ArticleId) => Headline | null
  readonly facts: () => Pick<LibraryFacts, 'feeds' | 'articles'>
}

export function makeQueries(library: Library, needs: QueryNeeds): Queries {
  const counter = makeCounter(library)
  const followed = () => library.subscriptions().feeds.filter((feed) => feed.unfollowedAt === null)

  const show = (listed: StoredHeadline): Headline => {
    // The list may be older than the article's last change.
    const found = library.findHeadline(listed.id)
    const headline = found?.headline ?? listed
    const feedId = found?.feedId ?? ('gone' as FeedId)
    const mark = library.markOf(headline.id)
    if (headline.picture !== null) {
      const feed = feedOf(library, feedId)
      const outlet = feed?.ownTitle ?? feed?.name ?? null
      needs.onPictureShown(headline.picture, feed?.url ?? null, outlet)
    }
    return {
      id: headline.id,
      feedId,
      title: headline.title,
      contributors: headline.contributors,
      sortedAt: headline.sortedAt,
      publishedAt: headline.publishedAt,
      arrivedAt: headline.arrivedAt,
      snippet: headline.snippet,
      thumbnail: headline.picture === null ? null : pictureAddress(headline.picture),
      isRead: mark?.read !== undefined,
      isStarred: mark?.starred !== undefined,
      isChanged: headline.changedAt !== null,
    }
  }

  return {
    ...makeLists(library, counter, needs.clock, show),
    tree: (stateOf) => outletTree(library, needs, counter, stateOf),
    feeds: (ids, stateOf) => feedRows(library, needs, counter, stateOf, ids),
    countsOf: (ids) => countsNow(library, needs, counter, ids),
    headline: (id) => {
      const found = library.findHeadline(id)
      return found === null ? null : show(found.headline)
    },
    facts: () => {
      const feeds = followed()
      const articles = feeds.reduce((total, { id }) => total + library.headlinesOf(id).length, 0)
      return { feeds: feeds.length, articles }
    },
  }
}

function feedOf(library: Library, feedId: FeedId): StoredFeed | null {
  return library.subscriptions().feeds.find(({ id }) => id === feedId) ?? null
}
