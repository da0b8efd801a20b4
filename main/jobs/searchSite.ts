/**
 * searchSite.ts — from a page to the feeds of its paper: what it names, where it leads, its site's root, the usual places.
 *
 * Room:     main/jobs.
 * Promises: a page that sends its readers on is followed once; every feed that is named is offered, the first five with their
 *           headlines, the others unasked; what the reader did not name is asked by the robots gate, one after the other, and
 *           the search ends at the first place that has a feed.
 * Knows:    pages of articles on old sites name no feed, or only the comments on that article.
 */
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Failure, Outcome } from '../../preload/contract/failure.ts'
import type { FeedCandidate, FeedGroup } from '../../preload/contract/model.ts'
import type { Exchange } from '../model/exchange.ts'
import type { PackedIngest } from '../model/ingest.ts'
import type { Discovery, FoundFeed } from '../model/discovery.ts'
import { archiveUrlOf } from '../outlets/wordPress.ts'

export type Fresh = Extract<Exchange, { kind: 'fresh' }>

export interface Look {
  /** The document, feed or not; null when none came. */
  readonly answer: Fresh | null
  readonly ingest: Outcome<PackedIngest>
}

export interface SiteSearchers {
  /** An address that the reader or the reader's page named. */
  readonly look: (url: string) => Promise<Look>
  /** One that we chose. */
  readonly lookPolitely: (url: string) => Promise<Look>
  readonly read: (page: Fresh) => Promise<Outcome<Discovery>>
  readonly found: (url: string, ingest: PackedIngest, group: FeedGroup) => FeedCandidate
  readonly failed: (feed: FoundFeed, failure: Failure) => FeedCandidate
  readonly unasked: (feed: FoundFeed) => FeedCandidate
}

const lookedAtMost = 5
const usualPlaces = ['/feed', '/rss', '/feed.xml', '/rss.xml', '/atom.xml', '/index.xml']

export async function searchSite(by: SiteSearchers, page: Fresh): Promise<Outcome<readonly FeedCandidate[]>> {
  const read = await by.read(page)
  if (!read.ok) return read
  const { wall, feeds, leadsTo } = read.value
  if (wall !== null) return fail({ kind: 'not-a-feed', url: page.finalUrl, found: wall })
  if (feeds.some(({ group }) => group !== 'comments')) return told(await offer(by, feeds), page)
  if (leadsTo !== null) return followOn(by, leadsTo)
  const places = [
    () => oneLevelDown(by, read.value),
    ...above(page.finalUrl).map((url) => () => atPage(by, url)),
    () => offer(by, feeds),
    () => usual(by, page.finalUrl),
  ]
  const unreadable: FeedCandidate[] = []
  for (const look of places) {
    const candidates = await look()
    if (candidates.some(({ failure }) => failure === null)) return ok(candidates)
    unreadable.push(...candidates)
  }
  return told(unreadable, page)
}

/** Once: a page that sends us to a page that sends us on is left. */
async function followOn(by: SiteSearchers, url: string): Promise<Outcome<readonly FeedCandidate[]>> {
  const { answer, ingest } = await by.look(url)
  if (ingest.ok) return ok([by.found(url, ingest.value, 'articles')])
  if (answer === null || ingest.failure.kind !== 'not-a-feed') return ingest
  const noFurther: SiteSearchers = {
    ...by,
    read: async (page) => {
      const read = await by.read(page)
      return read.ok ? ok({ ...read.value, leadsTo: null }) : read
    },
  }
  return searchSite(noFurther, answer)
}

function told(looks: readonly FeedCandidate[], page: Fresh): Outcome<readonly FeedCandidate[]> {
  const [first] = looks
  if (first === undefined) return fail({ kind: 'no-feed-found', url: page.finalUrl })
  // Two addresses of one feed (RSS and Atom of the same outlet) both stay: the reader sees what each offers.
  const isAnyReadable = looks.some(({ failure }) => failure === null)
  return isAnyReadable || first.failure === null ? ok(looks) : fail(first.failure)
}

/** In the page's order. */
async function offer(by: SiteSearchers, feeds: readonly FoundFeed[]): Promise<FeedCandidate[]> {
  const looked = await Promise.all(
    feeds.slice(0, lookedAtMost).map(async (feed) => {
      const { ingest } = await by.look(feed.url)
      return ingest.ok ? by.found(feed.url, ingest.value, feed.group) : by.failed(feed, ingest.failure)
    }),
  )
  return [...looked, ...feeds.slice(lookedAtMost).map(by.unasked)]
}

/** Pages of the site that speak of feeds: each may be one, or name some. One level, five pages, robots.txt obeyed. */
async function oneLevelDown(by: SiteSearchers, page: Discovery): Promise<FeedCandidate[]> {
  const { feedPages, moreFeeds, wordPress } = page
  const found: FeedCandidate[] = []
  const named: FoundFeed[] = []
  const add = (feeds: readonly FoundFeed[]) => {
    named.push(...feeds.filter((feed) => [...named, ...found].every(({ url }) => url !== feed.url)))
  }
  for (const url of feedPages) {
    const { answer, ingest } = await by.lookPolitely(url)
    if (ingest.ok) found.push(by.found(url, ingest.value, 'articles'))
    else if (answer !== null && ingest.failure.kind === 'not-a-feed') {
      const read = await by.read(answer)
      if (!read.ok) continue
      add(read.value.feeds)
      if (read.value.feeds.length === 0) add(listed(read.value))
    }
  }
  // A list of feeds: those that were looked at are some, so the others are too.
  if (found.length > 0) add(moreFeeds)
  const places = Math.max(0, lookedAtMost - found.length)
  found.push(...(await offer(by, named.slice(0, places))), ...named.slice(places).map(by.unasked))
  if (wordPress !== null && found.every(({ failure }) => failure !== null)) {
    const url = archiveUrlOf(wordPress)
    const { ingest } = await by.lookPolitely(url)
    if (ingest.ok) found.push(by.found(url, ingest.value, 'articles'))
  }
  return found
}

/** What a page of feeds lists without naming it as such. */
function listed({ feedPages, moreFeeds }: Discovery): readonly FoundFeed[] {
  if (moreFeeds.length === 0 && feedPages.length < 2) return []
  return [
    ...feedPages.map((url): FoundFeed => ({ url, title: null, type: null, group: 'articles' })),
    ...moreFeeds,
  ]
}

/** The root of the site, and its first folder, where a paper may live on somebody's site. */
function above(url: string): readonly string[] {
  const { origin, pathname } = new URL(url)
  const folders = pathname.split('/').slice(1, -1)
  const root = `${origin}/`
  const first = folders[0] === undefined ? null : `${root}${folders[0]}/`
  return [root, first].filter((each) => each !== null && each !== `${origin}${pathname}`) as string[]
}

async function atPage(by: SiteSearchers, url: string): Promise<FeedCandidate[]> {
  const { answer, ingest } = await by.lookPolitely(url)
  if (ingest.ok) return [by.found(url, ingest.value, 'articles')]
  if (answer === null || ingest.failure.kind !== 'not-a-feed') return []
  const read = await by.read(answer)
  if (!read.ok || read.value.wall !== null) return []
  const { feeds } = read.value
  return feeds.some(({ group }) => group !== 'comments') ? offer(by, feeds) : oneLevelDown(by, read.value)
}

async function usual(by: SiteSearchers, url: string): Promise<FeedCandidate[]> {
  for (const place of usualPlaces) {
    const at = new URL(place, url).href
    const { answer, ingest } = await by.lookPolitely(at)
    if (ingest.ok) return [by.found(at, ingest.value, 'articles')]
    const isNo = answer !== null || ['http', 'gone', 'robots'].includes(ingest.failure.kind)
    // It is busy, or away: it is not asked five times more.
    if (!isNo) return []
  }
  return []
}
