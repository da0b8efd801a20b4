/**
 * draft.ts — one item of a feed as an article: title, people, times, text, notes, picture.
 *
 * Room:     main/normalise. Pure. Identity is decided elsewhere (identity.ts), for all items together.
 */
import type { RawItem } from '../parse/types.ts'
import { resolveWebUrl } from '../base/urls.ts'
import { withPicturesBehind } from './backdrops.ts'
import { hasPictures, withPicturesBeside } from './besideText.ts'
import { contributorsOf } from './contributors.ts'
import { hashOf } from './contentHash.ts'
import { readFirstDate, sortTime } from './dates.ts'
import { languageTag } from './languageTag.ts'
import { dissect } from './dissect.ts'
import { isExcerpt, withoutReadOn } from './excerpts.ts'
import { extrasOf } from './extras.ts'
import type { Identity } from './identity.ts'
import { paragraphs, withLines } from './paragraphs.ts'
import { ownJumps } from './jumps.ts'
import { leadPicture } from './pictures.ts'
import { hasMore, shownText } from './shownText.ts'
import { collapse, plainText, startOf } from './text.ts'
import { withStampedLines } from './timeStamps.ts'
import { titleOf, titleText } from './titles.ts'
import type { ArticleDraft, StoredBody, StoredHeadline } from '../model/article.ts'
import type { Zone } from '../model/ingest.ts'

/** What holds for all items of one document. */
export interface Ground {
  readonly now: number
  readonly language: string | null
  /** What relative addresses stand on when an item says nothing. */
  readonly base: string
  /** Where dates without a zone are written; null: by the language, else UTC. */
  readonly zone?: Zone | null
  /** The picture of the whole feed; absent or null: none. */
  readonly picture?: string | null
}

/** One item, understood; everything but its id. */
export interface Understood {
  readonly guid: string | null
  readonly link: string | null
  readonly title: string
  /** Plain text of the body, without the group's boilerplate. */
  readonly text: string
  /** The item's own title is missing; `title` stands in for it. */
  readonly hasNoTitle: boolean
  readonly headline: Omit<StoredHeadline, 'id' | 'secondKey'>
  readonly body: StoredBody
}

export function understand(item: RawItem, ground: Ground): Understood {
  const linkBase = item.base ?? ground.base
  const link = linkOf(item, linkBase)
  const language = languageTag(item.language) ?? ground.language
  const dates = [item.publishedText, item.updatedText, ...item.spareDateTexts]
  const publishedAt = readFirstDate(dates, { language, zone: ground.zone ?? null })
  const base = item.textBase ?? item.base ?? link ?? ground.base
  const written = paragraphs(item.contentHtml ?? item.summaryHtml ?? '')
  const lined = ownJumps(withStampedLines(withLines(written)), link, base)
  const raw = hasPictures(item) ? lined : withPicturesBehind(lined, base)
  const ownTitle = item.title === null ? '' : titleText(item.title)
  const parts = dissect(raw, ownTitle, link)
  const text = plainText(parts.bodyHtml)
  const shown = hasMore(parts.bodyHtml) ? shownText(parts.bodyHtml) : text
  const title = titleOf(item.title, shown, publishedAt ?? ground.now)
  const isGroupSigned = parts.isGroup && parts.contributors.length > 0
  const line = collapse(opening(parts.bodyHtml, shown).slice(0, 1000))
  const begun = ownTitle === '' ? behindTitle(line, title) : line
  return {
    guid: item.guid,
    link,
    title,
    text,
    hasNoTitle: ownTitle === '',
    headline: {
      contentHash: hashOf(ownTitle, text),
      url: link,
      title,
      contributors: isGroupSigned ? parts.contributors : contributorsOf(item.authors),
      sortedAt: sortTime(publishedAt, ground.now),
      publishedAt,
      arrivedAt: ground.now,
      changedAt: null,
      snippet: startOf(begun.length < 600 ? withoutReadOn(begun) : begun, 300),
      picture: leadPicture(item, raw, base),
      record: -1,
    },
    body: {
      cleaned: 0,
      bodyHtml: withPicturesBeside(item, parts.bodyHtml, {
        base,
        text,
        title: ownTitle,
        feedPicture: ground.picture ?? null,
      }),
      outletNotesHtml: parts.outletNotesHtml,
      outletLine: parts.outletLine,
      credits: parts.credits,
      links: [...parts.links, ...extrasOf(item, raw, link, base)],
      language,
      isExcerpt: isExcerpt(item, text, raw, link),
      pictures: [],
      base,
    },
  }
}

/** First words that stand in for a title are not said again below it. */
function behindTitle(line: string, title: string): string {
  const said = title.endsWith('…') ? title.slice(0, -1) : title
  return line.startsWith(said) ? line.slice(said.length).replace(/^[\s,;:–-]+/u, '') : line
}

/** The text that a snippet begins with: what stands below pictures is no beginning. */
function opening(bodyHtml: string, text: string): string {
  const start = bodyHtml.slice(0, 4000)
  if (!/<figcaption/i.test(start)) return text
  // What is read is five snippets long: pictures with many sizes are longer than that.
  const shown = start
    .replace(/<figcaption\b[^<>]*>[^]*?(?:<\/figcaption>|$)|<(?:img|source)\b[^<>]*>/gi, '')
    .slice(0, 1500)
  const words = (hasMore(shown) ? shownText : plainText)(shown)
  return words === '' ? text : words
}

/** True for an item that says nothing at all; it could not be told apart from the next such item. */
export function isEmpty({ guid, link, text, hasNoTitle, body }: Understood): boolean {
  return guid === null && link === null && text === '' && hasNoTitle && body.bodyHtml === ''
}

export function toDraft(
  understood: Understood,
  { id, secondKey }: Pick<Identity, 'id' | 'secondKey'>,
): ArticleDraft {
  return { headline: { id, secondKey, ...understood.headline }, body: understood.body }
}

/** The item's page: its link, else a guid that is an address, else the sound or film that is all there is of it. */
function linkOf(item: RawItem, base: string): string | null {
  const own = item.link === null ? null : resolveWebUrl(item.link, base)
  if (own !== null) return own
  const { guid, isPermaLink } = item
  const byGuid = isPermaLink && guid !== null && /^https?:\/\//i.test(guid) ? resolveWebUrl(guid, null) : null
  const media = item.enclosures[0] ?? (guid === null && item.title === null ? item.pictures[0] : undefined)
  return byGuid ?? (media === undefined ? null : resolveWebUrl(media.url, base))
}
