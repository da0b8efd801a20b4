/**
 * Panes.tsx — the three panes with borders that can be moved, and how they give way in a narrow window.
 *
 * Room:     renderer/panes; the only home of react-resizable-panels.
 * Promises: all three panes stay mounted at every width; those that have no room are hidden by CSS. Widths are
 *           kept in pixels, when the reader moves a border and at no other time.
 */
import { useCallback } from 'react'
import { Group, Panel, Separator } from 'react-resizable-panels'
import type { Settings } from '../../preload/contract/model.ts'
import { unreachable } from '../../preload/contract/failure.ts'
import { useFocusHome } from '../keys/useFocusHome.ts'
import { useMedia } from '../parts/useMedia.ts'
import type { Pane } from '../state/readerState.ts'
import { useActions, usePorts, useReader } from '../state/useReader.ts'
import { useText } from '../text/useText.ts'
import { OpenArticle, OpenList, Outlets } from './wiredPanes.tsx'

type Room = 'three' | 'two' | 'one'

export function Panes({ settings }: { readonly settings: Settings }) {
  const { words } = useText()
  const pane = useReader((state) => state.pane)
  const actions = useActions()
  const ports = usePorts()
  useFocusHome()
  const isThree = useMedia('(min-width: 900px)')
  const isTwo = useMedia('(min-width: 640px)')
  const room: Room = isThree ? 'three' : isTwo ? 'two' : 'one'
  const goTo = useCallback(
    (to: Pane) => {
      actions.choosePane(to)
      requestAnimationFrame(() => ports.at(to)?.focus())
    },
    [actions, ports],
  )
  const toOutlets = useCallback(() => {
    goTo('outlets')
  }, [goTo])
  const toHeadlines = useCallback(() => {
    goTo('headlines')
  }, [goTo])
  const onChosen = useCallback(() => {
    if (room === 'one') goTo('headlines')
  }, [room, goTo])
  const onOpened = useCallback(() => {
    if (room === 'one') actions.choosePane('article')
  }, [room, actions])
  const took = (to: Pane) => () => {
    if (room === 'three') actions.choosePane(to)
  }

  return (
    <Group
      className="panes"
      role="main"
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
        <Outlets settings={settings} onLeave={toHeadlines} onChosen={onChosen} />
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
        <OpenList
          settings={settings}
          onBack={isShown('outlets', room, pane) ? null : toOutlets}
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
        <OpenArticle settings={settings} onBack={isShown('headlines', room, pane) ? null : toHeadlines} />
      </Panel>
    </Group>
  )
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
