/**
 * archivePlan.ts — what a victim does with articles, numbered, and how to see from a library which of it is there.
 *
 * Ten numbers belong to one paper: six bring an article each (some of them forty, some one of a megabyte and a half, so that
 * segments fill up), then a change, a removal, a deletion by hand and validators; the middle three are of what came thirty
 * numbers before, which was asked for first. From n alone everything about the change follows.
 */
import type { ArticleDraft, StoredHeadline } from '../../main/model/article.ts'
import type { Library } from '../../main/model/library.ts'
import type { ArticleId, FeedId } from '../../preload/contract/model.ts'
import { anArticle } from '../helpers/library.ts'

export const papers = ['harbour', 'kiln', 'tram'] as readonly string[] as readonly FeedId[]
const many = 40

export type ArchiveKind = 'add' | 'change' | 'remove' | 'delete' | 'validators'

export function archiveKindOf(n: number): ArchiveKind {
  if (n % 10 === 9) return 'validators'
  // There is nothing thirty numbers before.
  if (n < 30) return 'add'
  return ({ 5: 'change', 7: 'remove', 8: 'delete' } as const)[n % 10] ?? 'add'
}

export const paperOf = (n: number) => papers[Math.floor(n / 10) % papers.length] as FeedId
export const articleOf = (n: number) => `x${String(n)}` as ArticleId
const decade = (n: number) => n - (n % 10)
/** What a change, a removal or a deletion is of. */
const targetOf = (n: number) =>
  decade(n) - 30 + { change: 0, remove: 1, delete: 2, add: 0, validators: 0 }[archiveKindOf(n)]

/** What became of an article later, if it was asked for. */
const fateOf = (n: number) => (n % 10 > 2 ? null : decade(n) + 30 + ([5, 7, 8][n % 10] as number))

function textOf(n: number): string {
  const words = n % 100 === 94 ? 150_000 : n % 37 === 30 ? 6000 : 20 + (n % 90)
  return `<p>${String(n)}: ${'rain 港 '.repeat(words)}</p>`
}

/** Article `id` as change `n` says it. */
function draftOf(id: ArticleId, n: number): ArticleDraft {
  return anArticle(
    { id, title: `t${String(n)}`, contentHash: `h${String(n)}`, sortedAt: n, arrivedAt: n },
    { bodyHtml: textOf(n) },
  )
}

function draftsOf(n: number): readonly ArticleDraft[] {
  const beside = n % 50 === 1 ? Array.from({ length: many }, (_, k) => `${articleOf(n)}-${String(k)}`) : []
  return [articleOf(n), ...(beside as ArticleId[])].map((id) => draftOf(id, n))
}

/** True when it was acknowledged; articles are by then on the medium. */
export async function makeArchiveChange(library: Library, n: number): Promise<boolean> {
  const { articles } = library
  const feed = paperOf(n)
  const target = articleOf(targetOf(n))
  switch (archiveKindOf(n)) {
    case 'add':
      return (await articles.keep(feed, draftsOf(n), [])).ok && (await library.syncArticles([feed])).ok
    case 'change':
      return (
        (await articles.keep(feed, [], [draftOf(target, n)])).ok && (await library.syncArticles([feed])).ok
      )
    case 'remove':
      return (await articles.remove(feed, [target], true)).ok
    case 'delete':
      return (await articles.delete(feed, { id: target, deletedAt: n, paper: feed, mark: null })).ok
    case 'validators':
      library.changeFetchRecord(feed, { etag: `"${String(n)}"`, bodyHash: `h${String(n)}` })
      return true
  }
}

export interface Judgement {
  readonly acknowledged: readonly number[]
  /** None after it was asked for. */
  readonly asked: number
  /** Papers of which the library told that something was lost. */
  readonly told?: ReadonlySet<FeedId>
  /** Texts are read of so many of the newest articles; of all when it is left out. */
  readonly texts?: number
}

/** @returns sentences; none when all that was acknowledged is there or told as lost, and nothing else is there. */
export async function judgeArchive(
  library: Library,
  { acknowledged, asked, told = new Set(), texts = Infinity }: Judgement,
): Promise<readonly string[]> {
  await library.headlinesReady
  const done = new Set(acknowledged)
  const deleted = new Set((await library.deleted.list()).map(({ id }) => id))
  const stones = new Set(papers.flatMap((feed) => Array.from(library.removedOf(feed), ({ id }) => id)))
  const wrong: string[] = []
  const read = acknowledged.slice(-Math.min(texts, acknowledged.length))
  for (const n of acknowledged) {
    if (archiveKindOf(n) !== 'add' || told.has(paperOf(n))) continue
    const fate = fateOf(n)
    const isDone = fate !== null && done.has(fate)
    const mayBe = fate !== null && fate <= asked
    const kind = fate === null ? 'add' : archiveKindOf(fate)
    for (const { headline } of draftsOf(n)) {
      const { id } = headline
      const found = library.findHeadline(id)
      const isSame = id === articleOf(n)
      const mayGo = isSame && mayBe && kind !== 'change'
      if (found === null && !mayGo) wrong.push(`article ${id} is lost`)
      if (found === null && mayGo && !stones.has(id)) wrong.push(`article ${id} is lost without a stone`)
      if (found === null && mayGo && kind === 'delete' && !deleted.has(id))
        wrong.push(`deleted ${id} is lost`)
      if (found !== null && isSame && isDone && kind !== 'change') wrong.push(`article ${id} came back`)
      if (found === null) continue
      if (found.feedId !== paperOf(n)) wrong.push(`article ${id} is in another paper`)
      const isChanged = found.headline.title === `t${String(fate ?? -1)}`
      if (isSame && kind === 'change' && isDone && !isChanged)
        wrong.push(`the change ${String(fate)} of ${id} is lost`)
      if (isChanged && !mayBe) wrong.push(`the change of ${id} was never asked for`)
    }
  }
  for (const n of read) {
    if (archiveKindOf(n) !== 'add' || told.has(paperOf(n))) continue
    const found = library.findHeadline(articleOf(n))
    if (found !== null) wrong.push(...(await judgeText(library, found.feedId, found.headline, done)))
  }
  return [...wrong, ...judgeNothingElse(library, asked)]
}

async function judgeText(
  library: Library,
  feed: FeedId,
  headline: StoredHeadline,
  done: ReadonlySet<number>,
): Promise<readonly string[]> {
  const n = Number(headline.title.slice(1))
  const body = await library.articles.readBody(feed, headline)
  if (body === null) return [`the text of ${headline.id} is lost`]
  if (body.bodyHtml !== textOf(n)) return [`the text of ${headline.id} is not what was said`]
  const first = Number(headline.id.slice(1))
  if (first === n || !done.has(first)) return []
  const versions = await library.articles.readVersions(feed, headline)
  const isWhole = versions.length === 2 && versions[0]?.body.bodyHtml === textOf(first)
  return isWhole ? [] : [`what ${headline.id} said before is lost`]
}

/** Headlines, validators: whatever is there was asked for, and says what it said. */
function judgeNothingElse(library: Library, asked: number): readonly string[] {
  const wrong: string[] = []
  for (const feed of papers) {
    const ids = new Set<string>()
    for (const headline of library.headlinesOf(feed)) {
      const { id, title, contentHash } = headline
      const n = Number(title.slice(1))
      const own = Number(/^x(\d+)/.exec(id)?.[1] ?? NaN)
      const isAsked = n <= asked && own <= asked && paperOf(own) === feed
      const isOwn = n === own || n === fateOf(own)
      // An empty hash: its text is lost, and told.
      const isWhole = contentHash === `h${String(n)}` || contentHash === ''
      if (!isAsked || !isOwn || !isWhole || ids.has(id))
        wrong.push(`article ${id} (${title}) was never asked for`)
      ids.add(id)
    }
    const { etag, bodyHash } = library.fetchRecord(feed)
    const n = Number(etag?.slice(1, -1) ?? NaN)
    const isAsked = n <= asked && paperOf(n) === feed && archiveKindOf(n) === 'validators'
    if (etag === null ? bodyHash !== '' : !isAsked || bodyHash !== `h${String(n)}`)
      wrong.push(`validators ${String(etag)} of ${feed} were never given`)
  }
  return wrong
}

/** Papers of which something is told as lost. */
export function toldOf(library: Library): ReadonlySet<FeedId> {
  return new Set(
    library.trouble.flatMap((each) => (each.kind === 'articles-damaged' ? [each.paper as FeedId] : [])),
  )
}
