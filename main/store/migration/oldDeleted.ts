/**
 * oldDeleted.ts — deleted/<article>.json of 0.1: what the reader deleted by hand, whole. Pure.
 *
 * Room:     main/store/migration.
 * Promises: a file that was cut, changed in a bit or put in another's place gives null.
 */
import * as v from 'valibot'
import type { FeedId } from '../../../preload/contract/model.ts'
import type { StoredHeadline } from '../../model/article.ts'
import type { DeletedFacts } from '../../model/deleted.ts'
import { unseal } from '../envelope.ts'
import { readRow, rowCells } from '../headlineRows.ts'
import { readOldText } from './oldTexts.ts'
import type { OldText } from './oldTexts.ts'

export interface OldDeleted {
  readonly feedId: FeedId
  readonly facts: DeletedFacts
  /** `record` is -1. */
  readonly headline: StoredHeadline
  /** Null when its text was lost already. */
  readonly text: OldText | null
}

const newest = 1
const text = v.string()
const textOrNull = v.nullable(text)
const time = v.number()
const timeOrNull = v.nullable(time)
const id = v.pipe(text, v.regex(/^[\w-]{1,80}$/))

const headline = v.looseObject({
  id,
  secondKey: text,
  contentHash: text,
  url: textOrNull,
  title: text,
  contributors: v.array(text),
  sortedAt: time,
  publishedAt: timeOrNull,
  arrivedAt: time,
  changedAt: timeOrNull,
  snippet: text,
  picture: textOrNull,
  bucket: v.number(),
  place: v.optional(v.number()),
  alias: v.optional(id),
})

const body = v.looseObject({
  cleaned: v.number(),
  bodyHtml: text,
  outletNotesHtml: text,
  outletLine: textOrNull,
  credits: v.array(text),
  links: v.array(v.looseObject({})),
  language: textOrNull,
  isExcerpt: v.boolean(),
  pictures: v.array(text),
  base: text,
  earlier: v.array(v.looseObject({ title: text, bodyHtml: text, keptUntil: time })),
})

const mark = v.looseObject({
  read: v.optional(time),
  starred: v.optional(time),
  removed: v.optional(time),
})

const deletedArticle = v.looseObject({
  feedId: id,
  paper: text,
  deletedAt: time,
  headline,
  body: v.nullable(body),
  mark: v.nullable(mark),
})

/** @param id The file's name says which article it is. */
export function readOldDeleted(id: string, bytes: Uint8Array): OldDeleted | 'newer' | null {
  const envelope = unseal(`deleted/${id}`, bytes)
  if (envelope === null) return null
  if (envelope.schema > newest) return 'newer'
  let data: unknown
  try {
    data = JSON.parse(envelope.payload.toString('utf8'))
  } catch {
    return null
  }
  if (!v.is(deletedArticle, data) || data.headline.id !== id) return null
  const { feedId, paper, deletedAt, mark, body: old, headline: then } = data
  // Its cells in the archive's order; a bucket has no meaning there.
  const headline = readRow(rowCells({ ...then, record: -1 } as unknown as StoredHeadline))
  if (headline === null) return null
  return {
    feedId: feedId as FeedId,
    facts: { id: headline.id, deletedAt, paper, mark } as DeletedFacts,
    headline,
    text: old === null ? null : readOldText(JSON.stringify(old)),
  }
}
