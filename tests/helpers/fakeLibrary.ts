/** fakeLibrary.ts — twelve feeds and sixty headlines in invented wording, for fakeBridge.ts. */
import type { ArticleVersion } from '../../preload/contract/articleVersion.ts'
import type {
  Article,
  ArticleId,
  CatalogueEntry,
  Feed,
  FeedCandidate,
  FeedId,
  Folder,
  FolderId,
  Headline,
} from '../../preload/contract/model.ts'

const minute = 60_000

/** A flat picture of a given colour, small enough to stand in an address. */
const picture = (sky: string, ground: string) =>
  `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 100"><rect width="160" height="100" fill="${sky}"/><path d="M0 78 42 40l28 26 34-44 56 58v20H0z" fill="${ground}"/><circle cx="118" cy="24" r="9" fill="#c43a22"/></svg>`,
  )}`

export const fakePictures = [
  picture('#e7d9bd', '#5d6f7b'),
  picture('#cfd8d6', '#3e5449'),
  picture('#efe3cf', '#8a5a44'),
  picture('#bfcbd8', '#2f3f55'),
]

export const fakeFolders: readonly Folder[] = [
  {
    id: 'f-mtt' as FolderId,
    title: 'Modern Tokyo',
    parentId: null,
    position: 0,
    family: 'modern-tokyo-times',
  },
  { id: 'f-jp' as FolderId, title: '国内', parentId: null, position: 1, family: null },
  { id: 'f-art' as FolderId, title: 'Arts and letters', parentId: null, position: 2, family: null },
]

const feed = (
  id: string,
  title: string,
  folder: string | null,
  position: number,
  more: Partial<Feed> = {},
): Feed => ({
  id: id as FeedId,
  url: `https://${id}.example/feed`,
  title,
  isRenamed: false,
  outlet: {
    name: title,
    siteUrl: `https://${id}.example/`,
    language: 'en',
    family: null,
    follow: [{ kind: 'twitter', url: `https://twitter.com/${id}` }],
  },
  icon: null,
  folderId: folder as FolderId | null,
  position,
  unread: 0,
  total: 5,
  checkedAt: null,
  nextAt: null,
  state: { phase: 'idle' },
  isRepaired: false,
  ...more,
})

export function fakeFeeds(now: number): readonly Feed[] {
  const failure = { kind: 'http', url: 'https://quiet.example/feed', status: 404 } as const
  return [
    feed('mtt', 'Modern Tokyo Times', 'f-mtt', 0),
    feed('mtn', 'Modern Tokyo News', 'f-mtt', 1),
    feed('saw', 'Sawako Art', 'f-mtt', 2),
    feed('asa', '朝明け新報', 'f-jp', 0),
    feed('kaw', '川端だより', 'f-jp', 1),
    feed('gei', '藝文往来', 'f-jp', 2),
    feed('lan', 'The Lantern Review', 'f-art', 0),
    feed('ink', 'Ink & Woodblock', 'f-art', 1, { state: { phase: 'fetching' } }),
    feed('har', 'Harbour Gazette', null, 3),
    feed('qui', 'The Quiet Quarterly', null, 4, {
      state: { phase: 'failed', failure, since: now - 90 * minute },
    }),
    feed('val', 'Valley Observer', null, 5),
    feed('wel', 'Kawaraban', null, 6, { url: 'kawaraban:welcome' }),
  ]
}

const english = [
  [
    'Harbour towns weigh a slower ferry as fuel prices climb',
    'Crews on the northern route say that two knots less would save a fifth of the diesel, and islanders reply that the school bell does not wait. The council meets on Thursday to hear both.',
  ],
  [
    'A painter of snow and the street she never left',
    'For forty winters she has set up the same easel at the same corner, and the corner has changed around her: first the tram, then the bakery, last month the lamp that lit her evenings.',
  ],
  ['Parliament returns to the water law', 'A third reading is planned before the rains.'],
  [
    'What the cedar beams remember: rebuilding a hall after the flood',
    'Carpenters numbered every joint in ink before they took the old hall apart. Eleven years later the numbers are being read again, from the bottom up, by the sons of the men who wrote them.',
  ],
  [
    'Small presses find readers in the mountain libraries',
    'Lending figures from six valleys show that translated poetry, long thought a lost cause, is borrowed more often than thrillers in winter.',
  ],
  [
    'Foreign ministers agree to keep talking, and on little else',
    'The joint paper runs to four lines. Its third line took nine hours, according to two people who were in the room.',
  ],
  [
    'The quiet season of the woodblock carvers',
    'Between the new year cards and the spring catalogues there are five weeks in which nobody orders anything, and those are the weeks in which the best blocks are cut.',
  ],
  [
    'Grain ships leave the eastern port under a new flag',
    'Insurers have lowered their rates for the first time since autumn.',
  ],
] as const

const japanese = [
  [
    '港町の朝市、百年目の春をむかえる',
    '夜明け前の岸壁に灯りがともり、魚を並べる手が動きはじめる。市の世話役によれば、店の数は昨年より三つ増えたという。若い漁師が自分の名で店を出したのが大きい。',
  ],
  [
    '木版画の彫り師を訪ねて ― 山あいの工房に残る桜の板',
    '板は十年寝かせてから使う。急いで彫れば、刷ったときに必ず分かる。そう話す手元で、細い線が一本ずつ起こされていく。',
  ],
  ['図書館が夜まで開く町', '仕事帰りの人のために閉館を二時間遅らせたところ、貸出は一割増えた。'],
  ['水の法律、三度目の審議へ', '雨の季節を前に、与野党の歩み寄りが続いている。'],
] as const

export function fakeHeadlines(now: number): readonly Headline[] {
  const englishFeeds = ['mtt', 'mtn', 'lan', 'har', 'val', 'ink', 'saw']
  const japaneseFeeds = ['asa', 'kaw', 'gei']
  const names = [
    ['Mara Okafor', 'Kenji Sudo', 'Elsa Lind'],
    ['Jonas Ahlgren'],
    ['Noriko Hayashi', 'Peter Bale'],
    [],
  ]
  return Array.from({ length: 60 }, (_, i): Headline => {
    const isJapanese = i % 4 === 2
    const table = isJapanese ? japanese : english
    const [title, snippet] = table[i % table.length] ?? english[0]
    const feeds = isJapanese ? japaneseFeeds : englishFeeds
    const sortedAt = now - (i < 14 ? i * i * 2.4 + 3 : i * i * 6) * minute
    return {
      id: `a${String(i)}` as ArticleId,
      feedId: (feeds[i % feeds.length] ?? 'mtt') as FeedId,
      title: i < 12 || isJapanese ? title : `${title} (${String(i)})`,
      contributors: isJapanese ? ['早川 澄'] : (names[i % names.length] ?? []),
      sortedAt,
      publishedAt: sortedAt,
      arrivedAt: sortedAt + minute,
      snippet,
      thumbnail: i % 3 === 0 ? (fakePictures[i % fakePictures.length] ?? null) : null,
      isRead: i % 5 === 3 || i > 40,
      isStarred: i % 11 === 4,
      isChanged: i === 5,
    }
  })
}

const englishBody = `
<p>When the first ferry of the morning leaves Nagahama there is still ice on the ropes, and the deckhands, who are brothers, do not speak until the harbour wall is behind them. It is a habit older than either. Their grandfather, who ran the same crossing under sail, held that a boat should be let out of port in silence, as one lets a cat out of a room.</p>
<p>This winter the silence has been shorter. The council has asked whether the crossing might be made two knots slower, which would save, by the <a href="https://harbour.example/report">company’s own reckoning</a>, about a fifth of the fuel. It would also make every journey eleven minutes longer, and on an island eleven minutes is a unit of some consequence.</p>
<figure><img src="picture://kept/0000000000000000000000000000000000000000" alt="Boats at first light" width="1600" height="1000"><figcaption>First light over the outer harbour, seen from the pilot’s house. The red mark is the sun, not the lighthouse.</figcaption></figure>
<h2>Eleven minutes</h2>
<p>“You may have the fuel or you may have the school,” said the head teacher, whose pupils cross each morning. She has drawn up a timetable in three colours. The baker, for his part, has drawn nothing up; he has simply begun to get up earlier.</p>
<blockquote><p>A slow boat is not a late boat. A late boat is one that promised to be fast.</p></blockquote>
<p>There is something to this. Of the four hundred crossings last month, <em>only nine</em> arrived when the printed sheet said that they would, and nobody on either shore could remember having complained. The sheet itself hangs in the waiting room beside a calendar from another year.</p>
<ul><li>Fuel for one crossing: 340 litres</li><li>Saved at two knots less: 68 litres</li><li>Passengers on a winter weekday: 112</li></ul>
<p>The council will vote on Thursday. The ferry that brings the members to the mainland for the sitting leaves, as the clerk was careful to note, at the old speed.</p>`

const japaneseBody = `
<p>夜明け前の岸壁に、ひとつ、またひとつと灯りがともる。まだ誰も声を出さない。木箱を置く音と、長靴が濡れた石を踏む音だけが、低い天井のあいだを行き来している。市の一日は、いつもこの静けさから始まる。</p>
<p>今年で百年になる。はじめは七軒だったという店は、いまでは四十二を数える。そのうち三軒は、この春に若い漁師たちが自分の名で出したものだ。「親父の隣に並ぶのは、船に乗るより緊張します」と、二十四歳の店主は笑った。</p>
<figure><img src="picture://kept/0000000000000000000000000000000000000000" alt="岸壁の朝" width="1600" height="1000"><figcaption>水揚げを待つ岸壁。奥に見えるのは旧税関の倉庫。</figcaption></figure>
<h2>秤の音</h2>
<p>市の世話役を三十年つとめた人は、景気を秤の音で聞き分ける。針が止まるまでの間が短い朝は、よく売れる朝なのだそうだ。理屈は分からない。ただ、そう言われてから耳を澄ますと、たしかに今朝の秤はせわしない。</p>`

export function fakeArticle(row: Headline, feeds: readonly Feed[]): Article {
  const isJapanese = /[\u3040-\u30ff]/.test(row.title + row.snippet)
  return {
    ...row,
    url: 'https://mtt.example/2026/03/ferry',
    outletName: feeds.find((one) => one.id === row.feedId)?.title ?? '',
    outletLine: null,
    language: isJapanese ? 'ja' : 'en',
    bodyHtml: isJapanese ? japaneseBody : englishBody,
    outletNotesHtml: '<p>Support independent writing: tell a friend.</p>',
    credits: isJapanese ? [] : ['Photographs by the harbour office'],
    links: [
      {
        kind: 'source',
        url: 'https://harbour.example/report',
        label: 'Annual report of the harbour company',
      },
      { kind: 'print', url: 'https://prints.example/snow', label: 'Prints of “Snow at the corner”' },
    ],
    isExcerpt: false,
    cut: [],
    pictures: { kept: 1, total: 1 },
    players: [],
    earlierVersions: 0,
  }
}

export const fakeCandidates: readonly FeedCandidate[] = [
  {
    url: 'https://ledger.example/feed',
    title: 'Harbour Ledger',
    siteUrl: 'https://ledger.example/',
    language: 'en',
    headlines: ['A lighthouse keeper retires', 'Nets, mended by machine', 'The pilot who painted'],
    articleCount: 20,
    isFollowed: false,
    isOfComments: false,
    group: 'articles',
    isLookedAt: true,
    failure: null,
  },
  {
    url: 'https://ledger.example/comments/feed',
    title: 'Comments on Harbour Ledger',
    siteUrl: 'https://ledger.example/',
    language: 'en',
    headlines: ['On: A lighthouse keeper retires'],
    articleCount: 10,
    isFollowed: false,
    isOfComments: true,
    group: 'comments',
    isLookedAt: true,
    failure: null,
  },
]

const entry = (
  id: string,
  name: string,
  language: 'en' | 'ja',
  topics: string[],
  more: Partial<CatalogueEntry>,
) => ({
  id,
  name,
  siteUrl: `https://${id}.example/`,
  feedUrl: `https://${id}.example/feed`,
  language,
  topics,
  kind: 'RSS 2.0',
  text: 'full' as const,
  certainty: 'A' as const,
  lastChecked: '2026-03-02',
  family: null,
  follow: [],
  ...more,
})

export const fakeCatalogue: readonly CatalogueEntry[] = [
  entry('mtt', 'Modern Tokyo Times', 'en', ['world', 'art', 'Japan'], { certainty: 'B' }),
  entry('ledger', 'Harbour Ledger', 'en', ['sea', 'trade'], { text: 'excerpt' }),
  entry('asa', '朝明け新報', 'ja', ['国内', '社会'], { kind: 'RDF 1.0', text: 'title' }),
  entry('orchard', 'The Orchard Almanac', 'en', ['gardens', 'seasons'], {
    certainty: 'C',
    lastChecked: null,
  }),
  entry('yama', '山歩きの友', 'ja', ['山', '自然'], {}),
]

/** What every article of the fake library has said. */
export function fakeVersions(title: string): readonly ArticleVersion[] {
  const rest = { outletNotesHtml: '', cut: [] }
  return [
    { title: `Before: ${title}`, seenAt: Date.UTC(2026, 2, 10, 8), bodyHtml: '<p>First words.</p>', ...rest },
    { title, seenAt: Date.UTC(2026, 2, 11, 8), bodyHtml: '<p>Present words.</p>', ...rest },
  ]
}
