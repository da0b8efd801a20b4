/**
 * OutletTree.tsx — smart views, folders, families and papers as one ARIA tree.
 *
 * Room:     renderer/panes.
 * Promises: what the arrows reach is opened at once, as in a paper one leafs through. The tree itself has the
 *           focus; the open line is its active descendant, so that a line can come and go under it.
 * Knows:    - letters that are commands stay commands here too; other letters find a line by its name, and
 *             while that goes on (0.8 s) every letter does.
 */
import { memo, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { DragEvent, KeyboardEvent, Ref } from 'react'
import type { OutletTree as Tree, View } from '../../preload/contract/model.ts'
import { viewKey } from '../../preload/contract/viewKey.ts'
import { Menu } from '../parts/Menu.tsx'
import type { MenuAt } from '../parts/Menu.tsx'
import { dropDestination, isInside, outletLines } from '../state/outletLines.ts'
import type { DropWhere, OutletLine } from '../state/outletLines.ts'
import type { ReaderActions } from '../state/reader.ts'
import type { OutletNode } from '../state/readerState.ts'
import { useText } from '../text/useText.ts'
import { outletMenu } from './outletMenu.ts'
import { lineTitle, OutletRow } from './OutletRow.tsx'
import type { DragPhase, LineActs } from './OutletRow.tsx'
import { treeKey } from './treeKey.ts'

interface Props {
  readonly tree: Tree
  readonly view: View
  readonly closedFolders: readonly string[]
  readonly renaming: OutletNode | null
  readonly actions: ReaderActions
  readonly treeRef: Ref<HTMLDivElement>
  /** The reader wants the pane to the right. */
  readonly onLeave: () => void
  /** A line was clicked and its view asked for. */
  readonly onChosen: () => void
}

/** Stands for the empty place under the last line. */
const belowAll = ''
const dragType = 'application/x-kawaraban-outlet'

export const OutletTree = memo(function OutletTree(props: Props) {
  const { tree, view, closedFolders, renaming, actions, treeRef, onLeave, onChosen } = props
  const { words } = useText()
  const lines = useMemo(() => outletLines(tree, closedFolders), [tree, closedFolders])
  const openKey = viewKey(view)
  const [menu, setMenu] = useState<{ readonly line: OutletLine; readonly at: MenuAt } | null>(null)
  const [drop, setDrop] = useState<{ readonly key: string; readonly where: DropWhere } | null>(null)
  const dragged = useRef<OutletNode | null>(null)
  const typed = useRef({ text: '', at: 0 })
  const closeMenu = useCallback(() => {
    setMenu(null)
  }, [])

  const present: LineActs = {
    open: (line) => {
      void actions.openView(line.view)
      onChosen()
    },
    toggle: (line) => {
      if (line.kind === 'folder') void actions.toggleFolder(line.folder.id)
    },
    rename: (line, title) => {
      const node = nodeOf(line)
      if (title === null || node === null) actions.startRenaming(null)
      else void actions.rename(node, title)
    },
    menu: (line, event) => {
      event.preventDefault()
      setMenu({ line, at: { x: event.clientX, y: event.clientY } })
    },
    drag: onDrag,
  }
  const latest = useRef(present)
  useLayoutEffect(() => {
    latest.current = present
  })
  const acts = useMemo<LineActs>(
    () => ({
      open: (line) => {
        latest.current.open(line)
      },
      toggle: (line) => {
        latest.current.toggle(line)
      },
      rename: (line, title) => {
        latest.current.rename(line, title)
      },
      menu: (line, event) => {
        latest.current.menu(line, event)
      },
      drag: (line, phase, event) => {
        latest.current.drag(line, phase, event)
      },
    }),
    [],
  )

  return (
    <>
      <div
        ref={treeRef}
        role="tree"
        className="outlet-tree"
        aria-label={words.outlets.pane}
        aria-activedescendant={lines.some((line) => line.key === openKey) ? `outlet-${openKey}` : undefined}
        tabIndex={0}
        data-drop={drop?.key === belowAll}
        onKeyDown={onKeyDown}
        onDragOver={onDragBelow}
        onDrop={onDragBelow}
        onDragLeave={() => {
          setDrop(null)
        }}
      >
        {lines.map((line) => (
          <OutletRow
            key={line.key}
            id={`outlet-${line.key}`}
            line={line}
            isOpenView={line.key === openKey}
            isRenaming={renaming !== null && nodeOf(line)?.id === renaming.id}
            drop={drop?.key === line.key ? drop.where : null}
            acts={acts}
          />
        ))}
      </div>
      {menu === null ? null : (
        <Menu
          name={words.outlets.actionsFor(lineTitle(menu.line, words))}
          at={menu.at}
          items={outletMenu(asItIsNow(menu.line), actions, words)}
          onClose={closeMenu}
        />
      )}
    </>
  )

  /** While a menu is open its paper may be fetched, and want a password. */
  function asItIsNow(line: OutletLine): OutletLine {
    return lines.find(({ key }) => key === line.key) ?? line
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.target !== event.currentTarget) return
    const wish = treeKey(event.nativeEvent, lines, openKey, typed.current)
    if (wish === null) return
    event.preventDefault()
    switch (wish.kind) {
      case 'nothing':
        return
      case 'open':
        void actions.openView(wish.line.view)
        document.getElementById(`outlet-${wish.line.key}`)?.scrollIntoView({ block: 'nearest' })
        return
      case 'toggle':
        void actions.toggleFolder(wish.folderId)
        return
      case 'leave':
        onLeave()
        return
      case 'rename':
        actions.startRenaming(wish.node)
        return
      case 'remove':
        void actions.remove(wish.node)
        return
      case 'move':
        void actions.moveByKey(wish.node, wish.way)
        return
      case 'menu': {
        const row = document.getElementById(`outlet-${wish.line.key}`)?.getBoundingClientRect()
        setMenu({ line: wish.line, at: { x: (row?.left ?? 0) + 40, y: row?.bottom ?? 0 } })
      }
    }
  }

  function onDragBelow(event: DragEvent<HTMLElement>): void {
    const moved = dragged.current
    if (moved === null || event.target !== event.currentTarget) return
    event.preventDefault()
    if (event.type === 'dragover') {
      if (drop?.key !== belowAll) setDrop({ key: belowAll, where: 'after' })
      return
    }
    event.stopPropagation()
    dragged.current = null
    setDrop(null)
    void actions.move(moved, { folderId: null, before: null })
  }

  function onDrag(line: OutletLine, phase: DragPhase, event: DragEvent<HTMLElement>): void {
    const node = nodeOf(line)
    if (phase === 'start') {
      dragged.current = node
      event.dataTransfer.setData(dragType, line.key)
      event.dataTransfer.effectAllowed = 'move'
      return
    }
    if (phase === 'end') {
      dragged.current = null
      setDrop(null)
      return
    }
    const moved = dragged.current
    if (moved === null || node === null || moved.id === node.id) return
    const where = whereOn(event, line)
    const to = dropDestination(tree, node, where)
    if (moved.kind === 'folder' && isInside(tree, to.folderId, moved.id)) return
    event.preventDefault()
    if (phase === 'over') {
      if (drop?.key !== line.key || drop.where !== where) setDrop({ key: line.key, where })
      return
    }
    event.stopPropagation()
    dragged.current = null
    setDrop(null)
    if (to.before !== moved.id) void actions.move(moved, to)
  }
})

/** The upper part of a line means before it, the lower after it, the middle of a folder into it. */
function whereOn(event: DragEvent<HTMLElement>, line: OutletLine): DropWhere {
  const { top, height } = event.currentTarget.getBoundingClientRect()
  const at = (event.clientY - top) / height
  if (line.kind === 'folder' && at > 0.25 && (at < 0.75 || line.isOpen)) return 'inside'
  return at < 0.5 ? 'before' : 'after'
}

function nodeOf(line: OutletLine): OutletNode | null {
  if (line.kind === 'feed') return { kind: 'feed', id: line.feed.id }
  return line.kind === 'folder' ? { kind: 'folder', id: line.folder.id } : null
}
