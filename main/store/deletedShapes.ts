/** deletedShapes.ts — what a file of deleted/ must look like to be believed, and what of it stays in memory. Pure. */
import * as v from 'valibot'
import { pictureKey } from '../base/pictureKey.ts'
import type { DeletedArticle, DeletedNote } from '../model/deleted.ts'

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

/** Null when anything is missing or of the wrong kind. Fields that we do not know are kept. */
export function readDeleted(data: unknown): DeletedArticle | null {
  return v.is(deletedArticle, data) ? (data as unknown as DeletedArticle) : null
}

/** @param bytes What its file takes. */
export function noteOf(
  { feedId, paper, deletedAt, headline, body }: DeletedArticle,
  bytes: number,
): DeletedNote {
  const urls = [...(headline.picture === null ? [] : [headline.picture]), ...(body?.pictures ?? [])]
  const pictures = [...new Set(urls.map(pictureKey))]
  return { id: headline.id, feedId, paper, title: headline.title, deletedAt, bytes, pictures }
}
