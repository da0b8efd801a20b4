/**
 * HeadlineList.tsx — the rows of an open list, however long it is.
 *
 * Promises: a listbox whose options are drawn while in sight; a row that is not here yet keeps its place.
 *           J, K and the arrows live in renderer/keys; Home, End and the page keys leap here, and the menu key
 *           shows what can be done with the selected row.
 */
import { useCallback, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { Headline } from '../../preload/contract/model.ts'
import { Menu } from '../parts/Menu.tsx'
import type { MenuAt } from '../parts/Menu.tsx'
import { useNow } from '../parts/useNow.ts'
import type { PortBoard } from '../state/ports.ts'
import type { ReaderActions } from '../state/reader.ts'
import type { ListState } from '../state/readerState.ts'
import { indexOf, rowAt } from '../state/rows.ts'
import type { Rows } from '../state/rows.ts'
import { useText } from '../text/useText.ts'
import { headlineMenu } from './headlineMenu.ts'
import { HeadlineRow } from './HeadlineRow.tsx'
import { rowHeight, useRowWindow } from './useRowWindow.ts'

interface Props {
  readonly rows: Rows
  readonly selected: ListState['selected']
  /** What was searched, as typed; '' when nothing was. */
  readonly search: string
  /** Title of a feed by its id; null where the list is of one outlet. */
  readonly outletOf: ((headline: Headline) => string) | null
  readonly actions: ReaderActions
  readonly ports: PortBoard
  /** A row was clicked and its article asked for. */
  readonly onOpened: () => void
}

export function HeadlineList({ rows, selected, search, outletOf, actions, ports, onOpened }: Props) {
  const { words } = useText()
  const now = useNow()
  const scroller = useRef<HTMLDivElement>(null)
  const { needRows, seeTop, openRow, toggleStar } = actions
  const onNeed = useCallback((from: number, to: number) => void needRows(from, to), [needRows])
  const onOpen = useCallback(
    (index: number) => {
      void openRow(index)
      onOpened()
    },
    [openRow, onOpened],
  )
  const onStar = useCallback((headline: Headline) => void toggleStar(headline.id), [toggleStar])
  const [menu, setMenu] = useState<{ readonly headline: Headline; readonly at: MenuAt } | null>(null)
  const onMenu = useCallback((headline: Headline, at: MenuAt) => {
    setMenu({ headline, at })
  }, [])
  const closeMenu = useCallback(() => {
    setMenu(null)
  }, [])
  const { drawn, height, toTop } = useRowWindow({
    rows,
    selected,
    scroller,
    ports,
    onNeed,
    onTop: seeTop,
  })
  const isSelectedDrawn = selected !== null && drawn.some(({ index }) => index === selected.index)
  return (
    <>
      {rows.newAbove === 0 ? null : (
        <button
          type="button"
          className="chip"
          onClick={() => {
            toTop()
            seeTop()
          }}
        >
          ↑ {words.headlines.newAbove(rows.newAbove)}
        </button>
      )}
      <div
        ref={scroller}
        role="listbox"
        className="headline-list"
        aria-label={words.headlines.pane}
        aria-activedescendant={isSelectedDrawn ? `headline-${selected.id}` : undefined}
        tabIndex={0}
        onKeyDown={(event) => {
          if (isMenuKey(event)) showMenu(event)
          else leap(event)
        }}
      >
        <div className="headline-space" role="presentation" style={{ height }}>
          {drawn.map(({ index, start }) => {
            const headline = rowAt(rows, index)
            return (
              <div
                key={headline?.id ?? `row ${String(index)}`}
                role="presentation"
                className="headline-place"
                style={{ height: rowHeight, transform: `translateY(${String(start)}px)` }}
              >
                {headline === null ? (
                  <div className="headline-waiting" />
                ) : (
                  <HeadlineRow
                    id={`headline-${headline.id}`}
                    headline={headline}
                    search={search}
                    outlet={outletOf === null ? null : outletOf(headline)}
                    index={index}
                    total={rows.total}
                    isSelected={selected?.id === headline.id}
                    now={now}
                    onOpen={onOpen}
                    onStar={onStar}
                    onMenu={onMenu}
                  />
                )}
              </div>
            )
          })}
        </div>
      </div>
      {menu === null ? null : (
        <Menu
          name={words.outlets.actionsFor(menu.headline.title)}
          at={menu.at}
          items={headlineMenu(menu.headline, actions, words, () => {
            const index = indexOf(rows, menu.headline.id)
            if (index !== null) onOpen(index)
          })}
          onClose={closeMenu}
        />
      )}
    </>
  )

  function showMenu(event: KeyboardEvent<HTMLDivElement>): void {
    event.preventDefault()
    const headline = selected === null ? null : rowAt(rows, selected.index)
    if (headline === null) return
    const row = document.getElementById(`headline-${headline.id}`)?.getBoundingClientRect()
    setMenu({ headline, at: { x: (row?.left ?? 0) + 40, y: (row?.top ?? 0) + 40 } })
  }

  function leap(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return
    const last = rows.total - 1
    const page = Math.max(1, Math.floor(event.currentTarget.clientHeight / rowHeight) - 1)
    const from = selected?.index ?? Math.floor(event.currentTarget.scrollTop / rowHeight)
    const places: Record<string, number> = { Home: 0, End: last, PageUp: from - page, PageDown: from + page }
    const to = places[event.key]
    if (to === undefined) return
    event.preventDefault()
    void openRow(Math.min(last, Math.max(0, to)))
  }
}

function isMenuKey({ key, shiftKey }: KeyboardEvent): boolean {
  return key === 'ContextMenu' || (key === 'F10' && shiftKey)
}
