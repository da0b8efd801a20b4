/**
 * ArticleFrame.ts — sets one article into its frame: masthead, title, byline, body, and what belongs below it.
 *
 * Room:     renderer/panes.
 * Promises: the outlet's words reach the frame as text, but for the two `…Html` fields, which are cleaned again
 *           right here before they are put in (articleReading.ts). No element gets a style attribute: the frame's policy forbids it.
 */
import type { Article, ArticleLink, Player } from '../../preload/contract/model.ts'
import { hostOf } from '../text/hostOf.ts'
import { longTime } from '../text/times.ts'
import type { Speech } from '../text/useText.ts'
import { isBeginning } from './firstWords.ts'
import { drawAtOnce, drawInSlices } from './articleDrawing.ts'
import { readBody } from './articleReading.ts'
import type { ReadBody } from './articleReading.ts'
import { inTurns } from './inTurns.ts'
import { playerElement } from './player.ts'

/** Of each kind, under an article. */
const mostLinks = 200

/**
 * Puts the article in place of what was there and begins at its top. A long one stands with its beginning, and goes on to be
 * drawn until `signal` is aborted.
 *
 * @param onDrawn All of it stands.
 */
export function setArticle(
  page: Document,
  article: Article,
  speech: Speech,
  signal: AbortSignal = new AbortController().signal,
  onDrawn: () => void = () => undefined,
): void {
  const main = page.createElement('main')
  const language = article.language ?? guessLanguage(article.title)
  main.lang = language
  main.append(head(page, article, speech))
  page.documentElement.lang = speech.language
  page.title = article.title
  page.body.replaceChildren(main)
  page.defaultView?.scrollTo(0, 0)
  inTurns(readArticle(page, article), signal, ({ body, notes }) => {
    const cut = [...new Set([...article.cut, ...body.cut, ...(notes?.cut ?? [])])]
    const text = bodyOf(page, body)
    if (isBeginning(article.title, body.pieces)) main.querySelector('h1')?.classList.add('spoken')
    main.append(text, foot(page, { ...article, cut }, notes, speech))
    inTurns(drawInSlices(text, body.pieces), signal, onDrawn)
  })
}

function* readArticle(
  page: Document,
  { bodyHtml, outletNotesHtml }: Article,
): Generator<undefined, { readonly body: ReadBody; readonly notes: ReadBody | null }> {
  const body = yield* readBody(page, bodyHtml)
  return { body, notes: outletNotesHtml === '' ? null : yield* readBody(page, outletNotesHtml) }
}

function head(page: Document, article: Article, { words, locale, language }: Speech): HTMLElement {
  const header = page.createElement('header')
  header.append(
    outletsLine(page, 'p', 'masthead', article.outletName),
    outletsLine(page, 'h1', '', article.title),
  )
  if (article.contributors.length > 0) {
    const names = new Intl.ListFormat(article.language?.startsWith('ja') === true ? 'ja' : language, {
      style: 'long',
      type: 'conjunction',
    }).format(article.contributors)
    header.append(outletsLine(page, 'p', 'byline', words.article.by(names)))
  }
  if (article.outletLine !== null && article.outletLine !== article.outletName) {
    header.append(outletsLine(page, 'p', 'outlet-line', article.outletLine))
  }
  const at = article.publishedAt ?? article.sortedAt
  const dateline = line(page, 'p', 'dateline', '')
  dateline.lang = language
  const time = page.createElement('time')
  time.dateTime = new Date(at).toISOString()
  time.textContent = longTime(at, locale)
  if (article.publishedAt === null) time.title = words.headlines.estimated
  dateline.append(time)
  if (article.isChanged) {
    const changed = line(page, 'span', 'changed', words.headlines.changed)
    changed.title = words.article.changed
    dateline.append(changed)
  }
  header.append(dateline)
  return header
}

/** Still empty. */
function bodyOf(page: Document, { direction }: ReadBody): HTMLElement {
  const element = page.createElement('div')
  element.className = 'body'
  element.dir = direction
  return element
}

function foot(
  page: Document,
  article: Article,
  notes: ReadBody | null,
  { words, language }: Speech,
): HTMLElement {
  const footer = page.createElement('footer')
  footer.lang = language
  const text = words.article
  if (article.cut.length > 0) {
    const list = new Intl.ListFormat(language).format(article.cut.map((cut) => text.cuts[cut]))
    const note = line(page, 'p', 'cut', `${text.cut(list)} `)
    if (article.url !== null) note.append(link(page, article.url, text.readThere))
    footer.append(note)
  }
  if (article.isExcerpt) {
    const note = line(page, 'p', 'excerpt', `${text.excerpt} `)
    if (article.url !== null) note.append(link(page, article.url, text.readThere))
    footer.append(note)
  }
  for (const credit of article.credits) footer.append(outletsLine(page, 'p', 'credit', credit))
  const titles = { source: text.sources, media: text.media, comments: text.comments }
  const titleOf = ({ kind }: ArticleLink) =>
    kind in titles ? titles[kind as keyof typeof titles] : text.prints
  for (const title of [text.media, text.sources, text.prints, text.comments]) {
    footer.append(
      ...linkList(
        page,
        title,
        article.links.filter((one) => titleOf(one) === title).slice(0, mostLinks),
        article.players,
      ),
    )
  }
  if (notes !== null) {
    const folded = page.createElement('details')
    const inner = bodyOf(page, notes)
    inner.className = 'notes'
    drawAtOnce(inner, notes.pieces)
    folded.append(line(page, 'summary', '', text.notes), inner)
    footer.append(folded)
  }
  const { kept, total } = article.pictures
  if (kept < total) footer.append(line(page, 'p', 'kept', text.picturesKept(kept, total)))
  if (article.isChanged) footer.append(line(page, 'p', 'kept', text.changedSince))
  return footer
}

function linkList(
  page: Document,
  title: string,
  links: readonly ArticleLink[],
  players: readonly Player[],
): HTMLElement[] {
  if (links.length === 0) return []
  const list = page.createElement('ul')
  list.className = 'links'
  for (const { url, label } of links) {
    const item = page.createElement('li')
    const player = players.find((one) => one.url === url)
    if (player !== undefined) item.append(playerElement(page, player, label))
    item.append(link(page, url, label === '' ? hostOf(url) : label))
    if (label !== '' && label !== url) item.append(line(page, 'span', 'host', hostOf(url)))
    list.append(item)
  }
  return [line(page, 'h2', 'links-title', title), list]
}

function link(page: Document, url: string, text: string): HTMLElement {
  const anchor = page.createElement('a')
  if (/^(https?|mailto):/i.test(url)) anchor.setAttribute('href', url)
  anchor.textContent = text
  return anchor
}

function line(page: Document, tag: string, className: string, text: string): HTMLElement {
  const element = page.createElement(tag)
  if (className !== '') element.className = className
  element.textContent = text
  return element
}

/** Words of the outlet: right to left where they are written so. */
function outletsLine(page: Document, tag: string, className: string, text: string): HTMLElement {
  const element = line(page, tag, className, text)
  element.dir = 'auto'
  return element
}

/** Kana are Japanese; all else is left to the reader's own eyes. */
function guessLanguage(title: string): string {
  return /[\u3040-\u30ff]/.test(title) ? 'ja' : ''
}
