/**
 * tree.ts — how followed outlets are arranged: folders, order, names. Pure: subscriptions in, subscriptions out.
 *
 * Knows: positions are whole numbers among the children of one folder, feeds and folders counted together;
 *        they are dealt anew on each move, so that two never collide.
 */
import type { FeedId, FolderId } from '../../preload/contract/model.ts'
import type { StoredFolder, Subscriptions } from '../model/subscriptions.ts'

type NodeId = FeedId | FolderId

/** Children of a folder (null: the top) in their order. Unfollowed feeds keep no place. */
export function childrenOf(subscriptions: Subscriptions, parent: FolderId | null): readonly NodeId[] {
  const feeds = subscriptions.feeds.filter((feed) => feed.unfollowedAt === null && feed.folderId === parent)
  const folders = subscriptions.folders.filter((folder) => folder.parentId === parent)
  return [...feeds, ...folders].sort((a, b) => a.position - b.position).map((node) => node.id)
}

/** Puts a node into `parent`, before `before` or last. */
export function place(
  subscriptions: Subscriptions,
  node: NodeId,
  parent: FolderId | null,
  before: NodeId | null,
): Subscriptions {
  const others = childrenOf(subscriptions, parent).filter((id) => id !== node)
  const at = before === null ? -1 : others.indexOf(before)
  const order = at === -1 ? [...others, node] : [...others.slice(0, at), node, ...others.slice(at)]
  const position = new Map(order.map((id, index) => [id, index]))
  return {
    ...subscriptions,
    feeds: subscriptions.feeds.map((feed) => ({
      ...feed,
      folderId: feed.id === node ? parent : feed.folderId,
      position: position.get(feed.id) ?? feed.position,
    })),
    folders: subscriptions.folders.map((folder) => ({
      ...folder,
      parentId: folder.id === node ? parent : folder.parentId,
      position: position.get(folder.id) ?? folder.position,
    })),
  }
}

/** True when `folder` is `inside` or lies somewhere below it. */
export function liesWithin(subscriptions: Subscriptions, folder: FolderId | null, inside: FolderId): boolean {
  const byId = new Map(subscriptions.folders.map((each) => [each.id, each]))
  const seen = new Set<FolderId>()
  let at = folder
  while (at !== null && !seen.has(at)) {
    if (at === inside) return true
    seen.add(at)
    at = byId.get(at)?.parentId ?? null
  }
  return false
}

/** Removes a folder; what was inside moves up into its place, in order. */
export function withoutFolder(subscriptions: Subscriptions, folder: StoredFolder): Subscriptions {
  const inside = childrenOf(subscriptions, folder.id)
  let moved = subscriptions
  for (const node of inside) moved = place(moved, node, folder.parentId, folder.id)
  return { ...moved, folders: moved.folders.filter((each) => each.id !== folder.id) }
}

/** Every feed followed in a folder and below it. */
export function feedsWithin(subscriptions: Subscriptions, folder: FolderId): readonly FeedId[] {
  return subscriptions.feeds
    .filter((feed) => feed.unfollowedAt === null && liesWithin(subscriptions, feed.folderId, folder))
    .map((feed) => feed.id)
}
