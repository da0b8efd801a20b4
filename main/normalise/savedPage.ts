/**
 * savedPage.ts — a page that somebody saved, as text or as HTML, as an article.
 *
 * Room:     main/normalise. Pure; the date of a page without a date is `now`.
 * Reads:    ` date YYYY-MM-DD Title …` and then blocks (what page-to-text tools write); plain text, the first line
 *           being the title; saved HTML pages.
 * Knows:    the date line is the tool's, not the outlet's: feeds and pages never hold it.
 */
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import { decodeDocument } from '../parse/decode.ts'
import { escapeText } from '../parse/entities.ts'
import { isBinary } from '../parse/sniff.ts'
import { emptyItem } from '../parse/types.ts'
import type { RawItem } from '../parse/types.ts'
import { cleanStoredBody } from './clean.ts'
import { readDate } from './dates.ts'
import { toDraft, understand } from './draft.ts'
import { identify } from './identity.ts'
import { cutPageHead } from './pageHead.ts'
import { paragraphsIn } from './paragraphs.ts'
import { readHtmlPage } from './savedHtml.ts'
import type { PageParts } from './savedHtml.ts'
import type { ArticleDraft } from '../model/article.ts'

export interface SavedPage {
  readonly feedId: string
  /** The file's name, for titles of last resort and for failures. */
  readonly name: string
  readonly bytes: Uint8Array
  readonly now: number
}

const limitBytes = 5 * 1024 * 1024
/** What relative addresses of a page without an address of its own stand on; leads nowhere (RFC 2606). */
const nowhere = 'https://saved.invalid/'

/** @returns The article, cleaned; `not-a-page` for what is neither text nor HTML; `too-big-a-file` above 5 MB. */
export function readSavedPage({ feedId, name, bytes, now }: SavedPage): Outcome<ArticleDraft> {
  if (bytes.length > limitBytes) return fail({ kind: 'too-big-a-file', name, limitBytes })
  if (bytes.length === 0 || isBinary(bytes)) return fail({ kind: 'not-a-page', name })
  const text = decodeDocument(bytes, null).text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
  if (!/[\p{L}\p{N}]/u.test(text)) return fail({ kind: 'not-a-page', name })
  const page = isHtml(text) ? readHtmlPage(text) : readTextPage(text)
  if (page === null) return fail({ kind: 'not-a-page', name })
  const head = cutPageHead(page.html, page.authors, page.site)
  const item: RawItem = {
    ...emptyItem,
    title: page.title === null ? escapeText(nameAsTitle(name)) : escapeText(page.title),
    link: page.url,
    publishedText: page.date,
    authors: head.authors,
    contentHtml: head.html,
  }
  const base = page.url ?? nowhere
  const article = understand(item, { now, language: page.language, base })
  const [identity] = identify(feedId, [article])
  if (identity === undefined) throw new Error('one item has one identity')
  const draft = toDraft(article, identity)
  const outletLine = draft.body.outletLine ?? head.outletLine
  return ok({
    headline: draft.headline,
    body: cleanStoredBody({ ...draft.body, outletLine, isExcerpt: false }),
  })
}

function isHtml(text: string): boolean {
  return /<!doctype\s+html|<html[\s>]|<body[\s>]|<head[\s>]|<(?:p|div|article|h1)[\s>]/i.test(
    text.slice(0, 20_000),
  )
}

/** First line: ` date YYYY-MM-DD Title`, or the title. Blocks stand apart by blank lines, or one a line. */
function readTextPage(text: string): PageParts {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  const at = lines.findIndex((line) => line.trim() !== '')
  const first = lines[at]?.trim() ?? ''
  const dated = /^date (\d{4}-\d{2}-\d{2}) (\S.*)$/u.exec(first)
  const isDated = dated !== null && readDate(dated[1] ?? '') !== null
  const isTitle = isDated || first.length <= 200
  const rest = lines.slice(isTitle ? at + 1 : at).join('\n')
  const html = paragraphsIn(rest)
    .map((block) => `<p>${block.map(escapeText).join('<br>')}</p>`)
    .join('\n')
  return {
    title: isDated ? (dated[2] ?? first) : isTitle ? first : null,
    url: null,
    date: isDated ? (dated[1] ?? null) : null,
    authors: [],
    language: null,
    html,
    site: null,
  }
}

function nameAsTitle(name: string): string {
  return name
    .replace(/^.*[/\\]/, '')
    .replace(/\.(?:txt|html?|xhtml)$/i, '')
    .replace(/[-_]+/g, ' ')
}
