/**
 * rows.ts — the headlines the window holds of one open list, a page at a time.
 *
 * Room:     renderer/state. Imports: contract types.
 * Promises: pure. A list of any length is a total and a few pages; row 0 is the top. A row that is not
 *           held is null, and the pane draws its place.
 * Knows:    - 50 rows cross the border in about a millisecond, all of a large library in seconds.
 *           - main may put rows that arrive anywhere in the order, so an index is only good until the
 *             next `lists:update`; `shift` tells the pane how far the rows it shows have moved.
 */
import { pageRows } from '../../preload/contract/model.ts'
import type { MarkedArticle } from '../../preload/contract/changes.ts'
import type { ArticleId, Headline, ListId, ListPage } from '../../preload/contract/model.ts'
import type { ListSight } from '../../preload/contract/requests.ts'

export interface Rows {
  readonly listId: ListId
  readonly total: number
  readonly unread: number
  /** By page number; page n holds rows n × `pageRows` and on. */
  readonly pages: ReadonlyMap<number, readonly Headline[]>
  /** Rows that came in above what the reader sees. */
  readonly newAbove: number
  /** Updates of the list: what is drawn, and when the top was last in sight (`ListGrowth`). */
  readonly sight: ListSight
  /** How far the rows in sight moved at the last update; a new object each time. */
  readonly shift: { readonly rows: number }
}

export function rowsOf(page: ListPage): Rows {
  const { listId, total, unread } = page
  const sight = { shown: 0, seen: 0 }
  return withPage({ listId, total, unread, pages: new Map(), newAbove: 0, sight, shift: { rows: 0 } }, page)
}

/** Adds a page that begins at a page border; any other is ignored. */
export function withPage(rows: Rows, page: ListPage): Rows {
  if (page.listId !== rows.listId || page.from % pageRows !== 0) return rows
  const pages = new Map(rows.pages).set(page.from / pageRows, page.rows)
  return { ...rows, total: page.total, unread: page.unread, pages }
}

export function rowAt(rows: Rows, index: number): Headline | null {
  return rows.pages.get(Math.floor(index / pageRows))?.[index % pageRows] ?? null
}

/** Where a row stands that the list holds; null when it does not. */
export function indexOf(rows: Rows, id: ArticleId): number | null {
  for (const [number, page] of rows.pages) {
    const at = page.findIndex((row) => row.id === id)
    if (at !== -1) return number * pageRows + at
  }
  return null
}

/** The row of an article, when the list holds it. */
export function heldRow(rows: Rows, id: ArticleId): Headline | null {
  const index = indexOf(rows, id)
  return index === null ? null : rowAt(rows, index)
}

/** The page numbers that rows `from`..`to` need and the list does not hold. */
export function missingPages(rows: Rows, from: number, to: number): readonly number[] {
  const last = Math.min(to, rows.total - 1)
  const missing: number[] = []
  for (let page = Math.floor(Math.max(0, from) / pageRows); page * pageRows <= last; page += 1) {
    if (!rows.pages.has(page)) missing.push(page)
  }
  return missing
}

type Marks = Partial<Pick<Headline, 'isRead' | 'isStarred'>>

/** The same rows with one headline marked; `unread` follows. Cost: the pages held. */
export function withMark(rows: Rows, id: ArticleId, marks: Marks): Rows {
  let unread = rows.unread
  const pages = new Map(
    Array.from(rows.pages, ([number, page]) => {
      const at = page.findIndex((row) => row.id === id)
      const row = page[at]
      if (row === undefined) return [number, page] as const
      const next = { ...row, ...marks }
      unread += Number(row.isRead) - Number(next.isRead)
      return [number, page.with(at, next)] as const
    }),
  )
  return { ...rows, pages, unread: Math.max(0, unread) }
}

/** As `withMark`, of many. */
export function withMarks(rows: Rows, marked: readonly MarkedArticle[]): Rows {
  const marks = new Map(marked.map((each) => [each.id, each]))
  let unread = rows.unread
  const pages = Array.from(rows.pages, ([number, page]) => {
    if (!page.some((row) => isOther(row, marks.get(row.id)))) return [number, page] as const
    const next = page.map((row) => {
      const mark = marks.get(row.id)
      if (mark === undefined || !isOther(row, mark)) return row
      const { isRead, isStarred } = mark
      unread += Number(row.isRead) - Number(isRead)
      return { ...row, isRead, isStarred }
    })
    return [number, next] as const
  })
  return { ...rows, pages: new Map(pages), unread: Math.max(0, unread) }
}

function isOther(row: Headline, mark: MarkedArticle | undefined): boolean {
  return mark !== undefined && (row.isRead !== mark.isRead || row.isStarred !== mark.isStarred)
}

export function withAllRead(rows: Rows): Rows {
  const read = (page: readonly Headline[]) => page.map((row) => (row.isRead ? row : { ...row, isRead: true }))
  return { ...rows, unread: 0, pages: new Map(Array.from(rows.pages, ([n, page]) => [n, read(page)])) }
}

/** The reader looks at the top: nothing is new above it any more. */
export function withTopSeen(rows: Rows): Rows {
  const { shown, seen } = rows.sight
  return rows.newAbove === 0 && seen === shown
    ? rows
    : { ...rows, newAbove: 0, sight: { shown, seen: shown } }
}

/** The pages that hold unread rows, by number. */
export function unreadPages(rows: Rows): readonly number[] {
  return pagesWith(rows, (row) => !row.isRead)
}

/** The pages that hold such rows, by number. */
export function pagesWith({ pages }: Rows, isWanted: (row: Headline) => boolean): readonly number[] {
  return Array.from(pages).flatMap(([number, page]) => (page.some(isWanted) ? [number] : []))
}

/** Whether main may know rows of the list that the window does not hold. */
export function holdsAll(rows: Rows): boolean {
  return Array.from(rows.pages.values()).reduce((sum, page) => sum + page.length, 0) >= rows.total
}
