/** removedRows.ts — what a removed article is known by, as cells of a row and back. Room: main/store. Pure. */
import type { ArticleId } from '../../preload/contract/model.ts'
import type { RemovedArticle } from '../model/deleted.ts'

export function removedCells(one: RemovedArticle): readonly unknown[] {
  const { id, secondKey, contentHash, publishedAt, url, title, alias } = one
  if (contentHash === undefined) return [id, secondKey]
  const told = [contentHash, publishedAt ?? null, url ?? null, title ?? null]
  return [id, secondKey, ...told, ...(alias === undefined ? [] : [alias])]
}

/** Rows of older versions end after the second key. Null for what is no such row. */
export function readRemoved(row: unknown): RemovedArticle | null {
  if (!Array.isArray(row)) return null
  const [id, secondKey, contentHash, publishedAt, url, title, alias] = row as readonly unknown[]
  if (typeof id !== 'string' || typeof secondKey !== 'string') return null
  if (typeof contentHash !== 'string') return { id: id as ArticleId, secondKey }
  return {
    id: id as ArticleId,
    secondKey,
    contentHash,
    publishedAt: typeof publishedAt === 'number' ? publishedAt : null,
    url: typeof url === 'string' ? url : null,
    ...(typeof title === 'string' ? { title } : {}),
    ...(typeof alias === 'string' ? { alias: alias as ArticleId } : {}),
  }
}
