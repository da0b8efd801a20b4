/** Covers main/outlets/wordPress.ts and wordPressPosts.ts. Pure. */
import { describe, expect, it } from 'vitest'
import { archiveUrlOf, isArchive } from '../../../../main/outlets/wordPress.ts'
import { archiveAsJsonFeed, asFeed } from '../../../../main/outlets/wordPressPosts.ts'

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
const aPost = (facts = {}) => ({
  id: 7,
  link: 'https://paper.example/ferry/',
  date_gmt: '2026-03-04T05:06:07',
  modified_gmt: null,
  title: { rendered: 'Ferry &#8217;s late' },
  content: { rendered: '<p>Rain.</p>', protected: false },
  ...facts,
})
const read = (posts: unknown) => {
  const feed = archiveAsJsonFeed(bytes(posts), 'https://www.paper.example/x')
  return JSON.parse(new TextDecoder().decode(feed ?? new Uint8Array())) as {
    readonly items: readonly unknown[]
  }
}

describe('a WordPress archive', () => {
  it.each(['https://paper.example/wp-json/', 'https://paper.example/?rest_route=/'])(
    'is asked where the site itself says (%s)',
    (root) => {
      const url = archiveUrlOf(root)
      expect(isArchive(url)).toBe(true)
      expect(decodeURIComponent(url)).toContain('/wp/v2/posts')
      expect(url).toContain('per_page=20')
    },
  )

  it('is read as a feed', () => {
    expect(read([aPost()])).toMatchObject({
      title: 'paper.example',
      home_page_url: 'https://www.paper.example/',
      items: [
        {
          id: '7',
          url: 'https://paper.example/ferry/',
          content_html: '<p>Rain.</p>',
          date_published: '2026-03-04T05:06:07Z',
        },
      ],
    })
  })

  it('reaches the parser as a feed, and every other document as it came', () => {
    const document = { bytes: bytes([aPost()]), contentType: 'application/json' }
    const archive = asFeed({ ...document, finalUrl: archiveUrlOf('https://paper.example/wp-json/') })
    expect(archive.contentType).toBe('application/feed+json')
    const other = { ...document, finalUrl: 'https://paper.example/feed.json' }
    expect(asFeed(other)).toBe(other)
  })

  it('leaves out what is protected, and is none when it is no list of posts', () => {
    expect(read([aPost({ content: { rendered: '', protected: true } })]).items).toEqual([])
    expect(archiveAsJsonFeed(bytes({ code: 'rest_disabled' }), 'https://paper.example/')).toBeNull()
    expect(archiveAsJsonFeed(new Uint8Array([0xff]), 'https://paper.example/')).toBeNull()
    expect(isArchive('https://paper.example/feed/')).toBe(false)
  })
})
