/**
 * oldHeadlines.ts — cache/headlines/<feed>.json of 0.1: a row for each article, with the number of its bucket.
 *
 * Room:     main/store/migration. Pure.
 */
import type { ArticleId } from '../../../preload/contract/model.ts'
import type { StoredHeadline } from '../../model/article.ts'
import type { MoveLoss } from '../../model/migration.ts'
import { readRow } from '../headlineRows.ts'
import type { OldFile } from './oldFile.ts'

export interface OldRow {
  /** `record` is -1. */
  readonly headline: StoredHeadline
  /** Below 0: its text was lost long ago. */
  readonly bucket: number
}

export interface OldHeadlines {
  readonly rows: ReadonlyMap<ArticleId, OldRow>
  /** Null when all of them could be read. */
  readonly loss: MoveLoss | null
}

/** Of two rows with one id the first. */
export function readOldHeadlines({ entries, isWhole, hasEnd }: OldFile): OldHeadlines {
  const rows = new Map<ArticleId, OldRow>()
  let lost = 0
  for (const entry of entries) {
    const row = readOldRow(entry)
    if (row === null) lost += 1
    else if (!rows.has(row.headline.id)) rows.set(row.headline.id, row)
  }
  if (isWhole && lost === 0) return { rows, loss: null }
  return { rows, loss: { part: 'headlines', lost: hasEnd ? lost : null, saved: rows.size } }
}

function readOldRow(entry: string): OldRow | null {
  let cells: unknown
  try {
    // Cells that came later have no meaning in this form.
    const all: unknown = JSON.parse(entry)
    cells = Array.isArray(all) ? all.slice(0, 15) : null
  } catch {
    return null
  }
  const row = readRow(cells)
  if (row === null || !/^[\w-]{1,80}$/.test(row.id)) return null
  return { headline: { ...row, record: -1 }, bucket: row.record }
}
