/**
 * outletLines.ts — the outlets tree as the lines that are drawn, and what moving one of them means.
 *
 * Room:     renderer/state. Imports: contract types.
 * Promises: pure. Feeds and folders of one parent share one order: their position, then their title. A
 *           feed or folder whose parent is unknown stands at the top level; nothing is ever hidden by a
 *           damaged parent.
 */
import type { Feed, FeedId, Folder, FolderId, OutletTree, View } from '../../preload/contract/model.ts'
import { viewKey } from '../../preload/contract/viewKey.ts'
import type { OutletNode } from './readerState.ts'

export type SmartView = Extract<View, { kind: 'today' | 'unread' | 'starred' | 'all' }>

export const smartViews: readonly SmartView[] = [
  { kind: 'today' },
  { kind: 'unread' },
  { kind: 'starred' },
  { kind: 'all' },
]

interface Place {
  /** The `viewKey` of what the line opens. */
  readonly key: string
  /** 1 at the top. */
  readonly level: number
  readonly unread: number
  readonly place: number
  readonly siblings: number
}

export type OutletLine =
  | (Place & { readonly kind: 'view'; readonly view: SmartView })
  | (Place & { readonly kind: 'feed'; readonly view: View; readonly feed: Feed })
  | (Place & {
      readonly kind: 'folder'
      readonly view: View
      readonly folder: Folder
      readonly isOpen: boolean
      /** Feeds below it, at any depth. */
      readonly feeds: readonly Feed[]
    })

type Entry = { readonly folder: Folder } | { readonly feed: Feed }

/** Every line from top to bottom, without what is inside closed folders. */
export function outletLines(tree: OutletTree, closedFolders: readonly string[]): readonly OutletLine[] {
  const closed = new Set(closedFolders)
  const lines: OutletLine[] = smartViews.map((view, i) => ({
    kind: 'view',
    view,
    key: viewKey(view),
    level: 1,
    unread: tree.counts[view.kind],
    place: i + 1,
    siblings: smartViews.length,
  }))
  const walk = (parentId: FolderId | null, level: number, above: ReadonlySet<FolderId>) => {
    const entries = entriesIn(tree, parentId)
    entries.forEach((entry, i) => {
      const place = { level, place: i + 1, siblings: entries.length }
      if ('feed' in entry) {
        const view: View = { kind: 'feed', feedId: entry.feed.id }
        lines.push({
          kind: 'feed',
          view,
          key: viewKey(view),
          feed: entry.feed,
          unread: entry.feed.unread,
          ...place,
        })
        return
      }
      const { folder } = entry
      if (above.has(folder.id)) return
      const view: View = { kind: 'folder', folderId: folder.id }
      const feeds = feedsBelow(tree, folder.id)
      const unread = feeds.reduce((sum, feed) => sum + feed.unread, 0)
      const isOpen = !closed.has(folder.id)
      lines.push({ kind: 'folder', view, key: viewKey(view), folder, isOpen, feeds, unread, ...place })
      if (isOpen) walk(folder.id, level + 1, new Set(above).add(folder.id))
    })
  }
  walk(null, 1, new Set())
  return lines
}

/** All feeds in the order of the tree, closed folders included. */
export function feedsInOrder(tree: OutletTree): readonly Feed[] {
  return outletLines(tree, []).flatMap((line) => (line.kind === 'feed' ? [line.feed] : []))
}

/** The feeds in a folder and in the folders in it. */
export function feedsBelow(tree: OutletTree, folderId: FolderId): readonly Feed[] {
  const inside = new Set<FolderId>([folderId])
  for (let grew = true; grew;) {
    grew = false
    for (const { id, parentId } of tree.folders) {
      if (parentId !== null && inside.has(parentId) && !inside.has(id)) {
        inside.add(id)
        grew = true
      }
    }
  }
  return tree.feeds.filter((feed) => feed.folderId !== null && inside.has(feed.folderId))
}

export interface Destination {
  readonly folderId: FolderId | null
  readonly before: FeedId | FolderId | null
}

/** Where Alt and an arrow key lead; null when there is no such place. */
export function destination(
  tree: OutletTree,
  node: OutletNode,
  way: 'up' | 'down' | 'in' | 'out',
): Destination | null {
  const parentId = parentOf(tree, node)
  const siblings = entriesIn(tree, parentId)
  const at = siblings.findIndex((entry) => idOf(entry) === node.id)
  const idAt = (i: number) => {
    const entry = siblings[i]
    return entry === undefined ? null : idOf(entry)
  }
  switch (way) {
    case 'up':
      return at <= 0 ? null : { folderId: parentId, before: idAt(at - 1) }
    case 'down':
      return at < 0 || at === siblings.length - 1 ? null : { folderId: parentId, before: idAt(at + 2) }
    case 'in': {
      const folder = siblings.slice(0, Math.max(0, at)).findLast((entry) => 'folder' in entry)
      return folder === undefined || !('folder' in folder)
        ? null
        : { folderId: folder.folder.id, before: null }
    }
    case 'out': {
      if (parentId === null) return null
      const grandparent = parentOf(tree, { kind: 'folder', id: parentId })
      const uncles = entriesIn(tree, grandparent)
      const after = uncles[uncles.findIndex((entry) => idOf(entry) === parentId) + 1]
      return { folderId: grandparent, before: after === undefined ? null : idOf(after) }
    }
  }
}

/** True when `folderId` is the folder itself or lies inside it: a folder cannot be moved there. */
export function isInside(tree: OutletTree, folderId: FolderId | null, outer: FolderId): boolean {
  const seen = new Set<FolderId>()
  for (let at = folderId; at !== null && !seen.has(at); at = parentOf(tree, { kind: 'folder', id: at })) {
    if (at === outer) return true
    seen.add(at)
  }
  return false
}

export function parentOf(tree: OutletTree, node: OutletNode): FolderId | null {
  const parentId =
    node.kind === 'feed'
      ? tree.feeds.find((feed) => feed.id === node.id)?.folderId
      : tree.folders.find((folder) => folder.id === node.id)?.parentId
  return known(tree, parentId ?? null)
}

export function nodeTitle(tree: OutletTree, node: OutletNode): string {
  const list: readonly { readonly id: string; readonly title: string }[] =
    node.kind === 'feed' ? tree.feeds : tree.folders
  return list.find((item) => item.id === node.id)?.title ?? ''
}

function entriesIn(tree: OutletTree, parentId: FolderId | null): readonly Entry[] {
  const folders = tree.folders.filter((folder) => known(tree, folder.parentId) === parentId)
  const feeds = tree.feeds.filter((feed) => known(tree, feed.folderId) === parentId)
  const entries: Entry[] = [...folders.map((folder) => ({ folder })), ...feeds.map((feed) => ({ feed }))]
  return entries.sort((a, b) => {
    const [one, two] = [nounOf(a), nounOf(b)]
    return one.position - two.position || one.title.localeCompare(two.title)
  })
}

function known(tree: OutletTree, folderId: FolderId | null): FolderId | null {
  return folderId !== null && tree.folders.some((folder) => folder.id === folderId) ? folderId : null
}

function nounOf(entry: Entry): Feed | Folder {
  return 'feed' in entry ? entry.feed : entry.folder
}

function idOf(entry: Entry): FeedId | FolderId {
  return 'feed' in entry ? entry.feed.id : entry.folder.id
}

export type DropWhere = 'before' | 'after' | 'inside'

/** Where a line dropped on another one goes. */
export function dropDestination(tree: OutletTree, target: OutletNode, where: DropWhere): Destination {
  if (where === 'inside' && target.kind === 'folder') return { folderId: target.id, before: null }
  const folderId = parentOf(tree, target)
  if (where !== 'after') return { folderId, before: target.id }
  const siblings = entriesIn(tree, folderId)
  const after = siblings[siblings.findIndex((entry) => idOf(entry) === target.id) + 1]
  return { folderId, before: after === undefined ? null : idOf(after) }
}
