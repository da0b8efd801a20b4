/**
 * useRowWindow.ts — which rows of a long list are drawn, and how the reader's place is kept.
 *
 * Room:     renderer/panes; with OutletTree's fixed lines, the only home of @tanstack/react-virtual.
 * Promises: every row is `rowHeight` tall, so a row's place is its index and nothing has to be measured.
 *           When rows come in above, the list is scrolled by as much in the same frame.
 */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef } from 'react'
import type { RefObject } from 'react'
import type { PortBoard, TopRow } from '../state/ports.ts'
import type { ListState } from '../state/readerState.ts'
import { rowAt } from '../state/rows.ts'
import type { Rows } from '../state/rows.ts'

/** CSS pixels; rows.css draws to the same measure. */
export const rowHeight = 122

interface Wanted {
  readonly rows: Rows
  readonly selected: ListState['selected']
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly ports: PortBoard
  readonly onNeed: (from: number, to: number) => void
  readonly onTop: () => void
}

export interface DrawnRow {
  readonly index: number
  readonly start: number
}

export function useRowWindow({ rows, selected, scroller, ports, onNeed, onTop }: Wanted) {
  const virtual = useVirtualizer({
    count: rows.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    initialRect: { width: 400, height: 800 },
  })
  const drawn = virtual.getVirtualItems()
  const first = drawn[0]?.index ?? 0
  const last = drawn.at(-1)?.index ?? 0
  const latest = useRef(rows)
  const shown = useRef(rows.shift)

  useLayoutEffect(() => {
    latest.current = rows
    const element = scroller.current
    if (element === null || shown.current === rows.shift) return
    shown.current = rows.shift
    if (rows.shift.rows !== 0) element.scrollTop += rows.shift.rows * rowHeight
  }, [rows, scroller])

  useEffect(() => {
    onNeed(first, last)
  }, [rows, first, last, onNeed])

  const selectedId = selected?.id ?? null
  const selectedIndex = useRef<number | null>(null)
  useLayoutEffect(() => {
    selectedIndex.current = selected?.index ?? null
  })
  useLayoutEffect(() => {
    if (selectedIndex.current === null) scroller.current?.scrollTo({ top: 0 })
  }, [rows.listId, scroller])
  useLayoutEffect(() => {
    if (selectedIndex.current !== null) virtual.scrollToIndex(selectedIndex.current, { align: 'auto' })
  }, [rows.listId, selectedId, virtual])

  useEffect(() => {
    const topRow = (): TopRow | null => {
      const element = scroller.current
      if (element === null) return null
      const index = Math.floor(element.scrollTop / rowHeight)
      const row = rowAt(latest.current, index)
      const lastInSight = Math.floor((element.scrollTop + element.clientHeight) / rowHeight)
      return row === null ? null : { index, id: row.id, isAtTop: element.scrollTop < 4, last: lastInSight }
    }
    return ports.plug('rows', { topRow })
  }, [ports, scroller])

  useEffect(() => {
    // The pane had the focus while it was empty.
    const element = scroller.current
    if (element !== null && document.activeElement === element.parentElement) element.focus()
  }, [scroller])

  useEffect(() => {
    const element = scroller.current
    if (element === null) return undefined
    const watch = () => {
      if (element.scrollTop < 4) onTop()
    }
    element.addEventListener('scroll', watch, { passive: true })
    return () => {
      element.removeEventListener('scroll', watch)
    }
  }, [scroller, onTop])

  return {
    drawn: drawn.map(({ index, start }): DrawnRow => ({ index, start })),
    height: virtual.getTotalSize(),
    toTop: () => {
      virtual.scrollToIndex(0, { align: 'start', behavior: 'auto' })
    },
  }
}
