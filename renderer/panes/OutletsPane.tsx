/**
 * OutletsPane.tsx — the left pane: who you read, and how fetching them goes.
 *
 * Draws what it is given: wordmark and tools, the box for an address, the tree, the progress line.
 */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { OutletTree as Tree, RefreshProgress, Settings, View } from '../../preload/contract/model.ts'
import { unreachable } from '../../preload/contract/failure.ts'
import { firstKey, hint } from '../keys/keyLabel.ts'
import type { Command } from '../keys/keyMap.ts'
import { isMac } from '../keys/platform.ts'
import { FailureNote } from '../parts/FailureNote.tsx'
import { IconButton } from '../parts/IconButton.tsx'
import { Menu } from '../parts/Menu.tsx'
import type { MenuAt, MenuItem } from '../parts/Menu.tsx'
import type { Loadable } from '../state/loadable.ts'
import type { PortBoard } from '../state/ports.ts'
import type { ReaderActions } from '../state/reader.ts'
import type { OutletNode } from '../state/readerState.ts'
import { useText } from '../text/useText.ts'
import { AddressBox } from './AddressBox.tsx'
import { OutletTree } from './OutletTree.tsx'
import { ProgressLine } from './ProgressLine.tsx'

interface Props {
  readonly tree: Loadable<Tree>
  readonly view: View
  readonly settings: Settings
  readonly progress: RefreshProgress | null
  readonly renaming: OutletNode | null
  readonly canUndo: boolean
  readonly actions: ReaderActions
  readonly ports: PortBoard
  readonly onLeave: () => void
  readonly onChosen: () => void
}

export function OutletsPane(props: Props) {
  const { tree, view, settings, progress, renaming, canUndo, actions, ports, onLeave, onChosen } = props
  const { words } = useText()
  const address = useRef<HTMLInputElement>(null)
  const treeElement = useRef<HTMLDivElement>(null)
  const [menu, setMenu] = useState<MenuAt | null>(null)
  const closeMenu = useCallback(() => {
    setMenu(null)
  }, [])

  useEffect(
    () =>
      ports.plug('outlets', {
        focus: () => treeElement.current?.focus(),
        focusAddress: () => address.current?.focus(),
        hasFocus: () => treeElement.current?.contains(document.activeElement) === true,
      }),
    [ports],
  )

  return (
    <nav className="pane outlets-pane" aria-label={words.outlets.pane}>
      <header className="pane-head">
        <p className="wordmark" aria-hidden="true">
          <span className="seal">瓦</span>
          {words.app}
        </p>
        <IconButton
          icon="refresh"
          name={words.menu.refreshAll}
          hint={hint(words.menu.refreshAll, 'refresh', words, isMac)}
          className={progress?.isRunning === true ? 'is-running' : ''}
          onPress={() => void actions.refresh({ kind: 'all' })}
        />
        <IconButton
          icon="menu"
          name={words.outlets.menu}
          hasMenu
          onPress={(button) => {
            const { left, bottom } = button.getBoundingClientRect()
            setMenu({ x: left, y: bottom + 4 })
          }}
        />
      </header>
      <AddressBox
        input={address}
        hint={hint(words.outlets.addressHint, 'addPaper', words, isMac)}
        onLook={(typed) => void actions.lookAt(typed)}
      />
      <div className="outlets-scroll">{outlets()}</div>
      <footer className="pane-foot">
        <ProgressLine
          progress={progress}
          feeds={tree.phase === 'ready' ? tree.value.feeds : []}
          isOffline={settings.workOffline}
          openFeed={view.kind === 'feed' ? view.feedId : null}
          onShow={(feedId) => {
            void actions.openView({ kind: 'feed', feedId })
            onChosen()
          }}
        />
        <IconButton
          icon="help"
          name={words.keys.title}
          hint={hint(words.keys.title, 'help', words, isMac)}
          onPress={() => {
            actions.openDialog({ kind: 'keys' })
          }}
        />
      </footer>
      {menu === null ? null : (
        <Menu name={words.outlets.menu} at={menu} items={menuItems()} onClose={closeMenu} />
      )}
    </nav>
  )

  function outlets() {
    switch (tree.phase) {
      case 'idle':
      case 'loading':
        return null
      case 'failed':
        return <FailureNote failure={tree.failure} onTryAgain={() => void actions.loadTree()} />
      case 'ready':
        return (
          <>
            <OutletTree
              tree={tree.value}
              view={view}
              closedFolders={settings.closedFolders}
              renaming={renaming}
              actions={actions}
              treeRef={treeElement}
              onLeave={onLeave}
              onChosen={onChosen}
            />
            {tree.value.feeds.length > 0 ? null : (
              <div className="outlets-none">
                <p>{words.outlets.none}</p>
                <button
                  type="button"
                  className="quiet"
                  onClick={() => {
                    actions.openDialog({ kind: 'catalogue' })
                  }}
                >
                  {words.outlets.openCatalogue}
                </button>
              </div>
            )}
          </>
        )
      default:
        return unreachable(tree)
    }
  }

  function menuItems(): readonly MenuItem[] {
    const text = words.menu
    const key = (command: Command) => firstKey(command, words, isMac)
    return [
      { name: text.addPaper, ...key('addPaper'), onChoose: () => void actions.lookAt('') },
      {
        name: text.catalogue,
        ...key('catalogue'),
        onChoose: () => {
          actions.openDialog({ kind: 'catalogue' })
        },
      },
      { name: text.openPage, ...key('openPage'), onChoose: () => ports.at('picker')?.open() },
      {
        name: text.newFolder,
        ...key('newFolder'),
        onChoose: () => {
          actions.openDialog({ kind: 'folder', parentId: null })
        },
      },
      'rule',
      { name: text.refreshAll, ...key('refresh'), onChoose: () => void actions.refresh({ kind: 'all' }) },
      {
        name: text.workOffline,
        ...key('workOffline'),
        isChecked: settings.workOffline,
        onChoose: () => void actions.toggleOffline(),
      },
      'rule',
      {
        name: text.undo,
        ...key('undo'),
        isDisabled: !canUndo,
        onChoose: () => void actions.undoLast(),
      },
      'rule',
      {
        name: text.activity,
        ...key('activity'),
        onChoose: () => {
          actions.openDialog({ kind: 'activity' })
        },
      },
      {
        name: text.keys,
        ...key('help'),
        onChoose: () => {
          actions.openDialog({ kind: 'keys' })
        },
      },
      {
        name: text.data,
        ...key('data'),
        onChoose: () => {
          actions.openDialog({ kind: 'data' })
        },
      },
      {
        name: text.settings,
        ...key('settings'),
        onChoose: () => {
          actions.openDialog({ kind: 'settings' })
        },
      },
    ]
  }
}
