/**
 * outlets.ts — following, unfollowing and arranging outlets.
 *
 * Room:     renderer/state, flows.
 * Promises: a wish that is not granted because the reader works offline says so.
 *           The tree is asked for again when main says that feeds or folders stand otherwise, one question at a time;
 *           counts and single lines are patched. What can be taken back offers its undo.
 */
import type { ArticleId, Feed, FeedCandidate, FeedId, FolderId } from '../../../preload/contract/model.ts'
import type { RefreshScope } from '../../../preload/contract/requests.ts'
import type { Context } from '../context.ts'
import { doneOrTell, offerUndo, rememberDeed, tell, tellFailure, valueOrTell } from '../context.ts'
import { idle, loading, ready, valueOf } from '../loadable.ts'
import { destination, nodeTitle } from '../outletLines.ts'
import type { Destination } from '../outletLines.ts'
import { oneAtATime } from '../oneAtATime.ts'
import { hasLines } from '../patchTree.ts'
import type { TreePatch } from '../patchTree.ts'
import type { OutletNode } from '../readerState.ts'
import type { ListFlows } from './lists.ts'

export interface Wanted {
  readonly url: string
  readonly folderId: FolderId | null
  readonly catalogueId: string | null
}

export function makeOutletFlows(context: Context, lists: ListFlows) {
  const { ask, get, change, ports } = context
  let probes = 0

  let isAsking = false
  const loadTree = oneAtATime(async () => {
    isAsking = true
    const tree = await ask('outlets:tree').finally(() => {
      isAsking = false
    })
    if (tree.ok) change({ kind: 'tree-came', tree: ready(tree.value) })
    else if (get().tree.phase !== 'ready')
      change({ kind: 'tree-came', tree: { phase: 'failed', failure: tree.failure } })
  })

  function patchTree(patch: TreePatch): void {
    const tree = valueOf(get().tree)
    // A tree that is on its way may be older than this, or newer.
    if (isAsking) void loadTree()
    else if (tree !== null && (patch.kind === 'counts-came' || hasLines(tree, patch.feeds))) change(patch)
    else if (tree !== null) void loadTree()
  }

  function countsCame(news: Omit<Extract<TreePatch, { kind: 'counts-came' }>, 'kind'>): void {
    patchTree({ kind: 'counts-came', ...news })
  }

  function feedsCame(news: Omit<Extract<TreePatch, { kind: 'feeds-came' }>, 'kind'>): void {
    patchTree({ kind: 'feeds-came', ...news })
  }

  /**
   * Opens the dialog; with an address it looks there at once.
   * @param isAllowed The reader was told that it leads to this machine or its network, and allowed it.
   */
  async function lookAt(address: string, folderId: FolderId | null = null, isAllowed = false): Promise<void> {
    probes += 1
    const mine = probes
    change({ kind: 'dialog-changed', dialog: { kind: 'follow', address, folderId } })
    change({ kind: 'candidates-came', candidates: address === '' ? idle : loading })
    if (address === '') return
    const found = await ask(isAllowed ? 'outlets:probeAllowed' : 'outlets:probe', address)
    if (mine !== probes) return
    const candidates = found.ok ? ready(found.value) : ({ phase: 'failed', failure: found.failure } as const)
    change({ kind: 'candidates-came', candidates })
  }

  async function follow(wanted: Wanted): Promise<Feed | null> {
    change({ kind: 'following-changed', following: [...get().following, wanted.url] })
    const feed = await valueOrTell(context, ask('feeds:follow', wanted))
    change({ kind: 'following-changed', following: get().following.filter((url) => url !== wanted.url) })
    if (feed === null) return null
    tell(context, { kind: 'followed', title: feed.title })
    await Promise.all([loadTree(), get().catalogue.phase === 'ready' ? loadCatalogue() : null])
    return feed
  }

  /** Follows what was chosen among the candidates and shows the last of it. */
  async function followCandidates(
    chosen: readonly FeedCandidate[],
    folderId: FolderId | null,
  ): Promise<void> {
    let last: Feed | null = null
    for (const { url } of chosen) last = (await follow({ url, folderId, catalogueId: null })) ?? last
    if (last === null) return
    await showFeed(last.id)
  }

  /** Closes the dialog and goes to the headlines of a feed. */
  async function showFeed(feedId: FeedId): Promise<void> {
    change({ kind: 'dialog-changed', dialog: null })
    await show(feedId)
    ports.at('headlines')?.focus()
  }

  /** Follows a paper of the catalogue and shows it behind the dialog, which stays for the next one. */
  async function followEntry(wanted: Wanted): Promise<void> {
    const feed = await follow(wanted)
    if (feed !== null) await show(feed.id)
  }

  async function show(feedId: FeedId): Promise<void> {
    change({ kind: 'pane-chosen', pane: 'headlines' })
    await lists.openList({ kind: 'feed', feedId })
  }

  async function loadCatalogue(): Promise<void> {
    if (get().catalogue.phase !== 'ready') change({ kind: 'catalogue-came', catalogue: loading })
    const came = await ask('outlets:catalogue')
    const catalogue = came.ok ? ready(came.value) : ({ phase: 'failed', failure: came.failure } as const)
    change({ kind: 'catalogue-came', catalogue })
  }

  async function rename(node: OutletNode, title: string): Promise<void> {
    change({ kind: 'renaming-changed', node: null })
    const name = title.trim()
    if (node.kind === 'folder' && name === '') return
    const tree = valueOf(get().tree)
    const feed = node.kind === 'feed' ? tree?.feeds.find(({ id }) => id === node.id) : undefined
    const from = tree === null ? '' : nodeTitle(tree, node)
    const to = name === '' ? (feed?.outlet.name ?? '') : name
    if (!(await giveName(node, name === '' ? null : name)) || from === to) return
    const before = feed?.isRenamed === false ? null : from
    rememberDeed(context, { kind: 'rename', node, title: before, what: { kind: 'renamed', from, to } })
  }

  /** @param title  Null gives a paper the name that it gives itself. */
  async function giveName(node: OutletNode, title: string | null): Promise<boolean> {
    const named =
      node.kind === 'feed' ? ask('feeds:rename', node.id, title) : ask('folders:rename', node.id, title ?? '')
    if (!(await doneOrTell(context, named))) return false
    await loadTree()
    return true
  }

  async function move(node: OutletNode, to: Destination): Promise<void> {
    const { folderId, before } = to
    const undo = await valueOrTell(
      context,
      node.kind === 'feed'
        ? ask('feeds:move', node.id, folderId, before)
        : ask('folders:move', node.id, folderId, before),
    )
    if (undo === null) return
    offerUndo(context, undo)
    await loadTree()
  }

  async function moveByKey(node: OutletNode, way: 'up' | 'down' | 'in' | 'out'): Promise<void> {
    const tree = valueOf(get().tree)
    const to = tree === null ? null : destination(tree, node, way)
    if (to !== null) await move(node, to)
  }

  /** Unfollows a feed, or takes a folder away; what was in it moves up. */
  async function remove(node: OutletNode): Promise<void> {
    const undo = await valueOrTell(
      context,
      node.kind === 'feed' ? ask('feeds:unfollow', node.id) : ask('folders:remove', node.id),
    )
    if (undo === null) return
    const { view, search } = get().list
    const wasOpen =
      node.kind === 'feed'
        ? view.kind === 'feed' && view.feedId === node.id
        : view.kind === 'folder' && view.folderId === node.id
    const article = node.kind === 'feed' ? articleOf(node.id, wasOpen) : null
    if (article !== null) change({ kind: 'article-closed' })
    offerUndo(context, undo, { view: wasOpen ? view : null, article })
    // Elsewhere, too, the rows of a paper that is no longer followed go.
    const list = wasOpen
      ? lists.openList({ kind: 'unread' })
      : node.kind === 'feed'
        ? lists.openList(view, search)
        : null
    await Promise.all([loadTree(), list])
  }

  /** The open article, when it is of this feed. */
  function articleOf(feedId: FeedId, isInItsList: boolean): ArticleId | null {
    const { id, content } = get().article
    const article = valueOf(content)
    // One that is still on its way is of the list it was opened from.
    const isItsOwn = article !== null && article.id === id ? article.feedId === feedId : isInItsList
    return isItsOwn ? id : null
  }

  async function createFolder(title: string, parentId: FolderId | null): Promise<void> {
    const folder = await valueOrTell(context, ask('folders:create', title, parentId))
    if (folder === null) return
    change({ kind: 'dialog-changed', dialog: null })
    await loadTree()
  }

  async function refresh(scope: RefreshScope): Promise<void> {
    const asked = await ask('feeds:refresh', scope)
    if (asked.ok) change({ kind: 'progressed', progress: asked.value })
    else if (asked.failure.kind !== 'offline') tellFailure(context, asked.failure)
    else tell(context, { kind: 'works-offline', canGoOnline: get().settings?.workOffline === true })
  }

  return {
    loadTree,
    countsCame,
    feedsCame,
    lookAt,
    followEntry,
    showFeed,
    followCandidates,
    loadCatalogue,
    rename,
    giveName,
    move,
    moveByKey,
    remove,
    createFolder,
    refresh,
  }
}

export type OutletFlows = ReturnType<typeof makeOutletFlows>
