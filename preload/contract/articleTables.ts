/**
 * articleTables.ts — a table whose grid a window can lay out, or its words without a grid.
 *
 * Room:     preload/contract. Pure.
 * Knows:    Chromium makes the grid as large as the spans say: 300 cells of 1000 × 1000 hold it for half a minute. Rows that
 *           a span asks for and that do not exist are none (HTML §4.9.12.1), so spans are clipped to the rows left in
 *           their group.
 */
import type { Budget, Part, Piece } from './articlePieces.ts'

const groups = new Set(['thead', 'tbody', 'tfoot'])
const isPart = (piece: Piece): piece is Part => typeof piece !== 'string'
const isCell = (piece: Piece): piece is Part => isPart(piece) && (piece.name === 'td' || piece.name === 'th')

/** The table itself where it fits; else with smaller spans; else as blocks, one for each cell. */
export function tameTable(table: Part, budget: Budget): Part {
  const { limits } = budget
  const clipped = withSpans(table, limits.columns)
  const isTooWordy = charactersIn(table, limits.tableCharacters) > limits.tableCharacters
  const size = cellsOf(clipped)
  if (!isTooWordy && size <= budget.cells && columnsOf(clipped) <= limits.columns) {
    budget.cells -= size
    return clipped
  }
  const narrow = withSpans(table, Math.max(1, mostCellsInARow(table)))
  const narrowSize = cellsOf(narrow)
  if (!isTooWordy && narrowSize <= budget.cells && columnsOf(narrow) <= limits.columns) {
    budget.cells -= narrowSize
    return narrow
  }
  budget.cut.add('tables')
  return asBlocks(table)
}

/** Rows by columns, spans counted. */
function cellsOf(table: Part): number {
  return groupsOf(table).reduce((rows, group) => rows + group.length, 0) * columnsOf(table)
}

/** The widest row: its own cells and those that reach into it from above. */
function columnsOf(table: Part): number {
  let widest = 0
  for (const rows of groupsOf(table)) {
    // What begins and ends to reach down at each row.
    const steps = new Array<number>(rows.length + 1).fill(0)
    let reach = 0
    rows.forEach((row, index) => {
      for (const cell of row.children.filter(isCell)) {
        const width = spanOf(cell, 'colspan')
        const end = Math.min(rows.length, index + spanOf(cell, 'rowspan'))
        steps[index] = (steps[index] ?? 0) + width
        steps[end] = (steps[end] ?? 0) - width
      }
      reach += steps[index] ?? 0
      widest = Math.max(widest, reach)
    })
  }
  return widest
}

function mostCellsInARow(table: Part): number {
  return groupsOf(table)
    .flat()
    .reduce((most, row) => Math.max(most, row.children.filter(isCell).length), 0)
}

/** Rows of the table in their groups, in order; those of tables within it are not its own. */
function groupsOf(table: Part): (readonly Part[])[] {
  const all: Part[][] = []
  let loose: Part[] = []
  for (const child of table.children.filter(isPart)) {
    if (child.name === 'tr') {
      if (loose.length === 0) all.push(loose)
      loose.push(child)
    } else if (groups.has(child.name)) {
      loose = []
      all.push(child.children.filter(isPart).filter(({ name }) => name === 'tr'))
    }
  }
  return all
}

/** Spans no larger than the rows that are left and `widest` columns; spans of columns that are only described, too. */
function withSpans(table: Part, widest: number): Part {
  let described = 0
  const clipRows = (pieces: readonly Piece[]): Piece[] => {
    let left = pieces.filter((piece) => isPart(piece) && piece.name === 'tr').length
    return pieces.map((piece) => {
      if (!isPart(piece) || piece.name !== 'tr') return piece
      const rows = left
      left -= 1
      return piece.children.some((cell) => isCell(cell) && hasSpan(cell))
        ? {
            ...piece,
            children: piece.children.map((cell) => (isCell(cell) ? clip(cell, rows, widest) : cell)),
          }
        : piece
    })
  }
  const column = (piece: Part): Part => {
    const span = spanOf(piece, 'span')
    described += span
    return described > widest && span > 1
      ? { ...piece, attributes: without(piece.attributes, 'span') }
      : piece
  }
  const children = clipRows(table.children).map((piece) => {
    if (!isPart(piece)) return piece
    if (groups.has(piece.name)) return { ...piece, children: clipRows(piece.children) }
    if (piece.name === 'col') return column(piece)
    if (piece.name !== 'colgroup') return piece
    const group = column(piece)
    return { ...group, children: group.children.map((one) => (isPart(one) ? column(one) : one)) }
  })
  return { ...table, children }
}

const hasSpan = ({ attributes }: Part) =>
  attributes['colspan'] !== undefined || attributes['rowspan'] !== undefined

function clip(cell: Part, rows: number, columns: number): Part {
  const across = Math.min(spanOf(cell, 'colspan'), columns)
  const down = Math.min(spanOf(cell, 'rowspan'), rows)
  if (across === spanOf(cell, 'colspan') && down === spanOf(cell, 'rowspan')) return cell
  const bare = without(without(cell.attributes, 'colspan'), 'rowspan')
  return {
    ...cell,
    attributes: {
      ...bare,
      ...(across > 1 ? { colspan: String(across) } : {}),
      ...(down > 1 ? { rowspan: String(down) } : {}),
    },
  }
}

/** As Chromium reads it: 1 where nothing or nonsense stands; 0 rows mean all that are left. */
function spanOf(part: Part, name: 'colspan' | 'rowspan' | 'span'): number {
  const value = /^\s*\+?(\d{1,9})/.exec(part.attributes[name] ?? '')?.[1]
  const count = value === undefined ? 1 : Number(value)
  if (count === 0) return name === 'rowspan' ? 65_534 : 1
  return Math.min(count, name === 'rowspan' ? 65_534 : 1000)
}

function without(attributes: Part['attributes'], gone: string): Part['attributes'] {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => name !== gone))
}

/** Counts no further than a little beyond `enough`. */
function charactersIn(piece: Piece, enough: number): number {
  if (!isPart(piece)) return piece.length
  let sum = 0
  for (const child of piece.children) {
    if (sum > enough) break
    sum += charactersIn(child, enough - sum)
  }
  return sum
}

/** The words of a table, a block for each cell. Tables within it are judged by themselves. */
function asBlocks(table: Part): Part {
  const open = (piece: Piece): Piece => {
    if (typeof piece === 'string') return piece.trim() === '' ? '' : piece
    if (piece.name === 'col' || piece.name === 'colgroup') return ''
    if (['td', 'th', 'caption'].includes(piece.name)) return { ...piece, name: 'div', attributes: {} }
    const children = piece.children.map(open).filter((child) => child !== '')
    return piece.name === 'tr' || groups.has(piece.name) ? { ...piece, name: 'div', children } : piece
  }
  return {
    name: 'div',
    attributes: {},
    children: table.children.map(open).filter((child) => child !== ''),
  }
}
