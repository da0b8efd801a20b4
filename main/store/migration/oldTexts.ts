/**
 * oldTexts.ts — cache/bodies/<feed>/<n>.json of 0.1: texts of articles, each with what it said before.
 *
 * Room:     main/store/migration. Pure.
 * Knows:    `earlier` held title and text of the last ten versions, oldest first, with the time at which each gave way; notes,
 *           links and bylines were not kept with them.
 */
import type { ArticleId, Millis } from '../../../preload/contract/model.ts'
import { readBodyEntry } from '../../base/bodyEntry.ts'
import { pictureKey } from '../../base/pictureKey.ts'
import type { StoredBody } from '../../model/article.ts'
import { isPlain } from '../shapes.ts'
import { readBody } from '../storedBody.ts'
import type { OldFile } from './oldFile.ts'

export interface OldVersion {
  readonly title: string
  /** JSON of a body. */
  readonly text: string
  readonly keptUntil: Millis
}

export interface OldText {
  /** JSON of a body, without what it said before. */
  readonly text: string
  /** Oldest first. */
  readonly earlier: readonly OldVersion[]
}

export interface OldBucket {
  readonly texts: ReadonlyMap<ArticleId, OldText>
  readonly isWhole: boolean
}

export function readOldBucket({ entries, isWhole }: OldFile): OldBucket {
  const texts = new Map<ArticleId, OldText>()
  let isGood = isWhole
  for (const entry of entries) {
    const found = readBodyEntry(entry)
    const text = found === null ? null : readOldText(found.json)
    if (found === null || text === null) isGood = false
    else texts.set(found.id as ArticleId, text)
  }
  return { texts, isWhole: isGood }
}

const none = ',"earlier":[]}'

/** Null for what is no text of an article. */
export function readOldText(json: string): OldText | null {
  const body = readBody(json)
  if (body === null) return null
  const { earlier, ...rest } = body as StoredBody & { readonly earlier?: unknown }
  const versions = (Array.isArray(earlier) ? earlier : []).flatMap((one) => versionOf(one, rest))
  // Nearly all of them: the very signs that were written, without writing them anew.
  const isLast = json.endsWith(none)
  return { text: isLast ? `${json.slice(0, -none.length)}}` : JSON.stringify(rest), earlier: versions }
}

function versionOf(one: unknown, now: StoredBody): readonly OldVersion[] {
  if (!isPlain(one)) return []
  const { title, bodyHtml, keptUntil } = one
  if (typeof title !== 'string' || typeof bodyHtml !== 'string' || typeof keptUntil !== 'number') return []
  const { cleaned, language, isExcerpt, base } = now
  const pictures = now.pictures.filter((url) => bodyHtml.includes(pictureKey(url)))
  const then: StoredBody = {
    cleaned,
    bodyHtml,
    outletNotesHtml: '',
    outletLine: null,
    credits: [],
    links: [],
    language,
    isExcerpt,
    pictures,
    base,
  }
  return [{ title, text: JSON.stringify(then), keptUntil }]
}
