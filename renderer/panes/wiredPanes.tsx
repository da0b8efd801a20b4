/**
 * wiredPanes.tsx — each of the three panes with the part of the state it draws.
 *
 * Room:     renderer/panes.
 * Promises: a pane is drawn again only for what it shows: an article that opens does not draw the outlets, a line of progress
 *           nothing but itself.
 */
import { memo, useCallback } from 'react'
import type { Headline, OutletTree, Settings, View } from '../../preload/contract/model.ts'
import { unreachable } from '../../preload/contract/failure.ts'
import { valueOf } from '../state/loadable.ts'
import type { ReaderState } from '../state/readerState.ts'
import { useActions, usePorts, useReader } from '../state/useReader.ts'
import type { Words } from '../text/en.ts'
import { useText } from '../text/useText.ts'
import { ArticlePane } from './ArticlePane.tsx'
import { HeadlinesPane } from './HeadlinesPane.tsx'
import type { MenuLine } from './outletMenu.ts'
import { OutletsPane } from './OutletsPane.tsx'

interface OutletsProps {
  readonly settings: Settings
  readonly onLeave: () => void
  readonly onChosen: () => void
}

export const Outlets = memo(function Outlets(props: OutletsProps) {
  const tree = useReader((state) => state.tree)
  const view = useReader((state) => state.list.view)
  const renaming = useReader((state) => state.renaming)
  const progress = useReader((state) => state.progress)
  const canUndo = useReader((state) => state.undos.length > 0)
  const actions = useActions()
  const ports = usePorts()
  return <OutletsPane {...props} {...{ tree, view, renaming, progress, canUndo, actions, ports }} />
})

interface OpenListProps {
  readonly settings: Settings
  readonly onBack: (() => void) | null
  readonly onOpened: () => void
}

export const OpenList = memo(function OpenList(props: OpenListProps) {
  const { words } = useText()
  const list = useReader((state) => state.list)
  const outlets = useReader(treeOf)
  const titleOf = useTitles(outlets)
  const actions = useActions()
  const ports = usePorts()
  const feedId = list.view.kind === 'feed' ? list.view.feedId : null
  const feed = outlets?.feeds.find(({ id }) => id === feedId) ?? null
  const folderId = list.view.kind === 'folder' ? list.view.folderId : null
  const folder = outlets?.folders.find(({ id }) => id === folderId) ?? null
  const line: MenuLine | null =
    feed !== null ? { kind: 'feed', feed } : folder !== null ? { kind: 'folder', folder } : null
  return (
    <HeadlinesPane
      {...props}
      {...{ list, feed, line, titleOf, actions, ports }}
      title={viewTitle(list.view, outlets, words)}
    />
  )
})

interface OpenArticleProps {
  readonly settings: Settings
  readonly onBack: (() => void) | null
}

export const OpenArticle = memo(function OpenArticle(props: OpenArticleProps) {
  const state = useReader(({ article }) => article)
  const titleOf = useTitles(useReader(treeOf))
  return <ArticlePane {...props} {...{ state, titleOf }} actions={useActions()} ports={usePorts()} />
})

function treeOf({ tree }: ReaderState): OutletTree | null {
  return valueOf(tree)
}

function useTitles(outlets: OutletTree | null): (headline: Headline) => string {
  return useCallback(
    (headline) => outlets?.feeds.find((feed) => feed.id === headline.feedId)?.title ?? '',
    [outlets],
  )
}

function viewTitle(view: View, tree: OutletTree | null, words: Words): string {
  switch (view.kind) {
    case 'feed':
      return tree?.feeds.find(({ id }) => id === view.feedId)?.title ?? ''
    case 'folder':
      return tree?.folders.find(({ id }) => id === view.folderId)?.title ?? ''
    case 'today':
    case 'unread':
    case 'starred':
    case 'all':
      return words.views[view.kind]
    default:
      return unreachable(view)
  }
}
