/** matchingRound.ts — a feed of 500 against what is known, in the ways in which papers change. Bundled by matching.mjs. */
import { understand } from '../../main/normalise/draft.ts'
import type { Understood } from '../../main/normalise/draft.ts'
import { draftOf, isChanged, recognise } from '../../main/normalise/recognise.ts'
import type { IngestInput, KnownArticle } from '../../main/model/ingest.ts'
import { emptyItem } from '../../main/parse/types.ts'

export interface Measured {
  readonly name: string
  /** Of the processor, so that other programs do not count. */
  readonly ms: readonly number[]
  readonly added: number
  readonly changed: number
}

interface Paper {
  readonly guid: (n: number) => string | null
  readonly link: (n: number) => string
  /** Every piece says the same, without a date. */
  readonly isAlike?: boolean
}

const now = Date.UTC(2026, 10, 28)
const shown = 500
const many = 50_000
/** As main/jobs/knownArticles.ts: of older articles nothing is told. */
const toldAtMost = 2000

const numbered: Paper = {
  guid: (n) => `https://paper.example/?p=${String(n)}`,
  link: (n) => `https://paper.example/2026/piece-${String(n)}/`,
}
const alike: Paper = { ...numbered, link: () => 'https://paper.example/news/', isAlike: true }
const papers: Readonly<Record<string, Paper>> = {
  'as before': numbered,
  'without guids': { ...numbered, guid: () => null },
  'with http for https in guid and link': {
    guid: (n) => `http://paper.example/?p=${String(n)}`,
    link: (n) => `http://paper.example/2026/piece-${String(n)}/`,
  },
  'with other guids': { ...numbered, guid: (n) => `urn:piece:${String(n)}` },
  'with other guids and one link for all': {
    guid: (n) => `urn:piece:${String(n)}`,
    link: () => 'https://paper.example/news/',
  },
}

export function measureMatching(rounds: number): readonly Measured[] {
  const known = knownFrom(numbered, many)
  const oneLink = knownFrom({ ...numbered, link: () => 'https://paper.example/news/' }, many)
  const few = Array.from({ length: 100 }, (_, n) => knownFrom(numbered, shown, `feed${String(n)}`))
  const newest = many - shown
  const results = Object.entries(papers).map(([name, paper]) =>
    measure(`500 against 50,000, ${name}`, rounds, [
      [name.endsWith('for all') ? oneLink : known, itemsOf(paper, newest, shown), 'feed'],
    ]),
  )
  return [
    ...results,
    measure('500 against 50,000, 20 of them new', rounds, [
      [known, itemsOf(numbered, newest + 20, shown), 'feed'],
    ]),
    measure('500 against 50,000, all of them new', rounds, [[known, itemsOf(numbered, many, shown), 'feed']]),
    measure('500 against 50,000, with one link, title and text for all', rounds, [
      [
        knownFrom(alike, many),
        itemsOf({ ...alike, guid: (n) => `urn:piece:${String(n)}` }, newest, shown),
        'feed',
      ],
    ]),
    measure('500 against none', rounds, [[[], itemsOf(numbered, many, shown), 'feed']]),
    measure(
      '100 feeds of 500 against 500 each, as before',
      rounds,
      few.map((one, n) => [one, itemsOf(numbered, 0, shown), `feed${String(n)}`]),
    ),
    measure(
      '100 feeds of 500 against 500 each, with other guids',
      rounds,
      few.map((one, n) => [
        one,
        itemsOf(papers['with other guids'] ?? numbered, 0, shown),
        `feed${String(n)}`,
      ]),
    ),
    timed('copy of 50,000 known articles', rounds, () => {
      structuredClone(known)
      return { added: 0, changed: 0 }
    }),
  ]
}

type Round = readonly [readonly KnownArticle[], readonly Understood[], string]

function measure(name: string, rounds: number, feeds: readonly Round[]): Measured {
  return timed(name, rounds, () => {
    const articles = feeds.flatMap(([known, items, feedId]) => recognise(inputOf(feedId, known), items))
    return {
      added: articles.filter(({ match }) => match.known === null).length,
      changed: articles.filter(isChanged).length,
    }
  })
}

function timed(name: string, rounds: number, work: () => Pick<Measured, 'added' | 'changed'>): Measured {
  const told = work()
  const ms = Array.from({ length: rounds }, () => {
    const before = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  })
  return { name, ms, ...told }
}

function itemsOf(paper: Paper, from: number, count: number): readonly Understood[] {
  const ground = { now, language: 'en', base: 'https://paper.example/' }
  return Array.from({ length: count }, (_, at) => {
    const n = from + count - 1 - at
    if (paper.isAlike === true) {
      const said = { title: 'Live', contentHtml: '<p>We are on air.</p>' }
      return understand({ ...emptyItem, guid: paper.guid(n), link: paper.link(n), ...said }, ground)
    }
    const words = `Piece ${String(n)} says what was seen at the harbour on day ${String(n)}, and by whom.`
    return understand(
      {
        ...emptyItem,
        guid: paper.guid(n),
        link: paper.link(n),
        title: `Piece number ${String(n)} of this paper`,
        publishedText: new Date(now - (many - n) * 60_000).toISOString(),
        contentHtml: `<p>${words}</p><p>${'And so on, and on. '.repeat(40)}</p>`,
      },
      ground,
    )
  })
}

function knownFrom(paper: Paper, count: number, feedId = 'feed'): readonly KnownArticle[] {
  const drafts = recognise(inputOf(feedId, []), itemsOf(paper, 0, count)).map(draftOf)
  return drafts.map(({ headline: { id, secondKey, contentHash, publishedAt, url, title, snippet } }, at) => {
    const key = { id, secondKey, contentHash, publishedAt }
    return at < toldAtMost ? { ...key, told: { url, title, snippet } } : key
  })
}

const inputOf = (feedId: string, known: readonly KnownArticle[]): IngestInput => ({
  feedId,
  known,
  bytes: new Uint8Array(),
  contentType: null,
  finalUrl: 'https://paper.example/feed',
  now,
  language: 'en',
  cleanAtMost: 20,
})
