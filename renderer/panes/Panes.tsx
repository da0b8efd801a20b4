/**
 * Panes.tsx — the three panes with borders that can be moved, and how they give way in a narrow window.
 *
 * Room:     renderer/panes; the only home of react-resizable-panels.
 * Promises: all three panes stay mounted at every width; those that have no room are hidden by CSS. Widths are
 *           kept in pixels, when the reader moves a border and at no other time.
 */
import { useCallback } from 'react'
import type { ComponentProps } from 'react'
import { Group, Panel, Separator } from 'react-resizable-panels'
import type { Headline, OutletTree, Settings, View } from '../../preload/contract/model.ts'
import { unreachable } from '../../preload/contract/failure.ts'
import { useFocusHome } from '../keys/useFocusHome.ts'
import { useMedia } from '../parts/useMedia.ts'
import { valueOf } from '../state/loadable.ts'
import type { Pane } from '../state/readerState.ts'
import { useActions, usePorts, useReader } from '../state/useReader.ts'
import type { Words } from '../text/en.ts'
import { useText } from '../text/useText.ts'
import { ArticlePane } from './ArticlePane.tsx'
import { HeadlinesPane } from './HeadlinesPane.tsx'
import type { MenuLine } from './outletMenu.ts'
import { OutletsPane } from './OutletsPane.tsx'

type Room = 'three' | 'two' | 'one'

export function Panes({ settings }: { readonly settings: Settings }) {
  const { words } = useText()
  const tree = useReader((state) => state.tree)
  const list = useReader((state) => state.list)
  const article = useReader((state) => state.article)
  const renaming = useReader((state) => state.renaming)
  const pane = useReader((state) => state.pane)
  const actions = useActions()
  const ports = usePorts()
  useFocusHome()
  const isThree = useMedia('(min-width: 900px)')
  const isTwo = useMedia('(min-width: 640px)')
  const room: Room = isThree ? 'three' : isTwo ? 'two' : 'one'

  const outlets = valueOf(tree)
  const titleOf = useCallback(
    (headline: Headline) => outlets?.feeds.find((feed) => feed.id === headline.feedId)?.title ?? '',
    [outlets],
  )
  const goTo = (to: Pane) => {
    actions.choosePane(to)
    requestAnimationFrame(() => ports.at(to)?.focus())
  }
  const onOpened = useCallback(() => {
    if (room === 'one') actions.choosePane('article')
  }, [room, actions])
  const feedId = list.view.kind === 'feed' ? list.view.feedId : null
  const feed = outlets?.feeds.find(({ id }) => id === feedId) ?? null
  const folderId = list.view.kind === 'folder' ? list.view.folderId : null
  const folder = outlets?.folders.find(({ id }) => id === folderId) ?? null
  const line: MenuLine | null =
    feed !== null ? { kind: 'feed', feed } : folder !== null ? { kind: 'folder', folder } : null
  const took = (to: Pane) => () => {
    if (room === 'three') actions.choosePane(to)
  }

  return (
    <Group
      className="panes"
      data-room={room}
      data-pane={pane}
      disabled={room !== 'three'}
      resizeTargetMinimumSize={{ coarse: 20, fine: 8 }}
      onLayoutChanged={(_layout, { isUserInteraction }) => {
        if (!isUserInteraction || room !== 'three') return
        void actions.setSettings({ outletsWidth: widthOf('outlets'), headlinesWidth: widthOf('headlines') })
      }}
    >
      <Panel
        id="outlets"
        defaultSize={settings.outletsWidth}
        minSize={210}
        maxSize={460}
        groupResizeBehavior="preserve-pixel-size"
        data-shown={isShown('outlets', room, pane)}
        onFocusCapture={took('outlets')}
      >
        <Outlets
          tree={tree}
          view={list.view}
          settings={settings}
          renaming={renaming}
          actions={actions}
          ports={ports}
          onLeave={() => {
            goTo('headlines')
          }}
          onChosen={() => {
            if (room === 'one') goTo('headlines')
          }}
        />
      </Panel>
      <Separator className="border" data-shown={room === 'three'} aria-label={words.resize.outlets} />
      <Panel
        id="headlines"
        defaultSize={settings.headlinesWidth}
        minSize={260}
        maxSize={720}
        groupResizeBehavior="preserve-pixel-size"
        data-shown={isShown('headlines', room, pane)}
        onFocusCapture={took('headlines')}
      >
        <HeadlinesPane
          list={list}
          title={viewTitle(list.view, outlets, words)}
          feed={feed}
          line={line}
          titleOf={titleOf}
          settings={settings}
          actions={actions}
          ports={ports}
          onBack={
            isShown('outlets', room, pane)
              ? null
              : () => {
                  goTo('outlets')
                }
          }
          onOpened={onOpened}
        />
      </Panel>
      <Separator className="border" data-shown={room === 'three'} aria-label={words.resize.headlines} />
      <Panel
        id="article"
        minSize={380}
        data-shown={isShown('article', room, pane)}
        onFocusCapture={took('article')}
      >
        <ArticlePane
          state={article}
          titleOf={titleOf}
          settings={settings}
          actions={actions}
          ports={ports}
          onBack={
            isShown('headlines', room, pane)
              ? null
              : () => {
                  goTo('headlines')
                }
          }
        />
      </Panel>
    </Group>
  )
}

/** Progress comes many times a second and is nobody else's business. */
function Outlets(props: Omit<ComponentProps<typeof OutletsPane>, 'progress'>) {
  return <OutletsPane {...props} progress={useReader((state) => state.progress)} />
}

function widthOf(pane: Pane): number {
  return document.getElementById(pane)?.offsetWidth ?? 0
}

function isShown(which: Pane, room: Room, pane: Pane): boolean {
  switch (room) {
    case 'three':
      return true
    case 'two':
      return which === 'headlines' || which === (pane === 'outlets' ? 'outlets' : 'article')
    case 'one':
      return which === pane
    default:
      return unreachable(room)
  }
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
