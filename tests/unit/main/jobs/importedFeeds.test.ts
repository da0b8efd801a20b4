/** Covers main/jobs/importedFeeds.ts: a list from a file sets addresses, titles and folders, and nothing else. Pure. */
import { describe, expect, it } from 'vitest'
import { asImported, importFeeds } from '../../../../main/jobs/importedFeeds.ts'
import type { FoundFeed } from '../../../../main/jobs/importedFeeds.ts'
import { readStarter } from '../../../../main/outlets/starter.ts'

const found = (change: Partial<FoundFeed> = {}): FoundFeed => ({
  url: 'https://paper.example/feed',
  title: 'The Paper',
  folderPath: [],
  ...change,
})
const one = (change: Partial<FoundFeed>) => importFeeds([found(change)])[0]

describe('a list from a file', () => {
  it('gives an address, a title and a folder', () => {
    expect(importFeeds([found({ folderPath: ['Town', 'Harbour'] })])).toEqual([
      { url: 'https://paper.example/feed', title: 'The Paper', folderPath: ['Town', 'Harbour'] },
    ])
  })

  it('gives nothing else, whatever else stands in it', () => {
    const more = {
      ...found(),
      approvedOrigin: 'http://169.254.169.254',
      keep: 1,
      iconUrl: 'x',
      __proto__: { a: 1 },
    }
    expect(Object.keys(importFeeds([more])[0] ?? {})).toEqual(['url', 'title', 'folderPath'])
  })

  it.each([
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/xml,<rss/>',
    'app://kawaraban/',
    'feed:x',
    '//paper.example/feed',
    'https:\\\\paper.example',
    'https://paper.example/\u0000',
    `https://paper.example/${'x'.repeat(3000)}`,
    '',
  ])('has no use for %j', (url) => {
    const told: string[] = []
    expect(importFeeds([found({ url }), found()], (where) => told.push(where))).toHaveLength(1)
    expect(told).toEqual(['The Paper'])
  })

  it('brings no name and no password', () => {
    expect(one({ url: 'https://ada:secret@paper.example/feed' })?.url).toBe('https://paper.example/feed')
  })

  it('brings each address once', () => {
    expect(
      importFeeds([found(), found({ title: 'Again' }), found({ url: 'HTTPS://PAPER.example/feed' })]),
    ).toHaveLength(1)
  })

  it.each([
    ['control characters', 'The\u0000 \u001bPa\u0085per', 'The Pa per'],
    ['lines', 'The\nPaper\u2028', 'The Paper'],
    ['characters that turn the direction', '\u202eThe\u2066 \u200fPaper\u061c', 'The Paper'],
    ['invisible ones and halves', 'The\u200b\ufeff Paper\ud83d', 'The Paper'],
    ['markup as what it is', '<b>The</b> &amp; Paper', '<b>The</b> &amp; Paper'],
    ['nothing: the host speaks', ' \u200b ', 'paper.example'],
  ])('has titles without %s', (_what, title, plain) => {
    expect(one({ title })?.title).toBe(plain)
    if (plain !== 'paper.example') expect(one({ folderPath: [title] })?.folderPath).toEqual([plain])
  })

  it('has titles and folders that fit', () => {
    expect(one({ title: '瓦'.repeat(100_000) })?.title).toBe('瓦'.repeat(200))
    expect(one({ folderPath: Array<string>(50).fill('In') })?.folderPath).toHaveLength(8)
    expect(one({ folderPath: ['', '../..', ' '] })?.folderPath).toEqual(['../..'])
  })

  it('brings so many papers and no more', () => {
    const all = Array.from({ length: 6000 }, (_, index) =>
      found({ url: `https://p${String(index)}.example/` }),
    )
    expect(importFeeds(all)).toHaveLength(5000)
  })
})

describe('a starter file that is not ours', () => {
  it('keeps its addresses, names and folders, and loses the rest', () => {
    const starter = readStarter({
      families: [{ key: 'town', title: 'Town \u202epapers' }],
      outlets: [
        {
          feedUrl: 'https://ada:secret@paper.example/feed',
          name: 'The Paper',
          siteUrl: 'https://elsewhere.example/',
          language: 'en',
          family: 'town',
          follow: [{ kind: 'site', url: 'https://elsewhere.example/' }],
        },
        { feedUrl: 'https://other.example/feed' },
      ],
    })
    expect(asImported(starter)).toEqual({
      families: [{ key: 'town', title: 'Town papers' }],
      outlets: [
        {
          feedUrl: 'https://paper.example/feed',
          name: 'The Paper',
          siteUrl: null,
          language: null,
          family: 'town',
          follow: [],
        },
        {
          feedUrl: 'https://other.example/feed',
          name: 'other.example',
          siteUrl: null,
          language: null,
          family: null,
          follow: [],
        },
      ],
    })
  })
})
