/**
 * records.ts — what can happen to an article, as a segment of its feed holds it.
 *
 * Room:     main/store/archive. Pure.
 * Promises: `readRecord(metaOf(r))` equals `r`; what is of another shape gives null.
 * Knows:    - each record is understood by itself, so that compaction may leave out others without changing what the rest says.
 *           - a record is an array, its kind first. A row is a headline (../headlineRows.ts). Records with a text: `added`,
 *           `changed`, `text`, `page`. A kind that this version does not know is kept where it lies, and skipped.
 */
import type { ArticleId, Millis } from '../../../preload/contract/model.ts'
import type { StoredHeadline } from '../../model/article.ts'
import type { ArchiveFrame } from './frames.ts'
import { readRow, rowCells } from '../headlineRows.ts'
import { readRemoved, removedCells } from '../removedRows.ts'
import { isMark } from '../markTable.ts'
import type { DeletedFacts, RemovedArticle } from '../../model/deleted.ts'
import type { Validators } from '../../model/fetchRecord.ts'
import type { Mark } from '../../model/marks.ts'

export type ArchiveRecord =
  /** Never seen before. */
  | { readonly kind: 'added'; readonly headline: StoredHeadline }
  /** Its outlet says something else now; what it said before stays. */
  | { readonly kind: 'changed'; readonly at: Millis; readonly headline: StoredHeadline }
  /** The same version, cleaned: takes the place of the text in record `of`. */
  | { readonly kind: 'text'; readonly id: ArticleId; readonly of: number }
  /** Other keys, another date, or a text that is lost; the text stays where it is. */
  | { readonly kind: 'headline'; readonly headline: StoredHeadline }
  /** The whole article as the site has it, apart from what the feed said. */
  | { readonly kind: 'page'; readonly id: ArticleId; readonly at: Millis }
  /** `stones`: those that must not come back with a fetch, and what they are known by. */
  | {
      readonly kind: 'removed'
      readonly ids: readonly ArticleId[]
      readonly stones: readonly RemovedArticle[]
    }
  | { readonly kind: 'deleted'; readonly facts: DeletedFacts; readonly headline: StoredHeadline }
  | { readonly kind: 'put-back'; readonly headline: StoredHeadline }
  /** These may come with the next fetch. */
  | { readonly kind: 'welcome'; readonly ids: readonly ArticleId[] }
  /** What the reader deleted is let go for good. */
  | { readonly kind: 'dropped'; readonly ids: readonly ArticleId[] }
  /** Removed before this archive began. */
  | { readonly kind: 'stones'; readonly removed: readonly RemovedArticle[] }
  /** What the server is told with the next request. */
  | { readonly kind: 'fetched'; readonly validators: Validators }

/** Says that its number is in use, and nothing else. */
export const emptyRecord: ArchiveRecord = { kind: 'dropped', ids: [] }

export function metaOf(record: ArchiveRecord): string {
  return JSON.stringify(cellsOf(record))
}

function cellsOf(record: ArchiveRecord): readonly unknown[] {
  switch (record.kind) {
    case 'added':
    case 'headline':
      return [record.kind, rowCells(record.headline)]
    case 'changed':
      return [record.kind, rowCells(record.headline), record.at]
    case 'text':
      return [record.kind, record.id, record.of]
    case 'page':
      return [record.kind, record.id, record.at]
    case 'removed':
      return [record.kind, record.ids, record.stones.map(removedCells)]
    case 'deleted': {
      const { deletedAt, paper, mark } = record.facts
      return [record.kind, rowCells(record.headline), deletedAt, paper, mark]
    }
    case 'put-back':
      return [record.kind, rowCells(record.headline)]
    case 'welcome':
    case 'dropped':
      return [record.kind, record.ids]
    case 'stones':
      return [record.kind, record.removed.map(removedCells)]
    case 'fetched': {
      const { etag, lastModified, bodyHash } = record.validators
      return [record.kind, etag, lastModified, bodyHash]
    }
  }
}

/** Null for a record of a kind that this version does not know. */
export function recordIn(frame: ArchiveFrame | null): ArchiveRecord | null {
  if (frame === null) return null
  try {
    return readRecord(JSON.parse(frame.meta.toString('utf8')))
  } catch {
    return null
  }
}

export function readRecord(meta: unknown): ArchiveRecord | null {
  if (!Array.isArray(meta)) return null
  const [kind, first, second, third, fourth] = meta as readonly unknown[]
  switch (kind) {
    case 'added':
    case 'headline':
    case 'changed': {
      const headline = readRow(first)
      if (headline === null) return null
      if (kind !== 'changed') return { kind, headline }
      return isTime(second) ? { kind, headline, at: second } : null
    }
    case 'text':
      return isId(first) && isTime(second) ? { kind, id: first, of: second } : null
    case 'page':
      return isId(first) && isTime(second) ? { kind, id: first, at: second } : null
    case 'removed':
      return areIds(first) && Array.isArray(second) ? { kind, ids: first, stones: stonesIn(second) } : null
    case 'deleted': {
      const headline = readRow(first)
      if (headline === null || !isTime(second) || typeof third !== 'string') return null
      const facts = { id: headline.id, deletedAt: second, paper: third, mark: readMarkOf(fourth) }
      return { kind, facts, headline }
    }
    case 'put-back': {
      const headline = readRow(first)
      return headline === null ? null : { kind, headline }
    }
    case 'welcome':
    case 'dropped':
      return areIds(first) ? { kind, ids: first } : null
    case 'stones':
      return Array.isArray(first) ? { kind, removed: stonesIn(first) } : null
    case 'fetched':
      return typeof third === 'string'
        ? {
            kind,
            validators: { etag: textOrNull(first), lastModified: textOrNull(second), bodyHash: third },
          }
        : null
    default:
      return null
  }
}

const stonesIn = (rows: readonly unknown[]): readonly RemovedArticle[] =>
  rows.flatMap((row) => readRemoved(row) ?? [])
const readMarkOf = (value: unknown): Mark | null => (isMark(value) ? value : null)
const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)
const isId = (value: unknown): value is ArticleId => typeof value === 'string' && /^[\w-]{1,80}$/.test(value)
const areIds = (value: unknown): value is readonly ArticleId[] => Array.isArray(value) && value.every(isId)
const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null)
