/**
 * columnSides.ts — the side that a column, a row or a group of rows sets its cells to, said at each cell.
 *
 * Room:     main/normalise. Pure. Cells of tables within a table are not its own.
 * Knows:    - browsers know `align` of a column no more, and CSS has none for its text; outlets still write it for numbers.
 *           - the nearest counts: the cell itself, its column, its row, its group of rows (HTML 4.01 §11.3.2).
 */
import type { Part, Piece } from '../../preload/contract/articlePieces.ts'

const groups = new Set(['thead', 'tbody', 'tfoot'])
const isPart = (piece: Piece): piece is Part => typeof piece !== 'string'
/** Columns behind these have no side of their own. */
const most = 1000

export function withColumnSides(table: Part): Part {
  const columns = columnsOf(table)
  const hasSides = (piece: Piece): boolean =>
    isPart(piece) &&
    (groups.has(piece.name) || piece.name === 'tr') &&
    (sideOf(piece) !== undefined || (piece.name !== 'tr' && piece.children.some(hasSides)))
  if (columns.every((side) => side === undefined) && !table.children.some(hasSides)) return table
  let grid = gridOf(columns)
  const children = table.children.map((piece) => {
    if (!isPart(piece)) return piece
    if (piece.name === 'tr') return grid(piece, undefined)
    if (!groups.has(piece.name)) return piece
    grid = gridOf(columns)
    const rows = piece.children.map((row) =>
      isPart(row) && row.name === 'tr' ? grid(row, sideOf(piece)) : row,
    )
    grid = gridOf(columns)
    return { ...piece, children: rows }
  })
  return { ...table, children }
}

/** The side of each column, as written. */
function columnsOf(table: Part): readonly (string | undefined)[] {
  const sides: (string | undefined)[] = []
  const add = (part: Part, side: string | undefined) => {
    for (let count = spanOf(part, 'span'); count > 0 && sides.length < most; count -= 1) sides.push(side)
  }
  for (const part of table.children.filter(isPart)) {
    const align = sideOf(part)
    if (part.name === 'col') add(part, align)
    if (part.name !== 'colgroup') continue
    const own = part.children.filter((one): one is Part => isPart(one) && one.name === 'col')
    for (const one of own) add(one, sideOf(one) ?? align)
    if (own.length === 0) add(part, align)
  }
  return sides
}

/** Sets one row after the other of one group; what reaches down from above keeps its columns. */
function gridOf(columns: readonly (string | undefined)[]) {
  const takenUntil: number[] = []
  let row = 0
  return (part: Part, group: string | undefined): Part => {
    let column = 0
    const side = sideOf(part) ?? group
    const children = part.children.map((cell) => {
      if (!isPart(cell) || (cell.name !== 'td' && cell.name !== 'th')) return cell
      while ((takenUntil[column] ?? 0) > row) column += 1
      const align = sideOf(cell) ?? columns[column] ?? side
      const until = row + spanOf(cell, 'rowspan')
      const end = Math.min(most, column + spanOf(cell, 'colspan'))
      for (; column < end; column += 1) takenUntil[column] = until
      return align === undefined ? cell : { ...cell, attributes: { ...cell.attributes, align } }
    })
    row += 1
    return { ...part, children }
  }
}

/** What says nothing, such as `char`, hides nothing that is said further out. */
function sideOf({ attributes: { align } }: Part): string | undefined {
  return align !== undefined && /^\s*(?:left|right|center|middle|justify)\s*$/i.test(align)
    ? align
    : undefined
}

function spanOf({ attributes }: Part, name: 'span' | 'colspan' | 'rowspan'): number {
  const count = Number(/^\s*(\d{1,4})/.exec(attributes[name] ?? '')?.[1] ?? 1)
  return count === 0 ? (name === 'rowspan' ? Infinity : 1) : count
}
