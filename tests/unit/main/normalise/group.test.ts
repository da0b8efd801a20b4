/** Covers main/normalise/dissect.ts and its parts on the fifteen cases of the group's articles. Pure. */
import { describe, expect, it } from 'vitest'
import { readNames, findByline } from '../../../../main/normalise/byline.ts'
import { dissect } from '../../../../main/normalise/dissect.ts'
import { canonicalAddress, identify } from '../../../../main/normalise/identity.ts'
import { readSavedPage } from '../../../../main/normalise/savedPage.ts'
import { isSameStory } from '../../../../main/normalise/story.ts'
import { plainText } from '../../../../main/normalise/text.ts'
import { isTitleCopy } from '../../../../main/normalise/titleCopy.ts'
import { understand } from '../../../../main/normalise/draft.ts'
import { aFeedId, anItem, fixtureBytes, fixtureText, noon } from '../../../fixtures/builders.ts'

const read = (name: string, title: string) => dissect(fixtureText(`group/${name}`), title)
const lines = (html: string) => plainText(html).split('\n')

describe('articles of the group', () => {
  it('01 seed text: three authors, date line, full footer', () => {
    const read = readSavedPage({
      feedId: aFeedId,
      name: '01-seed.txt',
      bytes: fixtureBytes('group/01-seed.txt'),
      now: noon,
    })
    if (!read.ok) throw new Error(read.failure.kind)
    const { headline, body } = read.value
    expect(headline.title).toBe('Minasoko Ferry Returns to the Inner Islands after Eleven Winters')
    expect(headline.publishedAt).toBe(Date.UTC(2025, 1, 8))
    expect(headline.contributors).toEqual(['Noriko Watanabe', 'Hiroshi Saito', 'Lee Jay Walker'])
    expect(body.outletLine).toBe('Modern Tokyo Times')
    expect(lines(body.bodyHtml)).toHaveLength(13)
    expect(lines(body.bodyHtml)[0]).toMatch(/^The ferry between Minasoko/)
    expect(lines(body.bodyHtml).at(-1)).toBe(
      'For the moment the islands celebrate. The baker’s daughter has applied for the empty shop.',
    )
    expect(lines(body.outletNotesHtml)).toHaveLength(8)
    expect(body.bodyHtml).toContain('Lee Jay Walker (Modern Tokyo Times analyst) says')
    expect(headline.snippet).toMatch(/^The ferry between Minasoko/)
    expect(body.isExcerpt).toBe(false)
  })

  it('02 single author, website line, Twitter without its header', () => {
    const article = read('02-single-author.html', 'Quiet Lamps of Hirao: an Evening Print by an Unknown Hand')
    expect(article.contributors).toEqual(['Kanako Mita'])
    expect(article.outletLine).toBe('Modern Tokyo Times')
    expect(lines(article.bodyHtml)).toHaveLength(3)
    expect(lines(article.outletNotesHtml)).toHaveLength(5)
    expect(article.outletNotesHtml).toContain('MTT_News')
  })

  it('03 links stripped: footer run together, art line stuck to the last sentence', () => {
    const article = read(
      '03-run-in-footer.html',
      'Three Herons and a Borrowed Umbrella: Art from the Northern Shore',
    )
    expect(article.contributors).toEqual(['Sawako Utsumi', 'Lee Jay Walker'])
    expect(lines(article.bodyHtml)).toHaveLength(2)
    expect(lines(article.bodyHtml)[1]).toMatch(/seen from another angle\.$/)
    expect(article.outletNotesHtml).toContain('where you can buy her art')
    expect(article.outletNotesHtml).toContain('International News and Japan News')
  })

  it('04 two authors, outside sources, two kinds of appeal', () => {
    const article = read(
      '04-two-authors-sources-donations.html',
      'Grain Convoy Reaches the Valley of Orsa after Talks in Veld',
    )
    expect(article.contributors).toEqual(['Murad Makhmudov', 'Noriko Watanabe'])
    expect(lines(article.bodyHtml)).toHaveLength(2)
    expect(article.links).toEqual([
      { kind: 'source', url: 'https://www.example.org/news/orsa-convoy', label: 'Convoy reaches Orsa' },
      { kind: 'source', url: 'https://www.example.net/reports/veld-talks', label: 'example.net' },
    ])
    expect(lines(article.outletNotesHtml)[0]).toMatch(/^PLEASE DONATE/)
    expect(article.outletNotesHtml).toContain('DONATIONS to SUPPORT')
    expect(article.bodyHtml).not.toContain('DONAT')
  })

  it('05 neither byline nor outlet line', () => {
    const article = read('05-no-byline.html', 'Moonlight on the Tile Roofs of Asagiri')
    expect(article.contributors).toEqual([])
    expect(article.outletLine).toBeNull()
    expect(lines(article.bodyHtml)).toHaveLength(2)
    expect(lines(article.outletNotesHtml)).toHaveLength(4)
  })

  it('06 sawakoart.com: "Written by" below the text, links below that', () => {
    const article = read('06-written-by.html', 'Garden from Memory')
    expect(article.contributors).toEqual(['Sawako Utsumi'])
    expect(lines(article.bodyHtml)).toHaveLength(2)
    expect(article.links).toEqual([
      {
        kind: 'print',
        url: 'https://fineartamerica.com/featured/garden-from-memory-sawako-utsumi.html',
        label: 'Garden from Memory',
      },
      {
        kind: 'shop',
        url: 'https://fineartamerica.com/profiles/sawako-utsumi.html',
        label: 'Sawako Utsumi and where you can buy her art, postcards, bags, and other products',
      },
    ])
  })

  it('07 listing excerpt: 55 words with title, names and outlet in one line', () => {
    const title = 'Winter Rice of Takamori Finds a New Road to the Sea'
    const item = anItem({
      title,
      link: 'https://moderntokyonews.com/x/',
      summaryHtml: fixtureText('group/07-listing-excerpt.html'),
    })
    const { headline, body } = understand(item, {
      now: noon,
      language: 'en',
      base: 'https://moderntokyonews.com/',
    })
    expect(headline.contributors).toEqual(['Kanako Mita', 'Sawako Utsumi', 'Lee Jay Walker'])
    expect(headline.snippet).toMatch(/^The farmers of Takamori have sent/)
    expect(headline.snippet).toMatch(/…$/)
    expect(headline.snippet).not.toContain('[')
    expect(body.outletLine).toBe('Modern Tokyo Times')
    expect(body.isExcerpt).toBe(true)
  })

  it('08 a copy of the title may differ by a number, case, a letter or a dash', () => {
    const { same, different } = JSON.parse(fixtureText('group/08-title-copies.json')) as Record<
      string,
      string[][]
    >
    for (const [title = '', copy = '', how] of same ?? [])
      expect([how, isTitleCopy(copy, title)]).toEqual([how, true])
    for (const [title = '', text = ''] of different ?? [])
      expect([text, isTitleCopy(text, title)]).toEqual([text, false])
  })

  it('09 bylines with a trailing blank, a stray comma, a glued "and"', () => {
    const { bylines, others } = JSON.parse(fixtureText('group/09-bylines.json')) as {
      bylines: [string, string[]][]
      others: string[]
    }
    for (const [line, names] of bylines) expect(readNames(line)).toEqual(names)
    for (const line of others) expect([line, readNames(line)]).toEqual([line, null])
  })

  it('10 a title that reads like a byline is nobody', () => {
    const title = 'Japanese Art and Heavenly Night'
    const article = read('10-title-like-byline.html', title)
    expect(article.contributors).toEqual(['Sawako Utsumi'])
    expect(lines(article.bodyHtml)).toHaveLength(2)
    expect(findByline([title, 'Modern Tokyo Times', 'Text'], title)).toBeNull()
    expect(findByline(['Zen Buddhism', 'Some text follows here.'], title)).toBeNull()
    expect(findByline(['a.', 'b.', 'c.', 'd.', 'Kanako Mita', 'Modern Tokyo Times'], title)).toBeNull()
  })

  it('11 art links with their label stuck to them', () => {
    const article = read('11-glued-art-link.html', 'Evening Bell of Iwato')
    expect(article.links.map(({ kind, label }) => [kind, label])).toEqual([
      ['print', 'Stillness of Iwato'],
      ['print', 'Evening Bell'],
      ['print', 'Fox and Gold'],
      ['print', 'River Light'],
      ['book', 'Drawings of Iwato'],
      ['site', 'Sawako Utsumi'],
    ])
    expect(article.links[0]?.url).toBe(
      'https://fineartamerica.com/featured/stillness-of-iwato-sawako-utsumi.html',
    )
    expect(article.credits).toEqual(['ALL PHOTOS BY THE IWATO TEMPLE MUSEUM'])
    expect(lines(article.bodyHtml)).toHaveLength(1)
  })

  it('12 one post under several addresses', () => {
    const { same, guid, other } = JSON.parse(fixtureText('group/12-addresses.json')) as {
      same: string[]
      guid: string
      other: string
    }
    expect(new Set(same.map(canonicalAddress))).toEqual(new Set([same[0]]))
    expect(canonicalAddress(other)).not.toBe(same[0])
    const keys = same.map(
      (link) => identify(aFeedId, [{ guid: null, link, title: 't', text: 'x' }])[0]?.secondKey,
    )
    expect(new Set(keys).size).toBe(1)
    const ids = same.map((link) => identify(aFeedId, [{ guid, link, title: 't', text: 'x' }])[0]?.id)
    expect(new Set(ids).size).toBe(1)
  })

  it('13 a post of one site on the other is one story', () => {
    const title = 'Painted Doors of Kuwana and the Painter who Signed with a Wave'
    const told = (name: string) => ({ title, text: plainText(read(name, title).bodyHtml) })
    expect(isSameStory(told('13-mtt.html'), told('13-mtn.html'))).toBe(true)
    expect(read('13-mtn.html', title).contributors).toEqual(['Kanako Mita'])
  })

  it('14 two stories that share three paragraphs stay two', () => {
    type Told = { title: string; text: string }
    const { first, second } = JSON.parse(fixtureText('group/14-shared-paragraphs.json')) as {
      first: Told
      second: Told
    }
    expect(isSameStory(first, second)).toBe(false)
    expect(isSameStory(first, { ...first, title: 'Another Title' })).toBe(true)
  })

  it('15 a repost that says "Modern Tokyo Time" and glues the names', () => {
    const article = read('15-repost.html', 'Painted Doors of Kuwana')
    expect(article.contributors).toEqual(['Sawako Utsumi', 'Lee Jay Walker'])
    expect(article.outletLine).toBe('Modern Tokyo Time')
    expect(lines(article.bodyHtml)).toHaveLength(2)
  })

  it('reads byline, outlet line and footer that share paragraphs with line breaks', () => {
    const html =
      '<p>Evening Bell<br>Kanako Mita and Lee Jay Walker<br />Modern Tokyo Times</p><figure><img src="b.jpg"></figure>' +
      '<p>The bell rang twice.<br>Then it was quiet.</p>' +
      '<p>Modern Tokyo News is part of the Modern Tokyo Times group<br>PLEASE JOIN ON TWITTER</p>'
    const article = dissect(html, 'Evening Bell')
    expect(article.contributors).toEqual(['Kanako Mita', 'Lee Jay Walker'])
    expect(lines(article.bodyHtml)).toEqual(['The bell rang twice.', 'Then it was quiet.'])
    expect(article.bodyHtml).toContain('b.jpg')
    expect(lines(article.outletNotesHtml)).toHaveLength(2)
  })

  it('keeps a long paragraph that stands behind the footer', () => {
    const long = `<p>${'word '.repeat(45)}end</p>`
    const article = dissect(
      `<p>Text.</p><p>Modern Tokyo News is part of the Modern Tokyo Times group</p>${long}`,
      'T',
    )
    expect(article.bodyHtml).toContain('word word')
    expect(article.outletNotesHtml).not.toContain('word')
  })
})

describe('articles of other outlets', () => {
  const ordinary = [
    '<p>Jane Doe and John Roe</p><p>met at the harbour.</p>',
    '<p>Human Rights Watch</p><p>published a report.</p><p>https://example.org/report</p>',
    '<p>One.</p><p>ALL PHOTOS BY JANE DOE</p>',
    '<p>One.</p><p>Written by Jane Doe</p>',
    '<p>The Modern Tokyo hotel reopened.</p><p>PLEASE JOIN ON TWITTER</p>',
    'just text, no markup',
    '',
  ]
  it.each(ordinary)('are left as they are: %s', (html) => {
    const article = dissect(html, 'A Title')
    expect(article.bodyHtml).toBe(html)
    expect(article.contributors).toEqual([])
    expect(article.links).toEqual([])
  })

  it('that quote the group keep all their words', () => {
    const html =
      '<p>Prices rose in March.</p><p>Modern Tokyo Times said, “Prices rose.”</p><p>Kanako Mita</p><p>agreed.</p>'
    expect(plainText(dissect(html, 'Prices').bodyHtml)).toBe(plainText(html))
  })

  it('lose a heading that only repeats the title', () => {
    expect(dissect('<h1>A &amp; B!</h1><p>Text</p>', 'A & B').bodyHtml).toBe('<p>Text</p>')
  })

  it('keep a text that is all there is, though it equals the title', () => {
    expect(dissect('<p>Short note</p>', 'Short note').bodyHtml).toBe('<p>Short note</p>')
  })

  it('give WordPress’s last sentence to the notes', () => {
    const tail = '<p>The post <a href="/a">A</a> appeared first on <a href="/">The Paper</a>.</p>'
    const article = dissect(`<p>Text</p>\n${tail}\n`, 'A')
    expect(article.bodyHtml).toBe('<p>Text</p>')
    expect(article.outletNotesHtml).toBe(tail)
  })
})
