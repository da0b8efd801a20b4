/**
 * parseJsonFeed.ts — JSON Feed 1.0 and 1.1 (jsonfeed.org), in the outlet's own words.
 *
 * Room:     main/parse, behind parseDocument.ts. Imports: valibot.
 * Promises: every field is checked; one bad field never costs an item, one bad item never costs the feed.
 * Knows:    - 1.0 has `author`, 1.1 has `authors` and `language`.
 *           - ids come as numbers; they are text.
 *           - lists of one come without brackets, tags in one text, pictures as objects with an address.
 *           - titles and summaries are plain text, and many write HTML there: what holds references or whole elements is read as HTML.
 */
import * as v from 'valibot'
import { withoutSelfClosed } from './asHtml.ts'
import { escapeText, hasEntity } from './entities.ts'
import { contentLimit, fieldLimit, isMarkup } from './fields.ts'
import { noHints } from './hints.ts'
import { mostItems } from './prepare.ts'
import type { Damage } from './prepare.ts'
import { readJson } from './readJson.ts'
import type { RawEnclosure, RawFeed, RawItem, RawPicture } from './types.ts'

/** A text, or null for anything else; lone surrogates and control characters taken out. */
const text = (limit: number) =>
  v.fallback(
    v.pipe(
      v.union([v.string(), v.pipe(v.number(), v.finite(), v.transform(String))]),
      v.transform((value) => tidy(value.slice(0, limit)) || null),
    ),
    null,
  )
const short = text(4000)
const number = v.fallback(v.nullable(v.number()), null)
const rows = <T extends v.GenericSchema>(row: T) =>
  v.fallback(
    v.pipe(
      v.unknown(),
      v.transform((value) => (Array.isArray(value) || value === null ? value : [value])),
      v.array(v.fallback(v.nullable(row), null)),
      v.transform((all) => all.filter((one) => one !== null)),
    ),
    [],
  )

/** An address, or an object that has one. */
const address = v.fallback(
  v.nullable(
    v.union([
      v.pipe(
        v.string(),
        v.transform((value) => tidy(value.slice(0, 4000)) || null),
      ),
      v.pipe(
        v.object({ url: v.string() }),
        v.transform(({ url }) => tidy(url.slice(0, 4000)) || null),
      ),
    ]),
  ),
  null,
)
const person = v.object({ name: short })
/** A person, or only the name. */
const authorSchema = v.union([
  person,
  v.pipe(
    v.string(),
    v.transform((name) => ({ name: name.slice(0, 4000) })),
  ),
])
const attachmentSchema = v.object({
  url: short,
  mime_type: short,
  title: short,
  size_in_bytes: number,
  duration_in_seconds: number,
})
const itemSchema = v.object({
  id: text(fieldLimit),
  url: short,
  external_url: short,
  title: text(fieldLimit),
  content_html: text(contentLimit),
  content_text: text(contentLimit),
  summary: text(fieldLimit),
  image: address,
  banner_image: address,
  language: short,
  date_published: short,
  date_modified: short,
  author: rows(authorSchema),
  authors: rows(authorSchema),
  tags: rows(short),
  attachments: rows(attachmentSchema),
})
const feedSchema = v.object({
  version: short,
  title: text(fieldLimit),
  home_page_url: short,
  language: short,
  icon: short,
  favicon: short,
  author: rows(authorSchema),
  authors: rows(authorSchema),
  items: v.array(v.unknown()),
})

type Item = v.InferOutput<typeof itemSchema>

/** @returns null when it is JSON but no JSON Feed; Damage when it says that it is one and cannot be read. */
export function parseJsonFeed(source: string): RawFeed | Damage | null {
  const isDeclared = /jsonfeed\.org\/version/.test(source.slice(0, 65_536))
  const { json, isRepaired } = readJson(source, isDeclared)
  if (json === null) return isDeclared ? { detail: 'JSON is not well-formed' } : null
  if (typeof json !== 'object' || Array.isArray(json) || !looksLikeFeed(json)) return null
  const { items } = json as { items?: unknown }
  if (!Array.isArray(items)) return { detail: '`items` is not a list' }
  const feed = v.safeParse(feedSchema, { ...withNulls(feedSchema, json), items: items.slice(0, mostItems) })
  if (!feed.success) return { detail: feed.issues[0].message.slice(0, 200) }
  const { output } = feed
  const owners = output.authors.length > 0 ? output.authors : output.author
  return {
    format: 'json',
    title: wordsOf(output.title),
    siteUrl: output.home_page_url,
    language: output.language,
    iconUrl: output.icon ?? output.favicon,
    ttlMinutes: null,
    hints: noHints,
    base: null,
    isRepaired: isRepaired || !isVersion(output.version),
    items: output.items.flatMap((row) => rawItems(row, owners)),
  }
}

function rawItems(row: unknown, owners: readonly { readonly name: string | null }[]): RawItem[] {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return []
  const item = v.safeParse(itemSchema, withNulls(itemSchema, row))
  return item.success ? [rawItem(item.output, owners)] : []
}

function rawItem(item: Item, owners: readonly { readonly name: string | null }[]): RawItem {
  const signed = [item.authors, item.author, owners].find((all) => all.length > 0) ?? []
  const written = item.content_html === null ? null : withoutSelfClosed(item.content_html)
  const html = written ?? (item.content_text === null ? null : escapeText(item.content_text))
  return {
    guid: item.id,
    isPermaLink: true,
    link: item.url ?? item.external_url,
    title: wordsOf(item.title),
    publishedText: item.date_published,
    updatedText: item.date_modified,
    spareDateTexts: [],
    authors: signed.flatMap(({ name }) => (name === null ? [] : [name])),
    contentHtml: html,
    summaryHtml: wordsOf(item.summary),
    categories: tagsOf(item.tags),
    pictures: [
      ...[item.image, item.banner_image].flatMap((url) => picture(url, null)),
      ...item.attachments
        .filter(({ mime_type: type }) => /^image\//i.test(type ?? ''))
        .slice(0, 100)
        .flatMap(({ url, title }) => picture(url, title)),
    ],
    enclosures: item.attachments.slice(0, 100).flatMap((one) => enclosure(one)),
    commentsUrl: null,
    language: item.language,
    base: null,
    textBase: null,
  }
}

/** A text that ought to be plain, as HTML. */
const wordsOf = (text: string | null): string | null => {
  if (text === null) return null
  return hasEntity(text) || isMarkup.test(text) ? text : escapeText(text)
}

/** Each tag; one text with commas in it is all of them. */
function tagsOf(tags: readonly string[]): string[] {
  const [only = '', ...others] = tags
  const all = others.length > 0 ? tags : only.split(',').map((tag) => tag.trim())
  return all.filter((tag) => tag !== '').slice(0, 100)
}

const picture = (url: string | null, title: string | null): RawPicture[] =>
  url === null
    ? []
    : [
        {
          url,
          width: null,
          height: null,
          kind: 'picture',
          group: null,
          title: null,
          description: title === null ? null : escapeText(title),
          credit: null,
        },
      ]

const enclosure = (one: Item['attachments'][number]): RawEnclosure[] =>
  one.url === null
    ? []
    : [
        {
          url: one.url,
          type: one.mime_type,
          bytes: one.size_in_bytes,
          durationSeconds: one.duration_in_seconds,
        },
      ]

const isVersion = (text: unknown) => typeof text === 'string' && /jsonfeed\.org\/version/.test(text)

/** It says so, or it has items and says whose they are: some leave the version out. */
function looksLikeFeed(json: object): boolean {
  const said = (name: string) =>
    Object.hasOwn(json, name) ? (json as Record<string, unknown>)[name] : undefined
  if (isVersion(said('version'))) return true
  const first: unknown = Array.isArray(said('items')) ? (said('items') as unknown[])[0] : null
  const hasTexts =
    typeof first === 'object' && first !== null && ('content_text' in first || 'content_html' in first)
  if (hasTexts && /^1(?:\.[01])?$/.test(String(said('version')))) return true
  const isNamed = typeof said('home_page_url') === 'string' || typeof said('feed_url') === 'string'
  return isNamed && Array.isArray(said('items'))
}

/** Only the fields that a schema knows, each present: own properties, so `__proto__` is just a word. */
function withNulls(schema: { readonly entries: object }, value: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(schema.entries).map((key) => [
      key,
      Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : null,
    ]),
  )
}

function tidy(value: string): string {
  return value
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .trim()
}
