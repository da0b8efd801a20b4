/** patchTree.ts — the tree with what main says is different in it. Room: renderer/state. Pure. */
import { unreachable } from '../../preload/contract/failure.ts'
import type { FeedCount } from '../../preload/contract/changes.ts'
import type { Feed, OutletTree, ViewCounts } from '../../preload/contract/model.ts'

export type TreePatch =
  | { readonly kind: 'counts-came'; readonly feeds: readonly FeedCount[]; readonly counts: ViewCounts }
  | { readonly kind: 'feeds-came'; readonly feeds: readonly Feed[] }

/** Lines that are as they were stay the same objects, so that they are not drawn anew. */
export function patched(tree: OutletTree, patch: TreePatch): OutletTree {
  switch (patch.kind) {
    case 'counts-came': {
      const counts = new Map(patch.feeds.map((count) => [count.feedId, count]))
      const feeds = tree.feeds.map((feed) => {
        const { unread, total } = counts.get(feed.id) ?? feed
        return unread === feed.unread && total === feed.total ? feed : { ...feed, unread, total }
      })
      return { ...tree, feeds, counts: patch.counts }
    }
    case 'feeds-came': {
      const lines = new Map(patch.feeds.map((feed) => [feed.id, feed]))
      return { ...tree, feeds: tree.feeds.map((feed) => lines.get(feed.id) ?? feed) }
    }
    default:
      return unreachable(patch)
  }
}

/** Whether all of them have a line. */
export function hasLines(tree: OutletTree, feeds: readonly Feed[]): boolean {
  const known = new Set(tree.feeds.map(({ id }) => id))
  return feeds.every(({ id }) => known.has(id))
}
