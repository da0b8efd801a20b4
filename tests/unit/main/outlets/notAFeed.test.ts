/** Covers main/outlets/notAFeed.ts: what a page in the place of a feed is. */
import { describe, expect, it } from 'vitest'
import type { NotAFeed } from '../../../../preload/contract/failure.ts'
import { explain } from '../../../../main/outlets/notAFeed.ts'
import { fixtureBytes } from '../../../fixtures/builders.ts'

const url = 'https://paper.example/feed'
const explained = (html: string, at = url, found: NotAFeed = 'html') =>
  explain(
    { kind: 'not-a-feed', url, found },
    { bytes: new TextEncoder().encode(html), contentType: 'text/html', url: at },
  )

describe('a page in the place of a feed', () => {
  it.each([
    ['<title>Just a moment...</title>', url, { found: 'challenge' }],
    ['<title>Request rejected</title>', url, { found: 'blocked' }],
    ['<title>Log in</title><input type="password">', url, { found: 'login' }],
    ['<title>x</title>', 'https://consent.paper.example/m', { found: 'consent' }],
    [
      '<meta http-equiv="refresh" content="0;url=/new.xml">',
      url,
      { found: 'html', leadsTo: 'https://paper.example/new.xml' },
    ],
    ['<title>Lantern Post</title>', url, { found: 'html' }],
  ])('%s', (html, at, found) => {
    expect(explained(html, at)).toEqual({ kind: 'not-a-feed', url, ...found })
  })

  it('is no wall because of a word that ordinary pages have too', () => {
    const page = '<title>Lantern Post</title><script src="/cdn-cgi/challenge-platform/x.js"></script>'
    expect(explained(page, url, 'challenge')).toMatchObject({ found: 'html' })
    const wall = new TextDecoder().decode(fixtureBytes('feeds/cloudflare-wall.html'))
    expect(explained(wall, url, 'challenge')).toMatchObject({ found: 'challenge' })
  })
})
