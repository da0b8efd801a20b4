/** Covers main/normalise/extras.ts: what comes with an article besides its text. Pure. */
import { describe, expect, it } from 'vitest'
import { extrasOf } from '../../../../main/normalise/extras.ts'
import type { RawEnclosure } from '../../../../main/parse/types.ts'
import { anItem } from '../../../fixtures/builders.ts'

const page = 'https://paper.example/one/'
const aFile = (url: string, more: Partial<RawEnclosure> = {}): RawEnclosure => {
  return { url, type: null, bytes: null, durationSeconds: null, ...more }
}
const of = (enclosures: readonly RawEnclosure[], html = '') =>
  extrasOf(anItem({ enclosures }), html, page, page)

describe('sound, film and files', () => {
  it('are links with what the outlet says of them', () => {
    const tides = aFile('/files/the%20tides.mp3', {
      type: 'audio/mpeg',
      bytes: 12_345_678,
      durationSeconds: 3725,
    })
    expect(of([tides, aFile('https://cast.example/', { durationSeconds: 125, bytes: 2_500_000 })])).toEqual([
      {
        kind: 'media',
        url: 'https://paper.example/files/the%20tides.mp3',
        label: 'the tides.mp3 · 1:02:05 · 12 MB',
      },
      { kind: 'media', url: 'https://cast.example/', label: 'cast.example · 2:05 · 2.5 MB' },
    ])
  })

  it('leave out pictures, what the text links to, what is no web address, and the page itself', () => {
    const html = '<a href="https://paper.example/a.mp3">listen</a>'
    const files = ['https://paper.example/a.mp3', 'javascript:hit()', page, 'https://paper.example/p.jpg']
    expect(of([...files.map((url) => aFile(url)), aFile('/x', { type: 'image/png' })], html)).toEqual([])
  })

  it('never fill an article', () => {
    expect(of(Array.from({ length: 90 }, (_, n) => aFile(`/${String(n)}.mp3`)))).toHaveLength(20)
  })

  it('survive a name that cannot be decoded', () => {
    expect(of([aFile('/%E0%A4%A.mp3')])).toMatchObject([{ label: '%E0%A4%A.mp3' }])
  })
})

describe('the page where readers talk', () => {
  const talk = (commentsUrl: string | null) => extrasOf(anItem({ commentsUrl }), '', page, page)
  it('is a link when it is another page', () => {
    expect(talk('https://talk.example/item?id=1')).toEqual([
      { kind: 'comments', url: 'https://talk.example/item?id=1', label: '' },
    ])
    expect(talk('/talk/1')).toMatchObject([{ url: 'https://paper.example/talk/1' }])
  })

  it('is none when it is the article’s own page, or no web page', () => {
    expect([
      talk(`${page}#respond`),
      talk('http://paper.example/one/#c'),
      talk(null),
      talk('mailto:a@b.example'),
    ]).toEqual([[], [], [], []])
  })
})
