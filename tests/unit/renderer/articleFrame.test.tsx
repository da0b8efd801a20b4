/** Covers renderer/panes/ArticleFrame.ts: how an article is set, and that outlets' words stay words. */
import { describe, expect, it } from 'vitest'
import type { Article } from '../../../preload/contract/model.ts'
import { setArticle } from '../../../renderer/panes/ArticleFrame.ts'
import { isForPlayer, tellUnplayable, untellUnplayable } from '../../../renderer/panes/player.ts'
import { speechIn } from '../../../renderer/text/useText.ts'
import { fakeArticle, fakeFeeds, fakeHeadlines } from '../../helpers/fakeLibrary.ts'

const now = Date.UTC(2026, 2, 12, 9)

function set(more: Partial<Article> = {}, language: 'en' | 'ja' = 'en'): Document {
  const [row] = fakeHeadlines(now)
  if (row === undefined) throw new Error('no rows')
  const page = document.implementation.createHTMLDocument()
  setArticle(page, { ...fakeArticle(row, fakeFeeds(now)), ...more }, speechIn(language))
  return page
}

describe('setArticle', () => {
  it('sets masthead, title, byline, body, sources, prints and folded notes', () => {
    const page = set()
    expect(page.querySelector('.masthead')?.textContent).toBe('Modern Tokyo Times')
    expect(page.querySelector('h1')?.textContent).toMatch(/^Harbour towns/)
    expect(page.querySelector('.byline')?.textContent).toBe('By Mara Okafor, Kenji Sudo, and Elsa Lind')
    expect(page.querySelectorAll('.body > p')).toHaveLength(5)
    expect(Array.from(page.querySelectorAll('.links-title'), (h) => h.textContent)).toEqual([
      'Sources',
      'Prints and links',
    ])
    expect(page.querySelector('details')?.open).toBe(false)
    expect(page.title).toMatch(/^Harbour towns/)
  })

  it('sets what came with the article on top of the links, and the readers’ talk below', () => {
    const links = [
      { kind: 'comments', url: 'https://talk.example/1', label: '' },
      { kind: 'media', url: 'https://paper.example/tides.mp3', label: 'tides.mp3 · 34:05' },
      { kind: 'source', url: 'https://source.example/', label: '' },
    ] as const
    const page = set({ links })
    expect(Array.from(page.querySelectorAll('.links-title, .links a'), (one) => one.textContent)).toEqual([
      ...['Attachments', 'tides.mp3 · 34:05', 'Sources', 'source.example', 'Comments', 'talk.example'],
    ])
    expect(set({ links }, 'ja').querySelector('.links-title')?.textContent).toBe('添付ファイル')
  })

  it('says whose language the text is in', () => {
    expect(set({ language: 'ja' }).querySelector('main')?.lang).toBe('ja')
    expect(set({ language: null, title: '港のあさ' }).querySelector('main')?.lang).toBe('ja')
    expect(set({}, 'ja').documentElement.lang).toBe('ja')
  })

  it('treats titles, names, credits and labels as words, not as markup', () => {
    const evil = '<img src=x onerror=hit()>'
    const page = set({
      title: evil,
      outletName: evil,
      outletLine: evil,
      contributors: [evil],
      credits: [evil],
      bodyHtml: '',
      outletNotesHtml: '',
      links: [{ kind: 'site', url: 'javascript:hit()', label: evil }],
    })
    expect(page.querySelectorAll('img, script')).toHaveLength(0)
    expect(page.querySelectorAll('a[href]')).toHaveLength(0)
    expect(page.querySelector('h1')?.textContent).toBe(evil)
  })

  it('cleans body and notes before they are put in', () => {
    const page = set({
      bodyHtml: '<p onclick=hit()>x<script>hit()</script></p>',
      outletNotesHtml: '<iframe src=x></iframe>y',
    })
    expect(page.querySelectorAll('script, iframe, [onclick]')).toHaveLength(0)
  })

  it('says at its foot when pictures are missing or the outlet changed the text', () => {
    const kept = (page: Document) => Array.from(page.querySelectorAll('.kept'), (line) => line.textContent)
    expect(kept(set({ pictures: { kept: 3, total: 3 }, isChanged: false }))).toEqual([])
    expect(kept(set({ pictures: { kept: 3, total: 5 }, isChanged: true }))).toEqual([
      '3 of 5 pictures kept',
      'Changed by the paper since it was first kept here.',
    ])
  })

  it('lets each of the outlet’s words run in its own direction', () => {
    expect(set({ title: 'מגדלור' }).querySelector('h1')?.dir).toBe('auto')
    expect(set().querySelector<HTMLElement>('.body')?.dir).toBe('ltr')
    expect(set({ bodyHtml: '<p>«12» מגדלור at sea</p>' }).querySelector<HTMLElement>('.body')?.dir).toBe(
      'rtl',
    )
    expect(set({ bodyHtml: '<p dir="auto">— منارة</p>' }).querySelector<HTMLElement>('.body p')?.dir).toBe(
      'rtl',
    )
  })

  it('leads to the outlet where it gave an excerpt only', () => {
    const page = set({ isExcerpt: true })
    expect(page.querySelector('.excerpt a')?.getAttribute('href')).toBe('https://mtt.example/2026/03/ferry')
  })
})

describe('an article that is too large', () => {
  it('says what was left out, by both cleanings, and leads to the original', () => {
    const page = set({ cut: ['pictures'], bodyHtml: `<p>${'a'.repeat(30_000)}</p>` })
    const note = page.querySelector('footer .cut')
    expect(note?.textContent).toContain(
      'some pictures are described instead of shown and endless words are shortened',
    )
    expect(note?.querySelector('a')?.getAttribute('href')).toBe('https://mtt.example/2026/03/ferry')
    expect(set().querySelector('.cut')).toBeNull()
    expect(set({ cut: ['tables'] }, 'ja').querySelector('.cut')?.textContent).toContain('表は行に並べて表示')
  })
})

describe('sound and film that came with an article', () => {
  const url = 'https://paper.example/tides.mp3'
  const film = 'https://paper.example/tides.mp4'
  const source = `media://enclosure/${'a'.repeat(40)}`
  const filmSource = `media://enclosure/${'b'.repeat(40)}`
  const withPlayers = () =>
    set({
      links: [url, film, 'https://paper.example/tides.pdf'].map((each) => ({
        kind: 'media' as const,
        url: each,
        label: 'tides · 12 MB',
      })),
      players: [
        { url, kind: 'sound', source },
        { url: film, kind: 'film', source: filmSource },
      ],
    })

  it('stand above their links, quiet, under our own scheme; a file has its link only', () => {
    const page = withPlayers()
    const players = [...page.querySelectorAll<HTMLMediaElement>('audio, video')]
    expect(players.map((one) => [one.localName, one.getAttribute('src')])).toEqual([
      ['audio', source],
      ['video', filmSource],
    ])
    for (const one of players) {
      expect(one.hasAttribute('controls')).toBe(true)
      expect(one.getAttribute('preload')).toBe('none')
      expect(one.hasAttribute('autoplay')).toBe(false)
      expect(one.nextElementSibling?.getAttribute('href')).toMatch(/^https:/)
    }
    expect(page.querySelectorAll('.links a')).toHaveLength(3)
  })

  it('say beneath that they cannot be played, once, and try anew under another address', () => {
    const player = withPlayers().querySelector('audio')
    tellUnplayable(player, 'not now')
    tellUnplayable(player, 'not now')
    expect(player?.parentElement?.querySelectorAll('.unplayable')).toHaveLength(1)
    expect(player?.getAttribute('src')).toBe(`${source}?2`)
    untellUnplayable(player)
    expect(player?.parentElement?.querySelector('.unplayable')).toBeNull()
  })

  it('keep the keys that are theirs, and no others', () => {
    const page = withPlayers()
    const target = page.querySelector('audio')
    expect(isForPlayer({ target, key: ' ' })).toBe(true)
    expect(isForPlayer({ target, key: 'ArrowRight' })).toBe(true)
    expect(isForPlayer({ target, key: 'j' })).toBe(false)
    expect(isForPlayer({ target: page.querySelector('a'), key: ' ' })).toBe(false)
  })
})
