/**
 * headlineRows.ts — headlines as text and back: one row a line, so that a long shard is read in small steps.
 *
 * Room:     main/store. Pure.
 * Promises: `readRow(JSON.parse(rowText(h)))` equals `h`; a row of another shape gives null.
 * Knows:    the second key is nearly always the end of the address, so a row holds where it begins (performance.md §6:
 *           what is not written need not be parsed). Columns would be smaller still, and could not be read in steps.
 *           `place` and what follows came later: older rows end before them, and older programs read no further.
 *           In the cache of 0.1 the thirteenth cell was the number of a bucket (../store/migration).
 */
import type { ArticleId } from '../../preload/contract/model.ts'
import { rankOf } from '../base/documentOrder.ts'
import type { StoredHeadline } from '../model/article.ts'

/** Newest first; at the same time the newer document first, and in one document its own order. */
export function newestFirst(a: StoredHeadline, b: StoredHeadline): number {
  return b.sortedAt - a.sortedAt || rankOf(b) - rankOf(a) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

export function rowText(headline: StoredHeadline): string {
  return JSON.stringify(rowCells(headline))
}

export function rowCells(h: StoredHeadline): readonly unknown[] {
  const { url, secondKey } = h
  const isEnd = url !== null && secondKey !== '' && url.endsWith(secondKey)
  const late = [h.place ?? null, h.alias ?? null, h.versions ?? null, h.page ?? null]
  const isPresent = [h.place, h.alias, h.versions, h.page].map((cell) => cell !== undefined)
  return [
    h.id,
    isEnd ? url.length - secondKey.length : secondKey,
    h.contentHash,
    url,
    h.title,
    h.contributors,
    h.sortedAt,
    h.publishedAt,
    h.arrivedAt,
    h.changedAt,
    h.snippet,
    h.picture,
    h.record,
    ...late.slice(0, isPresent.lastIndexOf(true) + 1),
  ]
}

export function readRow(row: unknown): StoredHeadline | null {
  if (!Array.isArray(row) || row.length < 13) return null
  const cells: readonly unknown[] = row
  const [id, key, contentHash, url, title, contributors, sortedAt] = cells
  const [publishedAt, arrivedAt, changedAt, snippet, picture, record, place, alias] = cells.slice(7)
  const [versions, page] = cells.slice(15)
  if (typeof id !== 'string' || typeof contentHash !== 'string' || !isTextOrNull(url)) return null
  if (typeof title !== 'string' || typeof snippet !== 'string' || !isTextOrNull(picture)) return null
  if (!Array.isArray(contributors) || !contributors.every((name) => typeof name === 'string')) return null
  if (typeof sortedAt !== 'number' || typeof arrivedAt !== 'number' || typeof record !== 'number') return null
  if (!isTimeOrNull(publishedAt) || !isTimeOrNull(changedAt)) return null
  const secondKey = typeof key === 'number' ? (url?.slice(key) ?? null) : key
  if (typeof secondKey !== 'string') return null
  return {
    id: id as ArticleId,
    secondKey,
    contentHash,
    url,
    title,
    contributors,
    sortedAt,
    publishedAt,
    arrivedAt,
    changedAt,
    snippet,
    picture,
    record,
    ...(typeof place === 'number' ? { place } : {}),
    ...(typeof alias === 'string' ? { alias: alias as ArticleId } : {}),
    ...(Array.isArray(versions) && versions.every((one) => typeof one === 'number') ? { versions } : {}),
    ...(typeof page === 'number' ? { page } : {}),
  }
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string'
}

function isTimeOrNull(value: unknown): value is number | null {
  return value === null || typeof value === 'number'
}
